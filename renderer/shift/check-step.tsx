import { type FormEvent, useState } from 'react';
import type { CloseValue, CountResult } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { Field } from '../components/field.tsx';
import { Money, yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { MatterList } from './matter-list.tsx';

/** Counted against expected. A difference is counted again first; above the tolerance it needs reason and approval. */
export function CheckStep(props: {
  readonly result: CountResult;
  readonly onRecount: () => void;
  readonly onClosed: (value: CloseValue) => void;
}) {
  const { t } = useWords();
  const { result } = props;
  const [reason, setReason] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const close = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await withApproval((approval) =>
      ask(core.shift.close.mutate({ countSeq: result.seq, reason, approval })),
    );
    if (!answer.ok) return setRefusal(answer.refusal);
    props.onClosed(answer.value);
    await queryClient.invalidateQueries();
  };
  const difference = result.overShortFen;
  return (
    <form className="two-columns" onSubmit={(event) => void close(event)}>
      <div className="stack">
        <h1>{t('shift.stepCheck')}</h1>
        <p className="quiet-text">{t('shift.attempt', { seq: result.seq })}</p>
        <dl className="card check-figures">
          <div>
            <dt>{t('shift.counted')}</dt>
            <dd>
              <Money amount={result.countedFen} sign />
            </dd>
          </div>
          <div>
            <dt>{t('shift.expected')}</dt>
            <dd>
              <Money amount={result.expectedFen} sign />
            </dd>
          </div>
          <div data-tone={difference === 0 ? 'fine' : 'needs'}>
            <dt>{t(differenceWord(difference))}</dt>
            <dd data-testid={testIds.overShort} data-fen={difference}>
              {difference !== 0 && <Money amount={Math.abs(difference)} sign />}
            </dd>
          </div>
        </dl>
        {difference !== 0 && (
          <p className="note-box">
            {t('shift.recountHint', { amount: yuan(result.toleranceFen) })}
          </p>
        )}
      </div>
      <div className="stack">
        <MatterList />
        {difference !== 0 && (
          <>
            <button type="button" className="button large" onClick={props.onRecount}>
              {t('shift.recount')}
            </button>
            <Field
              label={t('shift.reason')}
              value={reason}
              onText={setReason}
              maxLength={120}
              required={result.needsApproval}
              testId={testIds.closeReason}
            />
          </>
        )}
        <button type="submit" className="button next primary" data-testid={testIds.closeShift}>
          <b>{t('shift.close')}</b>
        </button>
        <Notice refusal={refusal} />
      </div>
    </form>
  );
}

function differenceWord(difference: number) {
  if (difference === 0) return 'shift.even';
  return difference > 0 ? 'shift.over' : 'shift.short';
}
