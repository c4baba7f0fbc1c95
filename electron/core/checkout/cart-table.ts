import type { PromotionChangeView } from '../../../shared/contract/cart.ts';
import type { ManualDiscount } from '../../../shared/domain/pricing/priced-cart.ts';
import type { CartId, RegisterId } from '../../../shared/kernel/ids.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type DeliverySlot = 'morning' | 'afternoon' | 'evening';

/** Who made a deduction by hand, who allowed it, and how far that person's right reaches (ten-thousandths). */
export type Allowance = {
  readonly by: string;
  readonly approvedBy: string | null;
  readonly limitRate: number;
};

export type StoredDiscount = ManualDiscount & Allowance;

/** Promotions left out, and insisted on, by hand. */
export type PromotionChoices = {
  readonly unticked: readonly string[];
  readonly pinned: readonly string[];
  /** Those of them that somebody with the right allowed: the others stand only while the rule leaves the choice. */
  readonly allowed: readonly string[];
};

/** A new cart's column knows nothing of what was allowed. */
type WrittenChoices = Omit<PromotionChoices, 'allowed'> & Partial<PromotionChoices>;

/** A coupon that the customer has shown; `codeHash` is null for a code that everybody shares. */
export type CartCoupon = { readonly promotionId: string; readonly codeHash: string | null };

/** What the cashier last saw taken, and what has changed since without being accepted. */
export type ShownPromotions = {
  readonly taken: readonly { readonly promotionId: string; readonly name: string }[];
  readonly netFen: number;
  readonly change: PromotionChangeView | null;
};

export type Cart = {
  readonly cartId: CartId;
  readonly registerId: RegisterId;
  readonly state: 'active' | 'held';
  readonly version: number;
  readonly label: string | null;
  readonly note: string;
  readonly personId: string | null;
  readonly deliveryDate: string | null;
  readonly deliverySlot: DeliverySlot | null;
  readonly deliveryNote: string | null;
  readonly discount: StoredDiscount | null;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly startSeq: number | null;
  readonly heldAt: number | null;
  readonly choices: PromotionChoices;
  readonly coupons: readonly CartCoupon[];
  readonly depositIds: readonly string[];
  readonly shown: ShownPromotions | null;
  readonly isTraining: boolean; // begun by somebody in training, and practice to its end
};

type CartRow = {
  cart_id: string;
  register_id: string;
  state: 'active' | 'held';
  version: number;
  label: string | null;
  note: string;
  person_id: string | null;
  delivery_date: string | null;
  delivery_slot: DeliverySlot | null;
  delivery_note: string | null;
  discount: string | null;
  started_at: number;
  started_by: string;
  start_seq: number | null;
  held_at: number | null;
  is_training: 0 | 1;
  promotion_choices: string;
  coupons: string;
  deposits: string;
  shown_promotions: string | null;
};

export type NewCart = {
  readonly cartId: string;
  readonly registerId: string;
  readonly startedAt: number;
  readonly startedBy: string;
  readonly startSeq: number;
  readonly isTraining: boolean;
};

export function insertCart(db: Database, cart: NewCart): void {
  prepared(
    db,
    `INSERT INTO cart (cart_id, register_id, state, started_at, started_by, start_seq, is_training)
     VALUES (@cartId, @registerId, 'active', @startedAt, @startedBy, @startSeq, @isTraining)`,
  ).run({ ...cart, isTraining: cart.isTraining ? 1 : 0 });
}

export function activeCart(db: Database, registerId: string): Cart | null {
  const row = prepared<[string], CartRow>(
    db,
    "SELECT * FROM cart WHERE register_id = ? AND state = 'active'",
  ).get(registerId);
  return row ? fromRow(row) : null;
}

export function findCart(db: Database, cartId: string): Cart | null {
  const row = prepared<[string], CartRow>(db, 'SELECT * FROM cart WHERE cart_id = ?').get(cartId);
  return row ? fromRow(row) : null;
}

/** Held carts of the whole store, newest first: a customer may be served at another register. */
export function heldCarts(db: Database, limit: number): readonly Cart[] {
  return prepared<[number], CartRow>(
    db,
    "SELECT * FROM cart WHERE state = 'held' ORDER BY held_at DESC LIMIT ?",
  )
    .all(limit)
    .map(fromRow);
}

export function countHeldCarts(db: Database): number {
  const row = prepared<[], { n: number }>(
    db,
    "SELECT count(*) AS n FROM cart WHERE state = 'held'",
  ).get();
  return row?.n ?? 0;
}

export function touchCart(db: Database, cartId: string): void {
  prepared(db, 'UPDATE cart SET version = version + 1 WHERE cart_id = ?').run(cartId);
}

export function updateCartNote(db: Database, cartId: string, note: string): void {
  prepared(db, 'UPDATE cart SET note = ? WHERE cart_id = ?').run(note, cartId);
}

export function updateCartDiscount(
  db: Database,
  cartId: string,
  discount: StoredDiscount | null,
): void {
  const text = discount === null ? null : JSON.stringify(discount);
  prepared(db, 'UPDATE cart SET discount = ? WHERE cart_id = ?').run(text, cartId);
}

export function updateCartChoices(db: Database, cartId: string, choices: PromotionChoices): void {
  const text = JSON.stringify(choices);
  prepared(db, 'UPDATE cart SET promotion_choices = ? WHERE cart_id = ?').run(text, cartId);
}

export function updateCartCoupons(
  db: Database,
  cartId: string,
  coupons: readonly CartCoupon[],
): void {
  prepared(db, 'UPDATE cart SET coupons = ? WHERE cart_id = ?').run(
    JSON.stringify(coupons),
    cartId,
  );
}

/** `null` forgets what was shown, so that the next look counts as the first. */
export function updateShownPromotions(
  db: Database,
  cartId: string,
  shown: ShownPromotions | null,
): void {
  const text = shown === null ? null : JSON.stringify(shown);
  prepared(db, 'UPDATE cart SET shown_promotions = ? WHERE cart_id = ?').run(text, cartId);
}

export type CartDelivery = {
  readonly personId: string | null;
  readonly deliveryDate: string | null;
  readonly deliverySlot: DeliverySlot | null;
  readonly deliveryNote: string | null;
};

export function updateCartDelivery(db: Database, cartId: string, delivery: CartDelivery): void {
  prepared(
    db,
    `UPDATE cart SET person_id = @personId, delivery_date = @deliveryDate,
       delivery_slot = @deliverySlot, delivery_note = @deliveryNote WHERE cart_id = @cartId`,
  ).run({ ...delivery, cartId });
}

export function markHeld(db: Database, cartId: string, label: string, heldAt: number): void {
  prepared(db, "UPDATE cart SET state = 'held', label = ?, held_at = ? WHERE cart_id = ?").run(
    label,
    heldAt,
    cartId,
  );
}

export function markActive(db: Database, cartId: string, registerId: string): void {
  prepared(
    db,
    "UPDATE cart SET state = 'active', register_id = ?, label = NULL, held_at = NULL WHERE cart_id = ?",
  ).run(registerId, cartId);
}

/** A cart is work in progress, not a fact: once sold or cleared (and journalled) its rows go. */
export function deleteCart(db: Database, cartId: string): void {
  prepared(db, 'DELETE FROM cart WHERE cart_id = (SELECT ?)').run(cartId);
}

function fromRow(row: CartRow): Cart {
  return {
    cartId: asId<CartId>(row.cart_id),
    registerId: asId<RegisterId>(row.register_id),
    state: row.state,
    version: row.version,
    label: row.label,
    note: row.note,
    personId: row.person_id,
    deliveryDate: row.delivery_date,
    deliverySlot: row.delivery_slot,
    deliveryNote: row.delivery_note,
    // Columns of JSON are written only by the functions above, so their shapes are known.
    discount: row.discount === null ? null : (JSON.parse(row.discount) as StoredDiscount),
    startedAt: row.started_at,
    startedBy: row.started_by,
    startSeq: row.start_seq,
    heldAt: row.held_at,
    choices: { allowed: [], ...(JSON.parse(row.promotion_choices) as WrittenChoices) },
    coupons: JSON.parse(row.coupons) as CartCoupon[],
    depositIds: JSON.parse(row.deposits) as string[],
    shown:
      row.shown_promotions === null ? null : (JSON.parse(row.shown_promotions) as ShownPromotions),
    isTraining: row.is_training === 1,
  };
}
