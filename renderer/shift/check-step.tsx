import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { CountResult } from '../../shared/contract/shift.ts';
import type { ScreenRefusal } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { CheckFigures, CountHistory } from './check-figures.tsx';
import { type Ended, type EndKind, endShift } from './end-shift.ts';
import { ReasonField } from './reason-field.tsx';
import { StepHead } from './step-head.tsx';

/**
 * Counted against expected, and how the shift ends. A large difference is counted again first; then it
 * needs a reason and an approval, and is booked as it is.
 */
export function CheckStep(props: {
  readonly result: CountResult;
  readonly end: EndKind | null;
  /** What the count step was told, where this screen's count was not the last one. */
  readonly refusal: ScreenRefusal | null;
  readonly onRecount: () => void;
  readonly onEnded: (ended: Ended) => void;
}) {
  const { t } = useWords();
  const { result } = props;
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState(props.refusal);
  const difference = result.overShortFen;
  const counts = useQuery(reads.shift.counts.queryOptions());
  // Counts from before the till sold again are no first look at what lies there now.
  const isFirst = !(counts.data ?? []).some((one) => one.isStanding && one.seq !== result.seq);
  const firstRecount = difference !== 0 && result.needsApproval && isFirst;
  const first = props.end ?? 'close';
  const end = async (kind: EndKind) => {
    const answer = await endShift(kind, result, reason);
    if (answer.ok) props.onEnded(answer.value);
    else setRefusal(answer.refusal);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void end(first);
  };
  return (
    <form className="check-step" onSubmit={submit}>
      <StepHead title={t('shift.stepCheck')} step={2} />
      <div className="two-columns">
        <div className="stack">
          <CheckFigures
            rows={[
              { name: t('shift.counted'), fen: result.countedFen },
              { name: t('shift.expected'), fen: result.expectedFen },
            ]}
            difference={difference}
          />
          <CountHistory />
        </div>
        <div className="stack">
          {(difference !== 0 || result.needsApproval) && (
            <p className="note-box">
              {t(hintOf(result, isFirst), { amount: yuan(result.toleranceFen) })}
            </p>
          )}
          {difference !== 0 && (
            <button
              type="button"
              className={firstRecount ? 'button next primary' : 'button'}
              // biome-ignore lint/a11y/noAutofocus: the one next step of a large difference
              autoFocus={firstRecount}
              data-testid={testIds.recount}
              onClick={props.onRecount}
            >
              <b>{t('shift.recount')}</b>
            </button>
          )}
          {difference !== 0 && (
            <ReasonField
              reasons={['change', 'missed', 'small', 'fake', 'unknown']}
              label={t('shift.reason')}
              reason={reason}
              isRequired={Math.abs(difference) > result.toleranceFen}
              testId={testIds.closeReason}
              onReason={setReason}
            />
          )}
          <EndButtons first={first} isLoud={!firstRecount} onOther={(kind) => void end(kind)} />
          <Notice refusal={refusal} />
        </div>
      </div>
    </form>
  );
}

/**
 * The end that was chosen before counting, loud; the other one stays in reach. Neither has the focus: an Enter
 * too many after the last field must not end a day that nobody has looked at.
 */
function EndButtons(props: {
  readonly first: EndKind;
  readonly isLoud: boolean;
  readonly onOther: (kind: EndKind) => void;
}) {
  const { t } = useWords();
  const ends = {
    close: { label: t('shift.close'), testId: testIds.closeShift },
    handOver: { label: t('shift.handOver'), testId: testIds.handOver },
  };
  const other = props.first === 'close' ? 'handOver' : 'close';
  return (
    <>
      <button
        type="submit"
        className={props.isLoud ? 'button next primary' : 'button large'}
        data-testid={ends[props.first].testId}
      >
        <b>{ends[props.first].label}</b>
      </button>
      <button
        type="submit"
        className="button"
        data-testid={ends[other].testId}
        onClick={(event) => {
          // The form's own rules are asked first, its own end is not the one that is meant.
          if (!event.currentTarget.form?.reportValidity()) return event.preventDefault();
          event.preventDefault();
          props.onOther(other);
        }}
      >
        {ends[other].label}
      </button>
    </>
  );
}

function hintOf(result: CountResult, isFirst: boolean) {
  if (!result.needsApproval) return 'shift.withinHint';
  if (Math.abs(result.overShortFen) <= result.toleranceFen) return 'shift.earlierHint';
  return isFirst ? 'shift.recountFirst' : 'shift.recountHint';
}
