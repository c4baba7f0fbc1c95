import { type FormEvent, useState } from 'react';
import type { CloseValue } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { CountTable, countInput, NOTHING_COUNTED } from './count-table.tsx';
import { MatterList } from './matter-list.tsx';

/**
 * Counts blind: what should be there is shown only after the count is submitted. A count that leaves
 * nothing to explain closes the shift at once.
 */
export function CountStep(props: {
  readonly attempt: number;
  readonly onClosed: (value: CloseValue) => void;
}) {
  const { t } = useWords();
  const [count, setCount] = useState(NOTHING_COUNTED);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(
      core.shift.submitCount.mutate({ count: countInput(count), attempt: props.attempt }),
    );
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok && answer.value.overShortFen === 0) {
      const closed = await ask(core.shift.close.mutate({ countSeq: answer.value.seq, reason: '' }));
      if (closed.ok) props.onClosed(closed.value);
    }
    await queryClient.invalidateQueries();
  };
  const back = async () => {
    const answer = await ask(core.shift.backToSelling.mutate());
    if (!answer.ok) return setRefusal(answer.refusal);
    await queryClient.invalidateQueries();
    location.hash = '#/';
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      <h1>{t('shift.countTitle')}</h1>
      <p className="quiet-text lead">{t('shift.countHint')}</p>
      <div className="two-columns">
        <CountTable count={count} onCount={setCount} />
        <div className="stack">
          <MatterList />
          <button type="submit" className="button next primary" data-testid={testIds.submitCount}>
            <b>{t('shift.submit')}</b>
            <kbd className="key-hint">Enter</kbd>
          </button>
          <button
            type="button"
            className="button"
            data-testid={testIds.backToSelling}
            onClick={() => void back()}
          >
            {t('shift.backToSelling')}
          </button>
          <Notice refusal={refusal} />
        </div>
      </div>
    </form>
  );
}
