import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { DealRow } from './deal-row.tsx';
import type { Sell } from './use-sell.ts';

/** Every promotion that has to do with the cart, taken first: what it gave and why, or why it gave nothing. */
export function DealList({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { promotions } = sell.cart;
  return (
    <section>
      <h3>{t('deals.ofCart')}</h3>
      {promotions.length === 0 && <p className="quiet-text">{t('deals.nothing')}</p>}
      <ul>
        {promotions.map((promotion) => (
          <DealRow
            key={promotion.promotionId}
            promotion={promotion}
            sell={sell}
            testId={testIds.deal(promotion.promotionId)}
          />
        ))}
      </ul>
    </section>
  );
}
