import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SaleDetail } from '../../shared/contract/checkout.ts';
import type { DocumentKind } from '../../shared/contract/printing.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { itemTitle } from '../components/item-title.ts';
import { Money, minusYuan, quantityText } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { PaperPreview } from './paper-preview.tsx';
import { Fact, SaleSums } from './sale-sums.tsx';

/** A sale as it was: lines, sums, what was printed and uploaded, and its place in the journal. */
export function SaleDetailCard({ saleId }: { saleId: string }) {
  const { t, dayTime } = useWords();
  const may = useMay();
  const sale = useQuery(reads.checkout.sale.queryOptions({ saleId }));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const reprint = async (kind: DocumentKind, ref: string) => {
    const answer = await ask(core.printing.reprint.mutate({ kind, ref }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('sell.reprinted'));
  };
  if (!sale.data) return <div className="card" />;
  const { data } = sale;
  return (
    <section className="card detail" data-testid={testIds.saleDetail}>
      <h2>{t('documents.detail', { number: data.receiptNumber })}</h2>
      <p className="quiet-text">
        {dayTime(data.completedAt)} · {data.cashier}
      </p>
      <ul className="detail-lines">
        {data.lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a completed sale never change
          <li key={index}>
            <span className="list-main">
              <b>{itemTitle({ ...line, brand: '' })}</b>
              <span className="quiet-text">
                {quantityText(line.quantityMilli)} {line.unitLabel}
                {line.serialNumbers.length > 0 && ` · SN ${line.serialNumbers.join('、')}`}
              </span>
              <UnitsBack line={line} />
            </span>
            <span className="figures">
              <Money amount={line.netFen} />
            </span>
          </li>
        ))}
      </ul>
      <SaleSums sale={data} />
      {data.returns.length > 0 && (
        <dl className="facts">
          {data.returns.map((back) => (
            <Fact key={back.returnId} name={`${back.returnNumber} · ${dayTime(back.at)}`}>
              {minusYuan(back.refundFen)}
            </Fact>
          ))}
        </dl>
      )}
      <div className="row wrap">
        <span className={/failed|unknown/.test(data.receiptState) ? 'chip needs' : 'chip'}>
          {t(`paper.${data.receiptState}`)}
        </span>
        <span className={data.uploadState === 'parked' ? 'chip needs' : 'chip'}>
          {t(`upload.${data.uploadState}`)}
        </span>
        <span className="chip">{t('documents.entry', { seq: data.journalSeq })}</span>
        <span className="chip">
          {t('documents.verify')} {data.verifyCode}
        </span>
      </div>
      <Notice refusal={refusal} />
      <div className="stack">
        {may('return_goods') && hasUnitsLeft(data) && (
          <a
            className="button"
            href={`#/returns?sale=${encodeURIComponent(data.saleId)}`}
            data-testid={testIds.returnSaleButton}
          >
            {t('returns.start')}
          </a>
        )}
        {data.returns.map((back) => (
          <button
            key={back.returnId}
            type="button"
            className="button"
            onClick={() => void reprint('return_slip', back.returnId)}
          >
            {t('returns.againNumber', { number: back.returnNumber })}
          </button>
        ))}
        <button
          type="button"
          className="button"
          data-testid={testIds.reprintReceipt}
          onClick={() => void reprint('receipt', data.saleId)}
        >
          {t('documents.reprintReceipt')}
        </button>
        {data.tickets.map((ticket) => (
          <button
            key={ticket.ticketId}
            type="button"
            className="button"
            data-testid={testIds.reprintTicket}
            onClick={() => void reprint('installation_ticket', ticket.ticketId)}
          >
            {t('documents.reprintTicket', { number: ticket.ticketNumber })}
          </button>
        ))}
      </div>
      <PaperPreview
        key={data.saleId}
        papers={[
          { kind: 'receipt', ref: data.saleId, number: data.receiptNumber },
          ...data.returns.map(({ returnId, returnNumber }) => ({
            ...({ kind: 'return_slip', ref: returnId, number: returnNumber } as const),
          })),
        ]}
      />
    </section>
  );
}

function hasUnitsLeft(sale: SaleDetail): boolean {
  return sale.lines.some((line) => line.units.some((unit) => unit.state === 'sold'));
}

function UnitsBack({ line }: { line: SaleDetail['lines'][number] }) {
  const { t } = useWords();
  const count = line.units.filter((unit) => unit.state === 'returned').length;
  if (count === 0) return null;
  return (
    <span className="row wrap">
      <span className="chip needs">{t('returns.unitsBack', { count })}</span>
    </span>
  );
}
