import { CircleCheck, X } from 'lucide-react';
import type { CartView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { DealCodes } from './deal-codes.tsx';
import { DealLines } from './deal-lines.tsx';
import { DealList } from './deal-list.tsx';
import { DealOffers } from './deal-offers.tsx';
import { signed } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** Why this cart costs what it costs, over its lines and beside its sums; scanning goes on. */
export function DealPanel({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const { cart } = sell;
  return (
    <section className="deal-panel" aria-label={t('deals.title')} data-testid={testIds.dealPanel}>
      <header>
        <h2>{t('deals.title')}</h2>
        <Proof cart={cart} />
        <button type="button" className="button quiet" onClick={sell.toggleExplaining}>
          <span className="hidden-label">{t('app.close')}</span>
          <KeyHint action="savings" />
          <X size={20} aria-hidden="true" />
        </button>
      </header>
      <ScrollArea className="deal-body" label={t('deals.ofCart')}>
        <div className="deal-side">
          <DealList sell={sell} />
          <DealOffers sell={sell} />
        </div>
        <div className="deal-side">
          <DealCodes sell={sell} />
          <DealLines cart={cart} />
        </div>
      </ScrollArea>
    </section>
  );
}

/** Whether nothing better exists: a mark, or an honest line. */
function Proof({ cart }: { cart: CartView }) {
  const { t } = useWords();
  const savedFen = cart.listFen - cart.netFen;
  // Somebody's choice can cost more than none: then it is not called the best price there is.
  const best = cart.promotions.some(({ choice }) => choice !== 'auto') ? 'bestChosen' : 'best';
  return (
    <>
      {savedFen > 0 && (
        <span className="chip saving">{t('deals.saved', { amount: signed(savedFen) })}</span>
      )}
      {cart.isBestPrice ? (
        <span
          className="chip done"
          title={t(`deals.${best}Hint`)}
          data-testid={testIds.dealProof}
          data-best="true"
        >
          <CircleCheck size={14} aria-hidden="true" />
          {t(`deals.${best}`)}
        </span>
      ) : (
        <span className="chip needs" data-testid={testIds.dealProof} data-best="false">
          {t('deals.notProved')}
        </span>
      )}
    </>
  );
}
