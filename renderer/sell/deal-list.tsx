import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { dealsToShow } from './deal-order.ts';
import { DealRow } from './deal-row.tsx';
import type { Sell } from './use-sell.ts';

/** Every promotion that has to do with the cart, taken first: what it gave and why, or why it gave nothing. */
export function DealList({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { shown, otherCount } = dealsToShow(sell.cart.promotions);
  return (
    <section>
      <h3>{t('deals.ofCart')}</h3>
      {shown.length === 0 && <p className="quiet-text">{t('deals.nothing')}</p>}
      <ul>
        {shown.map((promotion) => (
          <DealRow
            key={promotion.promotionId}
            promotion={promotion}
            sell={sell}
            testId={testIds.deal(promotion.promotionId)}
          />
        ))}
      </ul>
      {otherCount > 0 && (
        <p className="quiet-text deal-others">{t('deals.others', { count: otherCount })}</p>
      )}
    </section>
  );
}
