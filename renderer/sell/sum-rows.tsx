import type { ReactNode } from 'react';
import type { CartView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { deductionKey } from '../components/deduction-key.ts';
import { Money, minusYuan, quantityText } from '../components/money.tsx';
import { useReasonWords } from './reasons.ts';

/** More than these stand closer to each other, so that none is out of sight. */
const ROOMY_ROWS = 7;

/** The way from the list prices to what the goods cost: each deduction once, with who bears it. */
export function SumRows({ cart }: { cart: CartView }) {
  const { t } = useWords();
  const reasonWords = useReasonWords();
  const units = t('sell.units', { amount: quantityText(cart.unitCount * 1000) });
  return (
    <dl data-dense={cart.deductions.length >= ROOMY_ROWS || undefined}>
      <SumRow name={t('sell.list')} note={cart.unitCount > 0 && units}>
        <Money amount={cart.listFen} />
      </SumRow>
      {cart.deductions.map((deduction) => (
        <SumRow
          key={deductionKey(deduction)}
          name={reasonWords(deduction.reason)}
          note={t(`funding.${deduction.funding}`)}
          isSaved
        >
          {minusYuan(deduction.amountFen)}
        </SumRow>
      ))}
    </dl>
  );
}

/** What of it is not paid now: rounding, and what the government pays or was paid before. Always in sight, right above what is. */
export function PaidOtherwise({ cart }: { cart: CartView }) {
  const { t } = useWords();
  const claimed = cart.subsidies.filter((unit) => unit.isClaimed).length;
  if (cart.roundingFen === 0 && cart.subsidyFen === 0 && cart.depositFen === 0) return null;
  return (
    <dl className="paid-otherwise">
      {cart.roundingFen !== 0 && (
        <SumRow name={t('sell.rounding')} isSaved>
          {minusYuan(cart.roundingFen)}
        </SumRow>
      )}
      {cart.subsidyFen !== 0 && (
        <SumRow
          name={t('deals.subsidy')}
          note={t('deals.subsidyUnits', { count: claimed })}
          isSaved
          testId={testIds.subsidyRow}
        >
          {minusYuan(cart.subsidyFen)}
        </SumRow>
      )}
      {cart.depositFen !== 0 && (
        <SumRow name={t('deals.deposit')} testId={testIds.depositRow}>
          {minusYuan(cart.depositFen)}
        </SumRow>
      )}
    </dl>
  );
}

function SumRow(props: {
  readonly name: string;
  readonly note?: string | false;
  readonly isSaved?: boolean;
  readonly testId?: string;
  readonly children: ReactNode;
}) {
  return (
    <div data-testid={props.testId}>
      <dt>
        {props.name} {props.note && <small>{props.note}</small>}
      </dt>
      <dd className={props.isSaved ? 'saved' : undefined}>{props.children}</dd>
    </div>
  );
}
