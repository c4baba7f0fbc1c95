import { useQuery } from '@tanstack/react-query';
import { ScanBarcode } from 'lucide-react';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { shortTitle } from '../components/item-title.ts';
import { Money } from '../components/money.tsx';
import type { Sell } from './use-sell.ts';

/** Nothing scanned yet: an invitation, and the goods that are sold most. */
export function EmptyCart({ sell }: { sell: Sell }) {
  const { t } = useWords();
  return (
    <div className="empty-cart" data-testid={testIds.cartEmpty}>
      <div className="invitation">
        <ScanBarcode size={40} aria-hidden="true" />
        <div>
          <h2>{t('sell.emptyTitle')}</h2>
          <p className="quiet-text">{t('sell.emptyHint')}</p>
        </div>
      </div>
      <QuickGoods sell={sell} />
    </div>
  );
}

function QuickGoods({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const quick = useQuery(reads.catalog.quickItems.queryOptions());
  if (!quick.data || quick.data.length === 0) return null;
  return (
    <section aria-label={t('sell.quick')}>
      <h3 className="quiet-text">{t('sell.quick')}</h3>
      <ul className="quick-goods">
        {quick.data.map((item) => (
          <li key={item.sku}>
            <button
              type="button"
              className="card quick-item"
              data-testid={testIds.quickItem}
              data-sku={item.sku}
              onClick={() => void sell.add(item.sku)}
            >
              <span className="tile" aria-hidden="true">
                {item.tile}
              </span>
              <span className="quick-name">{shortTitle(item)}</span>
              <span className="quiet-text quick-model">{item.model}</span>
              <b>{item.listFen === null ? t('sell.noPrice') : <Money amount={item.listFen} />}</b>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
