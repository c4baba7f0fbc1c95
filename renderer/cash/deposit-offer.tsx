import { useQuery } from '@tanstack/react-query';
import type { ShiftView } from '../../shared/contract/shift.ts';
import { openProposal } from '../../shared/domain/shift/deposit-proposal.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';

const KINDS = ['bank_deposit', 'safe_drop'] as const;

/** What the last Z report proposed to bring away: one press fills the form in, saving it stays a press of its own. */
export function DepositOffer(props: {
  readonly shift: ShiftView;
  readonly onTake: (kind: (typeof KINDS)[number], amountFen: number) => void;
}) {
  const { t } = useWords();
  const isAllowed = useMay()('close_shift');
  const zReports = useQuery(
    reads.shift.zReports.queryOptions({ limit: 1 }, { enabled: isAllowed }),
  );
  const movements = useQuery(reads.cash.list.queryOptions());
  if (!zReports.isSuccess || !movements.isSuccess) return null;
  const hasDeposited = movements.data.some(
    ({ kind, isUndone, undoes }) =>
      !isUndone && undoes === null && KINDS.some((one) => one === kind),
  );
  const { openingFloatFen } = props.shift;
  const proposal = openProposal(zReports.data[0], { openingFloatFen, hasDeposited });
  if (!proposal) return null;
  return (
    <div className="row wrap" data-testid={testIds.depositOffer}>
      <span>{t('cash.proposed', { amount: yuan(proposal.depositFen) })}</span>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="button"
          onClick={() => props.onTake(kind, proposal.depositFen)}
        >
          {t(`cash.kind.${kind}`)}
        </button>
      ))}
    </div>
  );
}
