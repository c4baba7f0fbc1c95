import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReturnCard } from '../../shared/contract/returns.ts';
import { reads } from '../client/core-client.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { FindSale } from './find-sale.tsx';
import { ReturnDone } from './return-done.tsx';
import { ReturnForm } from './return-form.tsx';
import { useReturnScan } from './use-return-scan.ts';

/** Goods that come back: the receipt, what of it, the refund, and what to hand over. */
export function ReturnsScreen() {
  const { t } = useWords();
  const location = useLocation();
  const saleId = new URLSearchParams(location.searchStr).get('sale');
  const may = useMay();
  const [done, setDone] = useState<ReturnCard | null>(null);
  const open = (next: string | null) => {
    setDone(null);
    goTo(next);
  };
  return (
    <main className="page">
      <div className="inner returns">
        {!may('return_goods') ? (
          <Notice refusal={{ code: 'right_missing' }} />
        ) : done ? (
          <ReturnDone back={done} onMore={() => setDone(null)} onOther={() => open(null)} />
        ) : saleId === null ? (
          <FindSale onFound={open} />
        ) : (
          <SaleToReturn key={saleId} saleId={saleId} onDone={setDone} onOpen={open} />
        )}
        <h1 className="hidden-label">{t('returns.title')}</h1>
      </div>
    </main>
  );
}

function SaleToReturn(props: {
  readonly saleId: string;
  readonly onDone: (back: ReturnCard) => void;
  readonly onOpen: (saleId: string | null) => void;
}) {
  const sale = useQuery(
    reads.returns.returnable.queryOptions({ saleId: props.saleId }, { refetchOnMount: 'always' }),
  );
  useReturnScan(props.onOpen, sale.isFetched && !sale.data?.ok);
  if (!sale.data) return null;
  if (!sale.data.ok) {
    return (
      <>
        <Notice refusal={sale.data.refusal} />
        <FindSale onFound={props.onOpen} />
      </>
    );
  }
  return <ReturnForm sale={sale.data.value} onDone={props.onDone} onOpen={props.onOpen} />;
}

function goTo(saleId: string | null): void {
  location.hash = saleId === null ? '#/returns' : `#/returns?sale=${encodeURIComponent(saleId)}`;
}
