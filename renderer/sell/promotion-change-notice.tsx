import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { signed } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** Time, a quota or a new version changed the price since the cashier looked: what, from and to, and the one way on. */
export function PromotionChangeNotice({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { promotionChange } = sell.cart;
  if (!promotionChange) return null;
  const { fromFen, toFen, started, ended } = promotionChange;
  return (
    <div className="notice" role="alert" data-testid={testIds.promotionChange}>
      <p>
        <b>{t('deals.changed', { from: signed(fromFen), to: signed(toFen) })}</b>{' '}
        {ended.length > 0 && `${t('deals.ended', { names: ended.join(' · ') })} `}
        {started.length > 0 && t('deals.started', { names: started.join(' · ') })}
        <br />
        {t('deals.changedHint')}
      </p>
      <button
        type="button"
        className="button"
        data-testid={testIds.acceptPrice}
        onClick={() => void sell.acceptPrices()}
      >
        {t('deals.accept')}
      </button>
    </div>
  );
}
