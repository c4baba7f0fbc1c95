import {
  couponByHash,
  receiptOfCode,
  standingUsesOf,
  turnOfCode,
} from '../promotions/coupon-table.ts';
import type { Till } from '../till.ts';
import type { Replayed } from './replay-entry.ts';
import { ensureStaff, insertRow } from './replay-table.ts';

/** What a SALE or a RETURN entry says beside its goods of what promotions it used up, or gave back. */
export type SaidUses = {
  readonly coupons?: readonly {
    readonly promotionId: string;
    readonly codeHash: string;
    readonly turn?: number; // from the second use of a code on
  }[];
  readonly quotaUses?: readonly { readonly promotionId: string; readonly units: number }[];
};

type Place = {
  readonly ref: string; // the sale, or the return
  readonly registerId: string;
  readonly personId: string | null;
  readonly businessDate: string; // of the sale
  readonly at: number;
};

/**
 * The uses of a replayed entry. A code that another sale has used here since, and one that nobody knows here, stay as
 * they are: the entry says that this sale had the coupon, too.
 */
export function replayUses(till: Till, { coupons, quotaUses }: SaidUses, place: Place): void {
  const { db } = till;
  const { ref, at } = place;
  for (const { promotionId, codeHash, turn = 1 } of coupons ?? []) {
    const isTaken = receiptOfCode(db, codeHash) !== null || turnOfCode(db, codeHash) !== turn;
    if (!couponByHash(db, codeHash) || isTaken) continue;
    insertRow(db, 'coupon_use', { codeHash, turn, promotionId, saleId: ref, at });
  }
  for (const { promotionId, units } of quotaUses ?? []) {
    insertRow(db, 'quota_use', { promotionId, units, ...place });
  }
}

/** The codes that a replayed return brought back to life; those that came back here already stay as they are. */
export function replayRevivals(
  till: Till,
  codes: readonly { readonly codeHash: string; readonly turn: number }[],
  back: { readonly saleId: string; readonly returnId: string; readonly at: number },
): void {
  const { saleId, returnId, at } = back;
  const standing = standingUsesOf(till.db, saleId);
  for (const { codeHash, turn } of codes) {
    const isOurs = standing.some((use) => use.codeHash === codeHash && use.turn === turn);
    if (isOurs) insertRow(till.db, 'coupon_revival', { codeHash, turn, returnId, at });
  }
}

/** The codes of coupons that an entry says were issued; in clear they never were anywhere but on the coupons. */
export function replayCouponCodes(till: Till, { entry, said }: Replayed): void {
  const { promotionId, codes } = said as {
    readonly promotionId: string;
    readonly codes: readonly { readonly codeHash: string; readonly last4: string }[];
  };
  const at = entry.endedAt;
  ensureStaff(till.db, entry.operator, at);
  for (const { codeHash, last4 } of codes) {
    insertRow(till.db, 'coupon_code', { codeHash, promotionId, last4, at, by: entry.operator });
  }
}
