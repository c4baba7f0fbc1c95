import { useQuery } from '@tanstack/react-query';
import { ReceiptText } from 'lucide-react';
import { reads } from '../client/core-client.ts';
import type { Action } from '../client/key-table.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { yuan } from '../components/money.tsx';
import type { Tray } from './use-paper-tray.ts';
import type { Sell } from './use-sell.ts';
import { runAction } from './use-sell-keys.ts';

/** The keys that work now, each also a button; at the end the last sale. */
export function KeyBar({ sell, tray }: { sell: Sell; tray: Tray }) {
  const { t } = useWords();
  const hasLine = sell.selected !== null;
  const keys: readonly { action: Action; label: string; isOff?: boolean }[] = [
    { action: 'quantity', label: t('sell.quantity'), isOff: !hasLine },
    { action: 'price', label: t('sell.price'), isOff: !hasLine },
    { action: 'discount', label: t('sell.discount'), isOff: !hasLine },
    { action: 'cartDiscount', label: t('sell.cartDiscount'), isOff: !hasLine },
    { action: 'note', label: t('sell.note'), isOff: !hasLine },
    { action: 'handover', label: t('sell.handover'), isOff: !sell.selected?.canDeliver },
    { action: 'remove', label: t('sell.remove'), isOff: !hasLine },
    { action: 'savings', label: t('deals.open'), isOff: !hasLine },
  ];
  return (
    <footer className="key-bar">
      <ul className="keys" aria-label={t('sell.workLabel')}>
        {keys.map(({ action, label, isOff }) => (
          <li key={action}>
            <button
              type="button"
              className="key-button"
              data-testid={testIds.key(action)}
              disabled={isOff}
              onClick={() => runAction(action, sell, tray)}
            >
              <KeyHint action={action} />
              {label}
            </button>
          </li>
        ))}
      </ul>
      <LastSale sell={sell} tray={tray} />
    </footer>
  );
}

function LastSale({ sell, tray }: { sell: Sell; tray: Tray }) {
  const { t } = useWords();
  const may = useMay();
  const last = useQuery(reads.checkout.lastSale.queryOptions());
  return (
    <div className="last-sale">
      {may('move_cash') && (
        <button
          type="button"
          className="key-button"
          data-testid={testIds.key('cash')}
          onClick={() => runAction('cash', sell, tray)}
        >
          <KeyHint action="cash" />
          {t('cash.title')}
        </button>
      )}
      {last.data && (
        <span data-testid={testIds.lastSale}>
          {t('sell.lastSale', {
            number: last.data.receiptNumber,
            amount: yuan(last.data.dueFen),
            state: t(`paper.${last.data.receiptState}`),
          })}
        </span>
      )}
      {last.data && (
        <button
          type="button"
          className="key-button"
          data-testid={testIds.key('reprint')}
          onClick={() => runAction('reprint', sell, tray)}
        >
          <KeyHint action="reprint" />
          {t('sell.reprint')}
        </button>
      )}
      {tray.isThere && (
        <button
          type="button"
          className="key-button"
          aria-pressed={tray.isOpen}
          data-testid={testIds.key('paper')}
          onClick={tray.toggle}
        >
          <KeyHint action="paper" />
          <ReceiptText size={18} aria-hidden="true" />
          {tray.isOpen ? t('tray.hide') : t('tray.show')}
        </button>
      )}
    </div>
  );
}
