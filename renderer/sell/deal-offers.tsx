import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { RewardButtons } from './offer-strip.tsx';
import { useDealWords } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** What a little more would give, the nearest first, and gifts that are not in the cart yet. */
export function DealOffers({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const words = useDealWords();
  const { nearMisses, openRewards } = sell.cart;
  return (
    <>
      {openRewards.length > 0 && (
        <section>
          <h3>{t('deals.rewards')}</h3>
          {openRewards.map((reward) => (
            <div className="deal-row" key={reward.promotionId}>
              <p className="deal-row-text quiet-text">
                {t('deals.rewardLeft', { name: reward.name, count: reward.count })}
              </p>
              <div className="deal-row-acts">
                <RewardButtons sell={sell} rewards={[reward]} />
              </div>
            </div>
          ))}
        </section>
      )}
      {nearMisses.length > 0 && (
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
      )}
    </>
  );
}
