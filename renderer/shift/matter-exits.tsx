import type { Answer } from '../../shared/contract/answer.ts';
import type { OpenMatter } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { toast } from '../components/toast.tsx';

type Kind = OpenMatter['kind'];

/** Screens where a matter is settled. */
const PLACES = {
  held_carts: '#/?open=held',
  missing_serials: '#/delivery?only=missing',
  handover_waiting: '#/shift',
  handover_disputed: '#/cash?part=disputes',
  backup_missing: '#/backup',
  journal_unverified: '#/health',
  unsubmitted_claims: '#/subsidies',
  subsidy_differences: '#/subsidies',
} as const satisfies Partial<Record<Kind, string>>;

/** The buttons at a matter: each does what its line advises. A person sees only what they may do. */
export function MatterExits(props: {
  readonly kind: Kind;
  readonly onRefused: (refusal: ScreenRefusal | null) => void;
}) {
  const { t } = useWords();
  const may = useMay();
  const { kind } = props;
  const run = async (commands: () => Promise<readonly Answer<unknown>[]>, said?: string) => {
    const answer = await ask(commands().then((all) => all.find((one) => !one.ok) ?? NOTHING));
    props.onRefused(answer.ok ? null : answer.refusal);
    if (answer.ok && said) toast(said);
    await queryClient.invalidateQueries();
  };
  if (kind === 'unsynced' || kind === 'parked') {
    return (
      <Exit
        kind={kind}
        label={t(`shift.matterDo.${kind}`)}
        onDo={() => void run(async () => [await core.sync.sendAgain.mutate({ factIds: null })])}
      />
    );
  }
  if (kind === 'unprinted') {
    return (
      <Exit
        kind={kind}
        label={t('shift.matterDo.unprinted')}
        onDo={() => void run(retryStuckJobs, t('sell.reprinted'))}
      />
    );
  }
  if (kind === 'open_cart') {
    return (
      <>
        <Exit
          kind={kind}
          label={t('shift.matterDo.hold')}
          onDo={() => void run(async () => [await core.cart.hold.mutate({ label: '' })])}
        />
        <a className="button" href="#/">
          {t('shift.matterDo.open_cart')}
        </a>
      </>
    );
  }
  if (!isSettledElsewhere(kind)) return null;
  if (kind === 'backup_missing' && !may('manage_backup')) return null;
  if (kind === 'handover_disputed' && !may('accept_over_short')) return null;
  return (
    <a className="button" href={PLACES[kind]} data-testid={testIds.settleMatter(kind)}>
      {t(`shift.matterDo.${kind}`)}
    </a>
  );
}

const NOTHING: Answer<unknown> = { ok: true, value: null };

function Exit(props: { kind: Kind; label: string; onDo: () => void }) {
  return (
    <button
      type="button"
      className="button"
      data-testid={testIds.settleMatter(props.kind)}
      onClick={props.onDo}
    >
      {props.label}
    </button>
  );
}

function isSettledElsewhere(kind: Kind): kind is keyof typeof PLACES {
  return kind in PLACES;
}

/** Prints again what did not come out, oldest first. */
async function retryStuckJobs(): Promise<readonly Answer<unknown>[]> {
  const jobs = await core.printing.jobs.query();
  const stuck = jobs.filter((job) => job.state === 'failed' || job.state === 'unknown');
  const answers: Answer<unknown>[] = [];
  for (const { jobId } of stuck) answers.push(await core.printing.retry.mutate({ jobId }));
  return answers;
}
