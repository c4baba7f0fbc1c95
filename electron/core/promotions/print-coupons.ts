import type { Answer } from '../../../shared/contract/answer.ts';
import type { CouponPaper, CouponSheet } from '../../../shared/contract/promotions.ts';
import {
  type CouponTerms,
  codelessSlip,
  couponSlipDocument,
} from '../../../shared/documents/coupon-slip.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { readCouponCode, spacedCouponCode } from '../../../shared/scanning/coupon-code.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { COUPON_LIMITS } from '../limits.ts';
import { a4Pdf } from '../printing/a4-output.ts';
import { insertJob } from '../printing/print-job-table.ts';
import { sealedPaper } from '../printing/sealed-paper.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Actor, Till } from '../till.ts';
import { couponSheets } from './coupon-sheet.ts';
import { couponByHash, receiptOfCode } from './coupon-table.ts';
import { couponTerms } from './coupon-terms.ts';
import { codeHash, isSharedCoupon, sharedCode } from './coupons.ts';
import { newestVersion } from './promotion-table.ts';

/** Codes that may be printed, and the terms of their coupon. */
type Printable = {
  readonly terms: CouponTerms;
  readonly codes: readonly { readonly code: string; readonly ref: string }[];
};

/**
 * Queues a slip for each code on the receipt printer; codes stay sealed until they print. Journalled with who had how
 * many printed. Refuses `promotion_not_found`, `coupon_unknown` for a code that is not the coupon's, `coupon_used`,
 * and `coupon_codes_limit`. Wake the print queue afterwards.
 */
export function printCoupons(
  till: Till,
  by: Actor,
  asked: CouponPaper,
): Answer<{ readonly count: number }> {
  const found = printable(till, asked, COUPON_LIMITS.slipsAtOnce);
  if (!found.ok) return found;
  const store = storeOf(till.db);
  if (!store) return refuse('nothing_to_print');
  const { terms, codes } = found.value;
  inTransaction(till.db, () => {
    const at = till.clock.now();
    for (const { code, ref } of codes) {
      const spacedCode = spacedCouponCode(code);
      const slip = { store, terms, code, spacedCode, isDemo: store.isDemo };
      const document = sealedPaper(till, couponSlipDocument(slip), codelessSlip(slip));
      insertJob(till.db, {
        jobId: till.random.uuid(),
        kind: 'coupon_slip',
        ref,
        copy: 0,
        document,
        at,
      });
    }
    note(till, by, asked, 'slip');
  });
  return ok({ count: codes.length });
}

/** The same codes on A4, to be cut: nothing of it is kept. Refuses as `printCoupons`. */
export function couponSheet(till: Till, by: Actor, asked: CouponPaper): Answer<CouponSheet> {
  const found = printable(till, asked, COUPON_LIMITS.codesAtOnce);
  if (!found.ok) return found;
  const store = storeOf(till.db);
  if (!store) return refuse('nothing_to_print');
  const { terms, codes } = found.value;
  const pages = couponSheets(
    store,
    terms,
    codes.map(({ code }) => code),
  );
  inTransaction(till.db, () => note(till, by, asked, 'sheet'));
  return ok({
    fileName: `${terms.name}.pdf`,
    type: 'application/pdf',
    base64: a4Pdf(pages, terms.name).toString('base64'),
    pageCount: pages.length,
  });
}

function printable(till: Till, asked: CouponPaper, limit: number): Answer<Printable> {
  const { promotionId } = asked;
  const promotion = newestVersion(till.db, promotionId)?.definition;
  if (promotion?.benefit.kind !== 'coupon') return refuse('promotion_not_found');
  if (asked.codes.length > limit) return refuse('coupon_codes_limit', { limit });
  const codes: { code: string; ref: string }[] = [];
  for (const text of asked.codes) {
    const read = readCouponCode(text);
    if (!read) return refuse('coupon_unknown');
    const { code } = read;
    if (!read.isOneTime) {
      const isOurs = isSharedCoupon(promotion) && sharedCode(till, promotionId) === code;
      if (!isOurs) return refuse('coupon_unknown');
      codes.push({ code, ref: promotionId });
      continue;
    }
    const hash = codeHash(till, code);
    if (couponByHash(till.db, hash)?.promotionId !== promotionId) return refuse('coupon_unknown');
    const receiptNumber = receiptOfCode(till.db, hash);
    if (receiptNumber !== null) return refuse('coupon_used', { receiptNumber });
    codes.push({ code, ref: hash });
  }
  return ok({ terms: couponTerms(till.db, promotion), codes });
}

/** Coupons are worth money: the journal says who had how many printed, and never a code. */
function note(
  till: Till,
  by: Actor,
  { promotionId, codes }: CouponPaper,
  on: 'slip' | 'sheet',
): void {
  const payload = { promotionId, count: codes.length, on };
  appendNow(till, 'COUPON_PRINT', by.staffId, payload);
}
