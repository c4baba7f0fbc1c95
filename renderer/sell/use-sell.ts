import { useEffect, useMemo, useRef, useState } from 'react';
import type { CartView, ScanValue } from '../../shared/contract/cart.ts';
import { ask, type ScreenAnswer } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { playSound } from '../client/sounds.ts';
import { useMay } from '../client/use-may.ts';
import { useBar } from './use-bar.ts';
import { takeCart, useCart } from './use-cart.ts';
import { useCartCommands } from './use-cart-commands.ts';
import { useDeals } from './use-deals.ts';
import { usePayment } from './use-payment.ts';

export type Sell = ReturnType<typeof useSell>;

/** Everything the selling screen remembers by itself, and what it can do; the cart is the core's. */
export function useSell() {
  const { cart, isRead } = useCart();
  const bar = useBar();
  const commands = useCartCommands(cart, bar);
  const deals = useDeals(cart, commands);
  const may = useMay();
  const payment = usePayment(cart, may('practise'), (refusal) => bar.fail(refusal));
  const [chosenId, choose] = useState<string | null>(null);
  const selected = cart.lines.find((l) => l.lineId === chosenId) ?? cart.lines.at(-1) ?? null;

  const hear = (answer: ScreenAnswer<ScanValue>, code: string) => {
    if (!answer.ok) return bar.fail(answer.refusal, code);
    playSound('good');
    bar.clearTrouble();
    payment.dismiss();
    takeCart(answer.value.cart);
    const { outcome } = answer.value;
    // A receipt comes back because something on it does; who may not return goods just looks at it.
    const page = may('return_goods') ? 'returns' : 'documents';
    if (outcome.did === 'receipt') location.hash = `#/${page}?sale=${outcome.saleId}`;
    else if (outcome.did === 'coupon')
      deals.tellCoupon(answer.value.cart.coupons, outcome.promotionId);
    else if (outcome.did !== 'deposit') choose(outcome.lineId);
  };
  const scan = async (code: string, source: 'wedge' | 'serial' | 'typed') => {
    bar.toFind();
    const lineId = selected?.lineId ?? null;
    hear(await ask(core.cart.scan.mutate({ code, source, lineId })), code);
  };
  const add = async (sku: string) => {
    bar.toFind();
    choose(null);
    const answer = await commands.run(core.cart.addItem.mutate({ sku }));
    if (!answer.ok) return;
    payment.dismiss();
    playSound('good');
  };

  useCoreEvent((event) => {
    if (event.type === 'scan.received' && bar.dialog === null) void scan(event.code, 'serial');
  });
  useSelectionFollows(cart, choose);

  return { ...bar, ...commands, ...deals, cart, isRead, selected, choose, scan, add, payment };
}

/** A line that was just added is the one the next key is meant for. */
function useSelectionFollows(cart: CartView, choose: (lineId: string | null) => void): void {
  const count = useRef(cart.lines.length);
  const last = useMemo(() => cart.lines.at(-1)?.lineId ?? null, [cart]);
  useEffect(() => {
    if (cart.lines.length > count.current) choose(last);
    count.current = cart.lines.length;
  }, [cart, last, choose]);
}
