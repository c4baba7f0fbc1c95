import { useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../../shared/contract/answer.ts';
import { type CartView, HANDOVERS, type ScanValue } from '../../shared/contract/cart.ts';
import { ask, type ScreenAnswer, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { keyLabel } from '../client/key-table.ts';
import { preferences } from '../client/preferences.ts';
import { playSound } from '../client/sounds.ts';
import { useWords } from '../client/use-words.ts';
import { toast } from '../components/toast.tsx';
import { readCartAgain, takeCart, useCart } from './use-cart.ts';
import { usePayment } from './use-payment.ts';

/** What the bar at the top is for at the moment: finding, or one value of a line. */
export type BarMode =
  | { readonly kind: 'find' }
  | { readonly kind: 'quantity' | 'price' | 'note' | 'serial'; readonly lineId: string }
  | { readonly kind: 'discount'; readonly lineId: string | null }
  | { readonly kind: 'clear' | 'drawer' };

export type Trouble = { readonly refusal: ScreenRefusal; readonly code: string | null };
export type OpenDialog = 'customer' | 'held' | 'create' | null;
export type Sell = ReturnType<typeof useSell>;

const FIND: BarMode = { kind: 'find' };

/** Everything the selling screen remembers by itself; the cart is not among it. */
export function useSell() {
  const { t } = useWords();
  const { cart, isRead } = useCart();
  const [text, setText] = useState('');
  const [mode, setMode] = useState<BarMode>(FIND);
  const [dialog, setDialog] = useState<OpenDialog>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [chosenId, choose] = useState<string | null>(null);
  const bar = useRef<HTMLInputElement>(null);
  const selected = cart.lines.find((l) => l.lineId === chosenId) ?? cart.lines.at(-1) ?? null;
  const payment = usePayment(cart, (refusal) => setTrouble({ refusal, code: null }));

  /** Back to finding, with an empty bar that has the focus. */
  const toFind = () => {
    setText('');
    setTrouble(null);
    setMode(FIND);
    bar.current?.focus();
  };
  const fail = (refusal: ScreenRefusal, code: string | null = null) => {
    playSound('bad');
    setTrouble({ refusal, code });
  };
  /** Runs a command on the cart; refusals are shown under the bar. */
  const run = async <Value>(
    command: Promise<Answer<Value>> | Promise<ScreenAnswer<Value>>,
  ): Promise<ScreenAnswer<Value>> => {
    const answer = await ask(command as Promise<Answer<Value>>);
    if (answer.ok) setTrouble(null);
    else fail(answer.refusal);
    await readCartAgain();
    return answer;
  };
  const hear = (answer: ScreenAnswer<ScanValue>, code: string | null) => {
    if (!answer.ok) return fail(answer.refusal, code);
    playSound('good');
    setTrouble(null);
    payment.dismiss();
    takeCart(answer.value.cart);
    const { outcome } = answer.value;
    if (outcome.did === 'receipt') location.hash = `#/documents?sale=${outcome.saleId}`;
    else choose(outcome.lineId);
  };
  const scan = async (code: string, source: 'wedge' | 'serial' | 'typed') => {
    toFind();
    const lineId = selected?.lineId ?? null;
    hear(await ask(core.cart.scan.mutate({ code, source, lineId })), code);
  };
  const add = async (sku: string) => {
    toFind();
    choose(null);
    const answer = await run(core.cart.addItem.mutate({ sku }));
    if (!answer.ok) return;
    payment.dismiss();
    playSound('good');
  };
  const handOver = async (lineId: string) => {
    const line = cart.lines.find((l) => l.lineId === lineId);
    if (!line) return;
    const next = HANDOVERS[(HANDOVERS.indexOf(line.handover) + 1) % HANDOVERS.length];
    if (!next) return;
    const answer = await run(core.cart.setHandover.mutate({ lineId, handover: next }));
    if (answer.ok && next !== 'carry_out' && !cart.customer) setDialog('customer');
  };
  const hold = async () => {
    const answer = await run(core.cart.hold.mutate({ label: '' }));
    if (answer.ok) toast(t('sell.held', { key: keyLabel(preferences().keys.hold) }));
  };
  const setQuantity = (lineId: string, quantityMilli: number) =>
    run(core.cart.setQuantity.mutate({ lineId, quantityMilli }));
  const acceptPrices = () => run(core.cart.acceptPrices.mutate());
  const remove = (lineId: string) => run(core.cart.removeLine.mutate({ lineId }));

  useCoreEvent((event) => {
    if (event.type === 'scan.received' && dialog === null) void scan(event.code, 'serial');
  });
  useRefocus(bar, `${mode.kind} ${dialog}`);
  useSelectionFollows(cart, choose);

  return {
    cart,
    isRead,
    selected,
    choose,
    text,
    setText,
    mode,
    setMode: (next: BarMode) => {
      setText('');
      setTrouble(null);
      setMode(next);
      bar.current?.focus();
    },
    dialog,
    setDialog,
    trouble,
    clearTrouble: () => setTrouble(null),
    fail,
    bar,
    toFind,
    run,
    scan,
    add,
    handOver,
    hold,
    setQuantity,
    remove,
    acceptPrices,
    payment,
  };
}

/** A dialog that closes gives the focus to where it came from, a moment later than we do. */
const AFTER_DIALOGS_MS = 60;

/** The bar takes the focus back whenever what it is for changes, and whenever nothing else has it. */
function useRefocus(bar: React.RefObject<HTMLInputElement | null>, use: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when the use of the bar changes
  useEffect(() => {
    const takeBack = () => {
      if (!document.querySelector('[role="dialog"]')) bar.current?.focus();
    };
    takeBack();
    const timer = setTimeout(takeBack, AFTER_DIALOGS_MS);
    return () => clearTimeout(timer);
  }, [bar, use]);
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
