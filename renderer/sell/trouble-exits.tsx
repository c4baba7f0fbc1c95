import { signOutHere } from '../client/session-change.ts';
import { useWords } from '../client/use-words.ts';
import { isAboutShift, isNewPrice } from './next-step.tsx';
import type { Trouble } from './use-bar.ts';
import type { Sell } from './use-sell.ts';

/** The ways out of a refusal, as buttons: each does what the sentence advises. */
export function TroubleExits({ sell, trouble }: { sell: Sell; trouble: Trouble }) {
  const { t } = useWords();
  const { code } = trouble.refusal;
  return (
    <span className="row wrap">
      {(code === 'code_not_found' || code === 'item_not_found') && (
        <>
          <button type="button" className="button" onClick={() => sell.setDialog('create')}>
            {t('sell.createIt')}
          </button>
          <button
            type="button"
            className="button"
            onClick={() => {
              sell.clearTrouble();
              sell.toFind();
            }}
          >
            {t('sell.searchIt')}
          </button>
        </>
      )}
      {isAboutShift(code) && (
        <a className="button" href="#/shift">
          {t(`obstacle.${code}`)}
        </a>
      )}
      {code === 'cart_is_practice' && (
        <button type="button" className="button" onClick={() => sell.setMode({ kind: 'clear' })}>
          {t('obstacle.cart_is_practice')}
        </button>
      )}
      {code === 'cart_is_real' && (
        <button type="button" className="button" onClick={() => void signOutHere()}>
          {t('obstacle.cart_is_real')}
        </button>
      )}
      {/customer|address|phone|delivery_date/.test(code) && (
        <button type="button" className="button" onClick={() => sell.setDialog('customer')}>
          {t('obstacle.customer_missing')}
        </button>
      )}
      {isNewPrice(code) && (
        <button type="button" className="button" onClick={() => void sell.acceptPrices()}>
          {t(`obstacle.${code}`)}
        </button>
      )}
      {code === 'below_floor_price' && sell.mode.kind === 'find' && (
        <button type="button" className="button" onClick={() => void sell.allowFloor()}>
          {t('obstacle.below_floor_price')}
        </button>
      )}
      <button type="button" className="button quiet" onClick={sell.clearTrouble}>
        {t('app.close')}
      </button>
    </span>
  );
}
