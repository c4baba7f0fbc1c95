import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../client/use-words.ts';
import { CartLines } from './cart-lines.tsx';
import { CreateItemDialog } from './create-item-dialog.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { DonePanel } from './done-panel.tsx';
import { EmptyCart } from './empty-cart.tsx';
import { FindBar } from './find-bar.tsx';
import { HeldDialog } from './held-dialog.tsx';
import { KeyBar } from './key-bar.tsx';
import { PaperTray } from './paper-tray.tsx';
import { ShiftWarning } from './shift-warning.tsx';
import { SumColumn } from './sum-column.tsx';
import { TrainingBanner } from './training-banner.tsx';
import { usePaperTray } from './use-paper-tray.ts';
import { type Sell, useSell } from './use-sell.ts';
import { useSellKeys } from './use-sell-keys.ts';

/** One screen sells: find, cart, amount due, and the one next step. */
export function SellScreen() {
  const { t } = useWords();
  const sell = useSell();
  const tray = usePaperTray(sell.payment.doneSaleId);
  const [highlight, setHighlight] = useState(0);
  useSellKeys({ sell, tray });
  useOpenHeld(sell);
  const { cart, payment } = sell;
  const isDone = cart.lines.length === 0 && payment.doneSaleId !== null;
  return (
    <main className="sell" data-tray={tray.isOpen || undefined}>
      <h1 className="hidden-label">{t('sell.title')}</h1>
      <div className="sell-main">
        <ShiftWarning />
        <TrainingBanner />
        <FindBar sell={sell} highlight={highlight} setHighlight={setHighlight} />
        <div className="sell-work">
          {cart.lines.length > 0 && <CartLines sell={sell} />}
          {isDone && <DonePanel saleId={payment.doneSaleId ?? ''} />}
          {cart.lines.length === 0 && sell.isRead && !isDone && <EmptyCart sell={sell} />}
          {tray.isOpen && <PaperTray onClose={tray.toggle} />}
        </div>
      </div>
      <SumColumn sell={sell} />
      <KeyBar sell={sell} tray={tray} />
      {sell.dialog === 'customer' && <CustomerDialog sell={sell} />}
      {sell.dialog === 'held' && <HeldDialog sell={sell} />}
      {sell.dialog === 'create' && <CreateItemDialog sell={sell} />}
    </main>
  );
}

/** Whoever comes from the list of open matters wants to see what is held. */
function useOpenHeld(sell: Sell): void {
  const location = useLocation();
  const setDialog = useRef(sell.setDialog);
  const asksForHeld = location.searchStr.includes('open=held');
  useEffect(() => {
    if (asksForHeld) setDialog.current('held');
  }, [asksForHeld]);
}
