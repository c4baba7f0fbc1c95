import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { HandoverView, TakeOverValue } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { CheckFigures } from './check-figures.tsx';
import { CountPad } from './count-pad.tsx';
import { CountTable } from './count-table.tsx';
import { closeDay, type Ended } from './end-shift.ts';
import { ReasonField } from './reason-field.tsx';
import { type CountSheet, useCountSheet } from './use-count-sheet.ts';

type Differs = Extract<TakeOverValue, { state: 'differs' }>;

/** A shift was handed over and waits: the incoming clerk counts blind, and takes it or disputes it. */
export function TakeOver(props: {
  readonly handover: HandoverView;
  readonly onEnded: (ended: Ended) => void;
}) {
  const { t, dayTime } = useWords();
  const { handover } = props;
  const sheet = useCountSheet();
  const session = useQuery(reads.session.state.queryOptions());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  // Which count this screen is at: what another screen counts meanwhile must not be passed over unseen.
  const [attempt, setAttempt] = useState(handover.attempt);
  const [differs, setDiffers] = useState<Differs | null>(null);
  const take = async (dispute: string | null) => {
    const { handoverId } = handover;
    const answer = await ask(
      core.shift.takeOver.mutate({ handoverId, count: sheet.input, attempt, dispute }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok && answer.value.state === 'differs') {
      setAttempt(answer.value.attempt);
      return setDiffers(answer.value);
    }
    await queryClient.invalidateQueries();
    if (!answer.ok) {
      // Another screen may have counted meanwhile: the next count here is the one after that.
      const now = queryClient.getQueryData(reads.shift.standing.queryKey());
      return setAttempt(now?.handover?.attempt ?? attempt);
    }
    toast(t('shift.takenOver'));
    location.hash = '#/';
  };
  const isOwn = session.data?.staff?.name === handover.outName;
  return (
    <>
      <div className="step-head">
        <div>
          <h1>{t(differs ? 'shift.differsTitle' : 'shift.waitingTitle')}</h1>
          <p className="quiet-text">
            {t(differs ? 'shift.differsFrom' : 'shift.waitingFrom', {
              name: handover.outName,
              time: dayTime(handover.at),
              number: handover.fromShiftNumber,
            })}
          </p>
        </div>
      </div>
      {differs ? (
        <DiffersStep
          differs={differs}
          refusal={refusal}
          onRecount={() => setDiffers(null)}
          onDispute={(why) => void take(why)}
        />
      ) : (
        <BlindCount sheet={sheet} isOwn={isOwn} refusal={refusal} onSubmit={() => void take(null)}>
          <CloseInstead onEnded={props.onEnded} />
        </BlindCount>
      )}
    </>
  );
}

function BlindCount(props: {
  readonly sheet: CountSheet;
  readonly isOwn: boolean;
  readonly refusal: ScreenRefusal | null;
  readonly onSubmit: () => void;
  readonly children: React.ReactNode;
}) {
  const { t } = useWords();
  const form = useRef<HTMLFormElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form ref={form} className="two-columns" onSubmit={submit}>
      <CountTable sheet={props.sheet} />
      <div className="count-side">
        <CountPad sheet={props.sheet} form={form} />
        <div className="stack">
          {props.isOwn ? (
            <>
              <p className="notice advice">
                <span>{t('shift.waitingOwn')}</span>
              </p>
              <button
                type="button"
                className="button next primary"
                data-testid={testIds.nextShift}
                onClick={() => void signOutHere()}
              >
                <b>{t('shift.changePerson')}</b>
              </button>
            </>
          ) : (
            <>
              <button type="submit" className="button next primary" data-testid={testIds.takeOver}>
                <b>{t('shift.takeOver')}</b>
                <kbd className="key-hint">Enter</kbd>
              </button>
              <p className="quiet-text">{t('shift.waitingNoCount')}</p>
            </>
          )}
          <Notice refusal={props.refusal} />
          {props.children}
        </div>
      </div>
    </form>
  );
}

/** Counted otherwise than handed over: once more, or on with it under a dispute. Nothing is open yet. */
function DiffersStep(props: {
  readonly differs: Differs;
  readonly refusal: ScreenRefusal | null;
  readonly onRecount: () => void;
  readonly onDispute: (why: string) => void;
}) {
  const { t } = useWords();
  const { differs } = props;
  const [why, setWhy] = useState('');
  const isFirst = differs.attempt === 2; // the number of the count that would come next
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onDispute(why);
  };
  return (
    <form className="two-columns" data-testid={testIds.takeOverDiffers} onSubmit={submit}>
      <CheckFigures
        rows={[
          { name: t('shift.received'), fen: differs.countedFen },
          { name: t('shift.handed'), fen: differs.handedFen },
        ]}
        difference={differs.differenceFen}
      />
      <div className="stack">
        <button
          type="button"
          className={isFirst ? 'button next primary' : 'button'}
          // biome-ignore lint/a11y/noAutofocus: counting again is the one next step
          autoFocus={isFirst}
          data-testid={testIds.recount}
          onClick={props.onRecount}
        >
          <b>{t('shift.recount')}</b>
        </button>
        <ReasonField
          reasons={['wrongHanded', 'missing', 'extra']}
          label={t('shift.disputeReason')}
          reason={why}
          isRequired
          testId={testIds.disputeReason}
          onReason={setWhy}
        />
        <button
          type="submit"
          className={isFirst ? 'button large' : 'button next primary'}
          data-testid={testIds.dispute}
        >
          <b>{t('shift.dispute')}</b>
        </button>
        <p className="quiet-text">{t('shift.disputeHint')}</p>
        <Notice refusal={props.refusal} />
      </div>
    </form>
  );
}

/** Nobody goes on selling today: the day is closed on the count of the handover. */
function CloseInstead({ onEnded }: { onEnded: (ended: Ended) => void }) {
  const { t } = useWords();
  const may = useMay();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  if (!may('close_shift')) return null;
  const close = async () => {
    const answer = await closeDay(null, '');
    if (answer.ok) {
      onEnded(answer.value);
      await queryClient.invalidateQueries();
    } else setRefusal(answer.refusal);
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid={testIds.closeInstead}
        onClick={() => void close()}
      >
        {t('shift.closeInstead')}
      </button>
      <p className="quiet-text">{t('shift.closeInsteadHint')}</p>
      <Notice refusal={refusal} />
    </>
  );
}
