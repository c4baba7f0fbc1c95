import { type Action, actionOfKey } from '../client/key-table.ts';
import { preferences } from '../client/preferences.ts';
import { lockHere } from '../client/session-change.ts';
import { playSound } from '../client/sounds.ts';
import { useWedge } from '../client/use-wedge.ts';
import { reprintLast } from './reprint-last.ts';
import { readTyped } from './typed-text.ts';
import type { Tray } from './use-paper-tray.ts';
import type { Sell } from './use-sell.ts';

type Keys = {
  readonly sell: Sell;
  readonly tray: Tray;
};

/** The keys of the selling screen, caught before the focused button or the browser takes them. */
export function useSellKeys({ sell, tray }: Keys): void {
  useWedge({
    onScan: (burst, pauseMs, takeOut) => {
      if (isDialogOpen() || sell.mode.kind === 'note') {
        takeOut();
        return doesDialogTake() ? undefined : playSound('bad');
      }
      const isWhole = pauseMs > TORN_MS;
      void sell.scan(isWhole ? burst : wholeCode(burst, sell.bar.current?.value ?? ''), 'wedge');
    },
    onKey: (event, isBurst) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (!isDialogOpen()) handleKey(event, { sell, tray }, isBurst);
    },
  });
}

/** A pause this long before a scan is a hand that takes the scanner: what it typed is no part of the code. */
const TORN_MS = 300;

/** A busy machine can tear a scan in two; what stands in the bar then is the whole of it. */
function wholeCode(burst: string, text: string): string {
  const typed = text.trim();
  if (/^\d{12,}$/.test(burst)) return burst; // a whole barcode after something that was typed by hand
  return typed.endsWith(burst) && readTyped(typed).isCode ? typed : burst;
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

/** Whether the dialog in front hears scans itself: a code on goods that it asks for. */
function doesDialogTake(): boolean {
  return document.querySelector('[role="dialog"] [data-takes-scans]') !== null;
}

function handleKey(event: KeyboardEvent, { sell, tray }: Keys, isBurst: boolean): void {
  const action = actionOfKey(preferences().keys, event.key);
  const inBar = event.target === sell.bar.current;
  if (!inBar && isField(event.target)) return;
  if (action && !isBurst && mayAct(action, event.key, sell)) {
    event.preventDefault();
    event.stopPropagation();
    runAction(action, sell, tray);
    return;
  }
  // A key pressed while a button has the focus is typed into the bar, so that a scan presses nothing.
  if (!inBar && event.key.length === 1 && event.key !== ' ') sell.bar.current?.focus();
}

/** Keys that also write text act only where they cannot be meant as text. */
function mayAct(action: Action, key: string, sell: Sell): boolean {
  if (key.length > 1) return action !== 'remove' || sell.text === '';
  if (sell.mode.kind !== 'find') return false;
  if (sell.text === '') return true;
  const typed = readTyped(sell.text);
  if (action === 'payExact') return typed.amountFen !== null;
  return action === 'quantity' && typed.quantityMilli !== null;
}

/** Does what a key or its button stands for; a key without a line to act on does nothing. */
export function runAction(action: Action, sell: Sell, tray: Tray): void {
  const lineId = sell.selected?.lineId ?? null;
  if (lineId === null && NEEDS_A_LINE.includes(action)) return;
  const acts: Readonly<Record<Action, () => unknown>> = {
    payExact: () => payTyped(sell),
    quantity: () => setTypedQuantity(sell),
    price: () => lineId && sell.setMode({ kind: 'price', lineId }),
    note: () => lineId && sell.setMode({ kind: 'note', lineId }),
    discount: () => sell.setMode({ kind: 'discount', lineId }),
    cartDiscount: () => sell.setMode({ kind: 'discount', lineId: null }),
    remove: () => lineId && sell.remove(lineId),
    customer: () => sell.setDialog('customer'),
    handover: () => lineId && sell.handOver(lineId),
    hold: () => (lineId === null ? sell.setDialog('held') : sell.hold()),
    cash: () => {
      location.hash = '#/cash';
    },
    reprint: () => reprintLast(sell),
    paper: () => tray.toggle(),
    savings: () => sell.toggleExplaining(),
    lock: () => lockHere(),
    find: () => sell.toFind(),
  };
  acts[action]();
}

const NEEDS_A_LINE: readonly Action[] = [
  'quantity',
  'price',
  'note',
  'discount',
  'cartDiscount',
  'remove',
  'handover',
  'savings',
];

/** Exact cash with an empty bar, else the amount that was typed. */
async function payTyped(sell: Sell): Promise<void> {
  const { amountFen } = readTyped(sell.text);
  const isPaid = await sell.payment.pay(sell.text === '' ? null : amountFen);
  if (isPaid) sell.toFind();
}

function setTypedQuantity(sell: Sell): void {
  const line = sell.selected;
  if (!line) return;
  const { quantityMilli } = readTyped(sell.text);
  if (quantityMilli === null) {
    sell.setMode({ kind: 'quantity', lineId: line.lineId });
    return;
  }
  void sell.setQuantity(line.lineId, quantityMilli);
  sell.toFind();
}

function isField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  );
}
