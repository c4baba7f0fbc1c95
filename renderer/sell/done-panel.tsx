import { useQuery } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { HandBack } from '../components/hand-back.tsx';
import { yuan } from '../components/money.tsx';

/** Paid: what to hand back, note by note. It stays until the next scan. */
export function DonePanel({ saleId }: { saleId: string }) {
  const { t } = useWords();
  const sale = useQuery(reads.checkout.sale.queryOptions({ saleId }));
  if (!sale.data) return null;
  const { data } = sale;
  const paperTone = /failed|unknown/.test(data.receiptState) ? 'chip needs' : 'chip';
  return (
    <section className="card done-panel" aria-live="polite" data-testid={testIds.donePanel}>
      <header className="row">
        <CircleCheck size={28} aria-hidden="true" />
        <h2>{t('done.title')}</h2>
        <span className="quiet-text">
          {t('done.due', { amount: yuan(data.payFen) })} ·{' '}
          {t('done.tendered', { amount: yuan(data.tenderedFen) })}
        </span>
      </header>
      <HandBack
        label={t('done.change')}
        nothing={t('done.exact')}
        amountFen={data.changeFen}
        pieces={data.changePieces}
        testId={testIds.changeDue}
      />
      <footer className="row wrap">
        <span className={paperTone}>
          {t('done.receipt', { number: data.receiptNumber })} · {t(`paper.${data.receiptState}`)}
        </span>
        {data.subsidyFen !== 0 && (
          <span className="chip done">
            {t('deals.subsidyClaimed', { amount: yuan(data.subsidyFen) })}
          </span>
        )}
        {data.depositFen !== 0 && (
          <span className="chip done">
            {t('deals.deposit')} {yuan(data.depositFen)}
          </span>
        )}
        {data.tickets.map((ticket) => (
          <span className="chip done" key={ticket.ticketId}>
            {t('done.ticket', { number: ticket.ticketNumber })}
          </span>
        ))}
      </footer>
      <p className="quiet-text">{t('done.next')}</p>
    </section>
  );
}
