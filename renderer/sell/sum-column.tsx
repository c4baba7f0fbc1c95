import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money } from '../components/money.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { CustomerCard } from './customer-card.tsx';
import { NextStep } from './next-step.tsx';
import { PaidOtherwise, SumRows } from './sum-rows.tsx';
import { Tenders } from './tenders.tsx';
import type { Sell } from './use-sell.ts';

/** The fixed column: customer, sums, amount due, the one next step. On a narrow screen it is a bottom sheet. */
export function SumColumn({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { cart } = sell;
  const isPartly = cart.payFen !== cart.dueFen; // the rest somebody else pays, or was paid before
  return (
    <aside className="sums" aria-label={t('sell.sums')}>
      <CustomerCard sell={sell} />
      <div className="card sum-card">
        <ScrollArea className="sum-rows" label={t('deals.sums')}>
          <SumRows cart={cart} />
        </ScrollArea>
        <PaidOtherwise cart={cart} />
        <div className="due">
          <span>{t(isPartly ? 'deals.payNow' : 'sell.due')}</span>
          <output data-testid={testIds.amountDue} data-fen={cart.payFen}>
            <Money amount={cart.payFen} sign />
          </output>
        </div>
      </div>
      <NextStep sell={sell} />
      <Tenders sell={sell} />
    </aside>
  );
}
