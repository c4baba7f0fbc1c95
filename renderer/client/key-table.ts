/** Every key that works on the selling screen, in one place: hints on buttons and settings read it too. */
export const ACTIONS = [
  'payExact',
  'quantity',
  'price',
  'discount',
  'cartDiscount',
  'remove',
  'customer',
  'handover',
  'hold',
  'note',
  'cash',
  'reprint',
  'paper',
  'savings',
  'lock',
  'find',
] as const;
export type Action = (typeof ACTIONS)[number];
export type KeyTable = Readonly<Record<Action, string>>;

/** The grammar Chinese tills share, by `KeyboardEvent.key`. */
export const DEFAULT_KEYS: KeyTable = {
  payExact: '+',
  quantity: '*',
  price: '.',
  discount: '/',
  cartDiscount: 'F10',
  remove: 'Delete',
  customer: 'F2',
  handover: 'F6',
  hold: 'F8',
  note: 'F3',
  cash: 'F1',
  reprint: 'F5',
  paper: 'F9',
  savings: 'F7',
  lock: 'F4',
  find: 'F12',
};

export function actionOfKey(keys: KeyTable, key: string): Action | null {
  return ACTIONS.find((action) => keys[action] === key) ?? null;
}

/** A key as a button shows it. */
export function keyLabel(key: string): string {
  if (key === 'Delete') return 'Del';
  if (key === ' ') return 'Space';
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Keys that move, close or write: never given to an action. */
export function isReservedKey(key: string): boolean {
  if (/^[\p{L}\d]$/u.test(key)) return true;
  return /^(Enter|Escape|Tab|Backspace|Arrow.*|Shift|Control|Alt|Meta|Dead|Process)$/.test(key);
}
