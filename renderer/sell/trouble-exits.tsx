import { useWords } from '../client/use-words.ts';
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
      {code === 'no_open_shift' && (
        <a className="button" href="#/shift">
          {t('obstacle.no_open_shift')}
        </a>
      )}
      {/customer|address|phone|delivery_date/.test(code) && (
        <button type="button" className="button" onClick={() => sell.setDialog('customer')}>
          {t('obstacle.customer_missing')}
        </button>
      )}
      {code === 'price_changed' && (
        <button type="button" className="button" onClick={() => void sell.acceptPrices()}>
          {t('obstacle.price_changed')}
        </button>
      )}
      <button type="button" className="button quiet" onClick={sell.clearTrouble}>
        {t('app.close')}
      </button>
    </span>
  );
}
