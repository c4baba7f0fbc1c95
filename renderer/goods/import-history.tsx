import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

/** Earlier imports; the last one of a list can be taken back. */
export function ImportHistory() {
  const { t, dayTime } = useWords();
  const imports = useQuery(reads.catalog.imports.queryOptions(undefined, { retry: false }));
  const [asked, setAsked] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const undo = async (importId: string) => {
    const answer = await ask(core.catalog.undoImport.mutate({ importId }));
    setAsked(null);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('goods.undone'));
    await queryClient.invalidateQueries({ queryKey: [['catalog']] });
  };
  const list = imports.data ?? [];
  return (
    <section className="card panel">
      <h2>{t('goods.history')}</h2>
      <Notice refusal={refusal} />
      {imports.isSuccess && list.length === 0 && <p className="empty">{t('goods.noHistory')}</p>}
      <ul>
        {list.map((record) => (
          <li key={record.importId} className="list-row">
            <span className="list-main">
              <b>{record.fileName}</b>
              <span className="quiet-text">
                {[record.supplier, dayTime(record.at), record.by].filter(Boolean).join(' · ')}
              </span>
              <span className="quiet-text">
                {t('goods.count.new')} {record.counts.new} · {t('goods.count.changed')}{' '}
                {record.counts.changed} · {t('goods.count.refused')} {record.counts.refused}
              </span>
            </span>
            {record.state !== 'done' && (
              <span className="chip">
                {t(record.state === 'undone' ? 'goods.undone' : 'goods.isUndo')}
              </span>
            )}
            {record.canUndo &&
              (asked === record.importId ? (
                <span className="row wrap">
                  <span>{t('goods.undoAsk', { name: record.fileName })}</span>
                  <button
                    type="button"
                    className="button"
                    data-testid={testIds.importUndo}
                    onClick={() => void undo(record.importId)}
                  >
                    {t('app.confirm')}
                  </button>
                  <button type="button" className="button quiet" onClick={() => setAsked(null)}>
                    {t('app.cancel')}
                  </button>
                </span>
              ) : (
                <button
                  type="button"
                  className="button"
                  data-testid={testIds.importUndo}
                  onClick={() => setAsked(record.importId)}
                >
                  {t('goods.undo')}
                </button>
              ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
