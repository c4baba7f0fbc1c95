import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { SaleRow } from '../components/sale-row.tsx';
import { SaleDetailCard } from './sale-detail-card.tsx';

const PAGE = 30;

/** Completed sales, newest first, and one of them in full. */
export function DocumentsScreen() {
  const { t } = useWords();
  const may = useMay();
  const location = useLocation();
  const given = new URLSearchParams(location.searchStr).get('sale');
  const [text, setText] = useState('');
  const [before, setBefore] = useState<number | null>(null);
  const [saleId, choose] = useState<string | null>(given);
  const wanted = useDeferredValue(text.trim());
  const sales = useQuery(
    reads.checkout.sales.queryOptions(
      { text: wanted, before, limit: PAGE },
      { placeholderData: keepPreviousData },
    ),
  );
  const list = sales.data ?? [];
  const shownId = saleId ?? list[0]?.saleId ?? null;
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <h1>{t('documents.title')}</h1>
          <Field
            label={t('documents.search')}
            value={text}
            onText={(next) => {
              setText(next);
              setBefore(null);
            }}
            type="search"
          />
          {may('return_goods') && (
            <a className="button" href="#/returns">
              {t('returns.start')}
            </a>
          )}
        </div>
        <div className="two-columns">
          <div className="card">
            {sales.isSuccess && list.length === 0 && (
              <p className="empty">{t(wanted === '' ? 'documents.empty' : 'documents.nothing')}</p>
            )}
            <ul>
              {list.map((sale) => (
                <SaleRow
                  key={sale.saleId}
                  sale={sale}
                  isShown={sale.saleId === shownId}
                  testId={testIds.saleRow}
                  onChoose={() => choose(sale.saleId)}
                >
                  {/failed|unknown/.test(sale.receiptState) && (
                    <span className="chip needs">{t(`paper.${sale.receiptState}`)}</span>
                  )}
                </SaleRow>
              ))}
            </ul>
            {list.length === PAGE && (
              <button
                type="button"
                className="button quiet"
                onClick={() => setBefore(list.at(-1)?.completedAt ?? null)}
              >
                {t('documents.olderThan')}
              </button>
            )}
          </div>
          {shownId ? (
            <SaleDetailCard saleId={shownId} />
          ) : (
            <p className="card empty">{t('documents.choose')}</p>
          )}
        </div>
      </div>
    </main>
  );
}
