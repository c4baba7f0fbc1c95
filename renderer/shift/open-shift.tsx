import { type FormEvent, useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { CountTable, countInput, NOTHING_COUNTED } from './count-table.tsx';

/** The float that lies in the drawer when the shift begins. */
export function OpenShift() {
  const { t } = useWords();
  const [count, setCount] = useState(NOTHING_COUNTED);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const open = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(core.shift.open.mutate({ float: countInput(count) }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    await queryClient.invalidateQueries();
    location.hash = '#/';
  };
  return (
    <form onSubmit={(event) => void open(event)}>
      <h1>{t('shift.openTitle')}</h1>
      <p className="quiet-text lead">{t('shift.openHint')}</p>
      <div className="two-columns">
        <CountTable count={count} onCount={setCount} />
        <div className="stack">
          <button type="submit" className="button next primary" data-testid={testIds.openShift}>
            <b>{t('shift.openButton')}</b>
          </button>
          <Notice refusal={refusal} />
        </div>
      </div>
    </form>
  );
}
