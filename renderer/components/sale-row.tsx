import type { ReactNode } from 'react';
import type { SaleCard } from '../../shared/contract/checkout.ts';
import { useWords } from '../client/use-words.ts';
import { Money, yuan } from './money.tsx';

/** A sale in a list to choose from; `children` are further chips. */
export function SaleRow(props: {
  readonly sale: SaleCard;
  readonly isShown?: boolean; // left out where a row leads elsewhere
  readonly testId: string;
  readonly onChoose: () => void;
  readonly children?: ReactNode;
}) {
  const { t, dayTime } = useWords();
  const { sale } = props;
  return (
    <li>
      <button
        type="button"
        className="list-row"
        aria-pressed={props.isShown}
        data-testid={props.testId}
        data-sale-id={sale.saleId}
        onClick={props.onChoose}
      >
        <span className="list-main">
          <b>{sale.firstLine}</b>
          <span className="quiet-text">
            {sale.receiptNumber} · {dayTime(sale.completedAt)} · {sale.cashier} ·{' '}
            {t('documents.items', { count: sale.itemCount })}
          </span>
        </span>
        {sale.returnedFen > 0 && (
          <span className="chip needs">
            {t('returns.paidBack', { amount: yuan(sale.returnedFen) })}
          </span>
        )}
        {props.children}
        <b className="figures">
          <Money amount={sale.dueFen} />
        </b>
      </button>
    </li>
  );
}
