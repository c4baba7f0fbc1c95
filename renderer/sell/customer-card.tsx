import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import type { Sell } from './use-sell.ts';

/** Whom the sale is for, masked, and when the goods are to arrive. */
export function CustomerCard({ sell }: { sell: Sell }) {
  const { t, day } = useWords();
  const { customer } = sell.cart;
  return (
    <button
      type="button"
      className="card customer-card"
      data-testid={testIds.customerCard}
      onClick={() => sell.setDialog('customer')}
    >
      <span className="customer-text">
        <b>
          {customer ? (
            <>
              {customer.name} <span>{customer.phone}</span>{' '}
              {customer.tier !== 'none' && (
                <span className="chip done">{t(`deals.tiers.${customer.tier}`)}</span>
              )}
            </>
          ) : (
            t('sell.customerAdd')
          )}
        </b>
        <span className="quiet-text">
          {customer
            ? [
                customer.address,
                customer.deliveryDate &&
                  `${day(customer.deliveryDate)} ${t(`slot.${customer.deliverySlot}`)}`,
              ]
                .filter(Boolean)
                .join(' · ')
            : t('sell.customerHint')}
        </span>
      </span>
      <KeyHint action="customer" />
    </button>
  );
}
