import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money, minusYuan, quantityText } from '../components/money.tsx';
import { CustomerCard } from './customer-card.tsx';
import { NextStep } from './next-step.tsx';
import { useReasonWords } from './reasons.ts';
import { Tenders } from './tenders.tsx';
import type { Sell } from './use-sell.ts';

/** The fixed column: customer, sums, amount due, the one next step. On a narrow screen it is a bottom sheet. */
export function SumColumn({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { cart } = sell;
  const reasonWords = useReasonWords();
  return (
    <aside className="sums" aria-label={t('sell.sums')}>
      <CustomerCard sell={sell} />
      <div className="card sum-card">
        <dl className="sum-rows">
          <div>
            <dt>
              {t('sell.list')}
              <small>
                {cart.unitCount > 0 &&
                  t('sell.units', { amount: quantityText(cart.unitCount * 1000) })}
              </small>
            </dt>
            <dd>
              <Money amount={cart.listFen} />
            </dd>
          </div>
          {cart.deductions.map((deduction) => (
            <div key={`${deduction.kind} ${deduction.reason} ${deduction.funding}`}>
              <dt>
                {reasonWords(deduction.reason)}
                <small>{t(`funding.${deduction.funding}`)}</small>
              </dt>
              <dd className="saved">{minusYuan(deduction.amountFen)}</dd>
            </div>
          ))}
          {cart.roundingFen !== 0 && (
            <div>
              <dt>{t('sell.rounding')}</dt>
              <dd className="saved">{minusYuan(cart.roundingFen)}</dd>
            </div>
          )}
        </dl>
        <div className="due">
          <span>{t('sell.due')}</span>
          <output data-testid={testIds.amountDue} data-fen={cart.dueFen}>
            <Money amount={cart.dueFen} sign />
          </output>
        </div>
      </div>
      <NextStep sell={sell} />
      <Tenders sell={sell} />
    </aside>
  );
}
