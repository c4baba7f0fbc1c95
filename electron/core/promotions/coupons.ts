import type { Answer } from '../../../shared/contract/answer.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { couponCode } from '../../../shared/scanning/coupon-code.ts';
import { keyedHash } from '../db/field-cipher.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { COUPON_LIMITS } from '../limits.ts';
import type { Deed, Till } from '../till.ts';
import { insertCouponCode } from './coupon-table.ts';
import { newestVersion } from './promotion-table.ts';

/** Bytes that a code is made of; the short code of everybody uses fewer. */
const CODE_BYTES = 12;

/**
 * Makes `count` one-time codes of a coupon and answers them in clear, this once: what is kept is a keyed hash and the
 * last four characters, in the journal too. Refuses `promotion_not_found` for anything but a coupon with codes of its
 * own, and `coupon_codes_limit`.
 */
export function issueCoupons(
  till: Till,
  deed: Deed,
  promotionId: string,
  count: number,
): Answer<readonly string[]> {
  const benefit = newestVersion(till.db, promotionId)?.definition.benefit;
  if (benefit?.kind !== 'coupon' || benefit.claim !== 'one_time_code') {
    return refuse('promotion_not_found');
  }
  const limit = COUPON_LIMITS.codesAtOnce;
  if (count < 1 || count > limit) return refuse('coupon_codes_limit', { limit });
  return inTransaction(till.db, () => {
    const codes = Array.from({ length: count }, () =>
      couponCode(till.random.bytes(CODE_BYTES), true),
    );
    const issued = codes.map((code) => ({ codeHash: codeHash(till, code), last4: code.slice(-4) }));
    const entry = appendNow(till, 'COUPON_CODES', deed.by.staffId, {
      promotionId,
      codes: issued,
      approvedBy: deed.approvedBy?.staffId ?? null,
    });
    const { endedAt: at, operator: by } = entry;
    for (const code of issued) insertCouponCode(till.db, { ...code, promotionId, at, by });
    return ok(codes);
  });
}

/** What a code is known by: a keyed hash, so that whoever reads the file cannot print coupons from it. */
export function codeHash(till: Till, code: string): string {
  return keyedHash(till.secrets.lookupKey, 'coupon.code', code).toString('hex');
}

/**
 * The short code of a coupon that everybody may name. It follows from the promotion and the store's key, so that it
 * needs no row and nobody can guess the next one.
 */
export function sharedCode(till: Till, promotionId: string): string {
  return couponCode(keyedHash(till.secrets.lookupKey, 'coupon.shared', promotionId), false);
}

/** Whether a promotion is a coupon that is shown by this code; `isOneTime` says which kind of code it is. */
export function isSharedCoupon({ benefit }: Promotion): boolean {
  return benefit.kind === 'coupon' && benefit.claim === 'shared_code';
}
