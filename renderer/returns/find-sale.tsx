import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ScanBarcode } from 'lucide-react';
import { type FormEvent, useDeferredValue, useState } from 'react';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { SaleRow } from '../components/sale-row.tsx';
import { useReturnScan } from './use-return-scan.ts';

const SHOWN = 20;

/** Which sale: the receipt is scanned, else it is found by what the customer remembers. */
export function FindSale({ onFound }: { onFound: (saleId: string) => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [date, setDate] = useState('');
  const wanted = {
    text: useDeferredValue(text.trim()),
    date: date === '' ? null : date,
    limit: SHOWN,
  };
  const found = useQuery(
    reads.returns.find.queryOptions(wanted, { placeholderData: keepPreviousData }),
  );
  useReturnScan(onFound, true, undefined, setText);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    const typed = { ...wanted, text: text.trim() };
    const { isExact, sales } = await core.returns.find.query(typed);
    const [sale] = sales;
    if (sale && (isExact || sales.length === 1)) onFound(sale.saleId);
  };
  const sales = found.data?.sales ?? [];
  return (
    <div className="stack">
      <section className="card invitation return-invitation">
        <ScanBarcode size={40} aria-hidden="true" />
        <div>
          <h2>{t('returns.title')}</h2>
          <p className="quiet-text">{t('returns.hint')}</p>
        </div>
      </section>
      <form className="return-find" onSubmit={(event) => void enter(event)}>
        <Field
          label={t('returns.find')}
          value={text}
          onText={setText}
          maxLength={80}
          autoFocus
          testId={testIds.returnFind}
        />
        <Field label={t('returns.date')} type="date" value={date} onText={setDate} />
      </form>
      {found.isSuccess && sales.length === 0 && (
        <p className="card empty">
          {t(text === '' && date === '' ? 'returns.empty' : 'returns.nothing')}
        </p>
      )}
      {sales.length > 0 && (
        <ul className="card">
          {sales.map((sale) => (
            <SaleRow
              key={sale.saleId}
              sale={sale}
              testId={testIds.returnSale}
              onChoose={() => onFound(sale.saleId)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}
