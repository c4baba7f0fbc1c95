import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../client/use-words.ts';
import { SubsidyDialog } from '../tenders/subsidy-dialog.tsx';
import { CartLines } from './cart-lines.tsx';
import { CreateItemDialog } from './create-item-dialog.tsx';
import { CustomerDialog } from './customer-dialog.tsx';
import { DealPanel } from './deal-panel.tsx';
import { DonePanel } from './done-panel.tsx';
import { EmptyCart } from './empty-cart.tsx';
import { FindBar } from './find-bar.tsx';
import { HeldDialog } from './held-dialog.tsx';
import { KeyBar } from './key-bar.tsx';
import { OfferStrip } from './offer-strip.tsx';
import { PaperTray } from './paper-tray.tsx';
import { PracticePanel } from './practice-panel.tsx';
import { ShiftWarning } from './shift-warning.tsx';
import { SumColumn } from './sum-column.tsx';
import { usePaperTray } from './use-paper-tray.ts';
import { type Sell, useSell } from './use-sell.ts';
import { useSellKeys } from './use-sell-keys.ts';

/** One screen sells: find, cart, amount due, and the one next step. */
export function SellScreen() {
  const { t } = useWords();
  const sell = useSell();
  const tray = usePaperTray(sell.payment.doneSaleId ?? sell.payment.practisedId);
  const [highlight, setHighlight] = useState(0);
  useSellKeys({ sell, tray });
  useOpenHeld(sell);
  const { cart, payment } = sell;
  const isEmpty = cart.lines.length === 0;
  const isDone = isEmpty && payment.doneSaleId !== null;
  const isPractised = isEmpty && payment.practisedId !== null;
  return (
    <main className="sell" data-tray={tray.isOpen || undefined}>
      <h1 className="hidden-label">{t('sell.title')}</h1>
      <div className="sell-main">
        <ShiftWarning />
        <FindBar sell={sell} highlight={highlight} setHighlight={setHighlight} />
        <div className="sell-work">
          {sell.isExplaining && <DealPanel sell={sell} />}
          {!isEmpty && <CartLines sell={sell} />}
          {isDone && <DonePanel saleId={payment.doneSaleId ?? ''} />}
          {isPractised && <PracticePanel trainingId={payment.practisedId ?? ''} />}
          {isEmpty && sell.isRead && !isDone && !isPractised && <EmptyCart sell={sell} />}
          {!isEmpty && <OfferStrip sell={sell} />}
          {tray.isOpen && <PaperTray onClose={tray.toggle} />}
        </div>
      </div>
      <SumColumn sell={sell} />
      <KeyBar sell={sell} tray={tray} />
      {sell.dialog === 'customer' && <CustomerDialog sell={sell} />}
      {sell.dialog === 'held' && <HeldDialog sell={sell} />}
      {sell.dialog === 'subsidy' && (
        <SubsidyDialog
          cart={cart}
          lineId={sell.selected?.lineId ?? null}
          onClose={() => sell.setDialog(null)}
        />
      )}
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
