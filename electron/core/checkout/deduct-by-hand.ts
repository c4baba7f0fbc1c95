import type { Answer } from '../../../shared/contract/answer.ts';
import type { ErrorCode } from '../../../shared/contract/error-codes.ts';
import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { cartDiscountBase, lineDiscountBase } from '../../../shared/domain/pricing/priced-cart.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { seqOfEntry } from '../journal/journal-table.ts';
import type { Actor, Deed, Till } from '../till.ts';
import { type CartLine, linesOfCart, updateLine } from './cart-line-table.ts';
import { isBelowFloor, lowestUnitNet } from './cart-obstacles.ts';
import {
  type Allowance,
  type Cart,
  findCart,
  type StoredDiscount,
  updateCartDiscount,
} from './cart-table.ts';
import { changeCart, isTooMuch, practiceMark, writeEntry } from './edit-cart.ts';
import { eachLine, loadCart, toPrice } from './load-cart.ts';

/** A price this many times the list price is a slip of the finger. */
const HIGHEST_OVERRIDE_FACTOR = 10;
const MOST_FEN = 100_000_000;

/**
 * Sets the unit price of a line by hand, or with `unitFen: null` takes that back. What it saves the
 * customer must lie within the person's limit, or an approval's; below the floor price somebody with
 * that right must agree. An item without a list price gets its price this way, by anybody who sells.
 */
export function overridePrice(
  till: Till,
  deed: Deed,
  asked: { readonly lineId: string; readonly unitFen: number | null; readonly reason: string },
): Answer<null> {
  const input = { ...asked, reason: reasonText(asked.reason) };
  return changeCart(till, (cart) => {
    const line = cart && findLine(till, cart, input.lineId);
    if (!cart || !line) return refuse('line_not_found');
    if (input.unitFen === null) {
      updateLine(till.db, { ...line, override: null, floorApproval: null });
      if (line.override) writeRemoval(till, deed, cart, line, 'PRICE_OVERRIDE', line.override);
      return ok(null);
    }
    if (input.unitFen <= 0) return refuse('price_not_positive');
    const list = line.shownListFen || MOST_FEN / HIGHEST_OVERRIDE_FACTOR; // 0 is no price either
    if (input.unitFen > list * HIGHEST_OVERRIDE_FACTOR) return refuse('price_too_high');
    const lowers = line.shownListFen !== null && input.unitFen < line.shownListFen;
    if (lowers && input.reason === '') return refuse('reason_missing');
    const override = { unitFen: fen(input.unitFen), reason: input.reason };
    const store = (allowance: Allowance): void =>
      updateLine(till.db, {
        ...line,
        override: { ...override, ...allowance },
        floorApproval: null,
      });
    store(allowed(deed, 0));
    if (isTooMuch(linesOfCart(till.db, cart.cartId))) return refuse('amount_too_large');
    return settle(till, deed, { cart, line, store, type: 'PRICE_OVERRIDE', input });
  });
}

/** Takes something off one line (`lineId`) or the whole cart (`lineId: null`), or takes that back. */
export function discountByHand(
  till: Till,
  deed: Deed,
  asked: {
    readonly lineId: string | null;
    readonly rate: number | null;
    readonly offFen: number | null;
    readonly reason: string;
  },
): Answer<null> {
  const input = { ...asked, reason: reasonText(asked.reason) };
  return changeCart(till, (cart) => {
    if (!cart) return refuse(input.lineId === null ? 'cart_empty' : 'line_not_found');
    const line = input.lineId === null ? null : findLine(till, cart, input.lineId);
    if (input.lineId !== null && !line) return refuse('line_not_found');
    const store = (discount: StoredDiscount | null): void =>
      line
        ? updateLine(till.db, { ...line, discount, floorApproval: null })
        : updateCartDiscount(till.db, cart.cartId, discount);
    if (input.rate === null && input.offFen === null) {
      store(null);
      const was = line ? line.discount : cart.discount;
      if (was) writeRemoval(till, deed, cart, line, 'MANUAL_DISCOUNT', was);
      return ok(null);
    }
    const refusal = checkDiscount(till, cart, line, input);
    if (refusal) return refusal;
    const offFen = input.offFen === null ? null : fen(input.offFen);
    const storeAllowed = (allowance: Allowance): void =>
      store({ rate: input.rate, offFen, reason: input.reason, ...allowance });
    storeAllowed(allowed(deed, 0));
    return settle(till, deed, { cart, line, store: storeAllowed, type: 'MANUAL_DISCOUNT', input });
  });
}

/** A deduction that is taken back is an entry too, and names the one it takes back. */
function writeRemoval(
  till: Till,
  deed: Deed,
  cart: Cart,
  line: CartLine | null, // null: of the whole cart
  type: 'PRICE_OVERRIDE' | 'MANUAL_DISCOUNT',
  was: {
    readonly unitFen?: number;
    readonly rate?: number | null;
    readonly offFen?: number | null;
  },
): void {
  const about = { cartId: cart.cartId, lineId: line?.lineId ?? null };
  writeEntry(till, deed.by, 'DEDUCTION_REMOVED', {
    ...about,
    removes: type,
    originalSeq: seqOfEntry(till.db, till.registerId, type, about, cart.startSeq ?? 0),
    ...('unitFen' in was
      ? { unitFen: was.unitFen }
      : { rate: was.rate ?? null, offFen: was.offFen ?? null }),
    ...practiceMark(cart.isTraining),
  });
}

function checkDiscount(
  till: Till,
  cart: Cart,
  line: CartLine | null,
  input: { readonly rate: number | null; readonly offFen: number | null; readonly reason: string },
): ReturnType<typeof refuse<ErrorCode>> | null {
  if (input.rate !== null && input.offFen !== null) return refuse('discount_too_large');
  if (input.reason === '') return refuse('reason_missing');
  const amount = input.rate ?? input.offFen ?? 0;
  if (amount <= 0) return refuse('price_not_positive');
  const loaded = loadCart(till, cart);
  const own = line && eachLine(loaded).find(({ row }) => row.lineId === line.lineId);
  const base = own
    ? lineDiscountBase(own.priced)
    : cartDiscountBase(loaded.rows.map(toPrice), loaded.priced);
  const most = input.rate === null ? base : 10_000;
  return amount > most || base === 0 ? refuse('discount_too_large') : null;
}

type Deduction = {
  readonly cart: Cart;
  readonly line: CartLine | null; // null: on the whole cart, which is its goods
  readonly store: (allowance: Allowance) => void;
  readonly type: 'PRICE_OVERRIDE' | 'MANUAL_DISCOUNT';
  readonly input: Readonly<Record<string, unknown>> & { readonly rate?: number | null };
};

/** Looks at the cart as it now is: within the limit, above the floor, or allowed; then journals the deed. */
function settle(till: Till, deed: Deed, deduction: Deduction): Answer<null> {
  const { cart, line, store, type, input } = deduction;
  const fresh = findCart(till.db, cart.cartId) ?? cart;
  const loaded = loadCart(till, fresh);
  const lines = eachLine(loaded).filter(({ row }) =>
    line ? row.lineId === line.lineId : row.item.kind === 'goods',
  );
  const limit = reachOf(deed);
  const highest = Math.max(loaded.shiftedRate, highestRate(lines, input));
  if (highest > limit) {
    if (deed.approvedBy) return refuse('discount_over_limit', { limitPercent: limit / 100 });
    return refuse('approval_needed', { right: 'manual_discount', rate: highest });
  }
  store(allowed(deed, highest));
  const refusal = allowFloor(till, deed, highest, lines);
  if (refusal) return refusal;
  writeEntry(till, deed.by, type, {
    ...input,
    cartId: cart.cartId,
    approvedBy: deed.approvedBy?.staffId ?? null,
    ...practiceMark(cart.isTraining),
  });
  return ok(null);
}

/** Notes on each line that sells below its floor who allowed that, or refuses. */
function allowFloor(
  till: Till,
  deed: Deed,
  rate: number,
  lines: ReturnType<typeof eachLine>,
): ReturnType<typeof refuse<ErrorCode>> | null {
  const below = lines.filter(({ row, priced }) => isBelowFloor(row, priced));
  if (below.length === 0) return null;
  const allower = whoMay(deed, 'below_floor');
  if (!allower && deed.approvedBy) return refuse('below_floor_price');
  if (!allower) return refuse('approval_needed', { right: 'below_floor', rate });
  const now = new Map(linesOfCart(till.db, below[0]?.row.cartId ?? '').map((l) => [l.lineId, l]));
  for (const { row, priced } of below) {
    const floorApproval = { by: allower.staffId, downToFen: lowestUnitNet(priced, row) };
    updateLine(till.db, { ...(now.get(row.lineId) ?? row), floorApproval });
  }
  return null;
}

function highestRate(
  lines: ReturnType<typeof eachLine>,
  input: { readonly rate?: number | null },
): number {
  return Math.max(input.rate ?? 0, ...lines.map(({ priced }) => priced.reductionRate));
}

function findLine(till: Till, cart: Cart, lineId: string): CartLine | null {
  return loadCart(till, cart).rows.find((row) => row.lineId === lineId) ?? null;
}

function whoMay(deed: Deed, right: 'below_floor'): Actor | null {
  const holders = [deed.by, deed.approvedBy].filter((a): a is Actor => a !== null);
  return holders.find((actor) => ROLE_GRANTS[actor.role].rights.has(right)) ?? null;
}

/** How far the right of the two reaches, in ten-thousandths. */
function reachOf(deed: Deed): number {
  const approvers = deed.approvedBy ? ROLE_GRANTS[deed.approvedBy.role].discountRate : 0;
  return Math.max(ROLE_GRANTS[deed.by.role].discountRate, approvers);
}

/**
 * What is kept of a deduction that was allowed: it holds up to the rate that was asked for then, so that a
 * fixed amount approved on ten units cannot be moved to one by changing the quantity.
 */
function allowed(deed: Deed, rate: number): Allowance {
  return {
    by: deed.by.staffId,
    approvedBy: deed.approvedBy?.staffId ?? null,
    limitRate: Math.max(ROLE_GRANTS[deed.by.role].discountRate, rate),
  };
}
