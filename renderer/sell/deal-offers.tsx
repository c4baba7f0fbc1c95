import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { useDealWords } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** What a little more would give, the nearest first. */
export function DealOffers({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const words = useDealWords();
  const { nearMisses } = sell.cart;
  if (nearMisses.length === 0) return null;
  return (
    <section>
      <h3>{t('deals.more')}</h3>
      <ul>
        {nearMisses.map((miss) => (
          <li className="deal-row" key={miss.promotionId} data-testid={testIds.nearMiss}>
            <span className="deal-row-text">{words.nearMiss(miss)}</span>
            <span className="quiet-text">{miss.name}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
