import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layOut } from '../../../shared/documents/lay-out.ts';
import { paperText } from '../../../shared/documents/paper-text.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { spacedCouponCode } from '../../../shared/scanning/coupon-code.ts';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { couponOff, runPromotion } from '../../../test/support/running-promotion.ts';
import { addCoupon } from '../checkout/cart-coupons.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { oldestQueued } from '../printing/print-job-table.ts';
import { reprint } from '../printing/reprint.ts';
import { openedPaper } from '../printing/sealed-paper.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { COUPONS_ON_SHEET, couponSheets } from './coupon-sheet.ts';
import { couponTerms } from './coupon-terms.ts';
import { issueCoupons, sharedCode } from './coupons.ts';
import { couponSheet, printCoupons } from './print-coupons.ts';

let shop: PeopleTill;
let fan: string;
let coupon: Promotion;
let codes: readonly string[];
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026
  openDemoShift(shop.till);
  fan = stock(shop.till, '风扇', 20_000);
  coupon = runPromotion(shop.till, couponOff(100, 30), { name: '老街坊券' });
  codes = taken(issueCoupons(shop.till, alone(OWNER), coupon.promotionId, 12));
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, firstBad: null });
  shop.remove();
});

const all = (sql: string) => shop.till.db.prepare(sql).all();
const print = (asked: readonly string[], promotionId = coupon.promotionId) =>
  printCoupons(shop.till, OWNER, { promotionId, codes: [...asked] });

/** The slip that prints next, as the printer gets it. */
function openedSlip() {
  const job = oldestQueued(shop.till.db, 'paper');
  if (!job?.document) throw new Error('a slip waits to be printed');
  return openedPaper(shop.till, job.document);
}

/** The slip that prints next, as text on paper of so many columns. */
function nextSlip(columns: 32 | 48 = 48): string {
  return paperText(layOut(openedSlip(), columns, () => null));
}

describe('a coupon on a slip', () => {
  it.each([32, 48] as const)(
    'says on %d columns what it gives, its terms, until when, and the code as the scanner reads it',
    (columns) => {
      taken(print(codes.slice(0, 1)));
      const slip = nextSlip(columns);
      for (const text of ['优惠券', '满100减30', '老街坊券', '有效期', '全场商品', '每单一次']) {
        expect(slip).toContain(text);
      }
      expect(slip).toContain('一张券用一次');
      expect(slip).toContain(spacedCouponCode(codes[0] ?? ''));
      const qr = openedSlip().blocks.find(({ kind }) => kind === 'qr');
      const data = qr?.kind === 'qr' ? qr.data : '';
      taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
      expect(taken(addCoupon(shop.till, data))).toEqual({ promotionId: coupon.promotionId });
    },
  );

  it('keeps its code sealed in the file, and the journal says who had how many printed', () => {
    expect(taken(print(codes))).toEqual({ count: 12 });
    const stored = [
      ...all('SELECT document AS text FROM print_job'),
      ...all('SELECT payload AS text FROM journal'),
    ].map((row) => (row as { text: string }).text);
    for (const code of codes) {
      const clear = stored.filter(
        (text) => text.includes(code) || text.includes(spacedCouponCode(code)),
      );
      expect(clear).toEqual([]);
    }
    const entries = all(`SELECT operator, payload ->> 'count' AS count, payload ->> 'on' AS paper
      FROM journal WHERE type = 'COUPON_PRINT'`);
    expect(entries).toEqual([{ operator: OWNER.staffId, count: 12, paper: 'slip' }]);
    // A copy would be a second coupon.
    const ref = (all(`SELECT ref FROM print_job WHERE kind = 'coupon_slip'`)[0] as { ref: string })
      .ref;
    expect(outcome(reprint(shop.till, alone(OWNER), { kind: 'coupon_slip', ref }))).toBe(
      'nothing_to_print',
    );
  });

  it('that everybody may name is printed as often as it is asked for', () => {
    const shared = runPromotion(shop.till, couponOff(100, 10, 'shared_code'), { name: '口令券' });
    const code = sharedCode(shop.till, shared.promotionId);
    expect(taken(print([code, code, code], shared.promotionId))).toEqual({ count: 3 });
    expect(nextSlip()).toContain('每单限用一次');
    expect(nextSlip()).toContain(spacedCouponCode(code));
  });

  it('is refused for codes of another coupon, used ones, too many, and promotions that are none', () => {
    const other = runPromotion(shop.till, couponOff(200, 50));
    expect(outcome(print(codes, other.promotionId))).toBe('coupon_unknown');
    expect(outcome(print(['ZQ1']))).toBe('coupon_unknown');
    expect(outcome(print([sharedCode(shop.till, coupon.promotionId)]))).toBe('coupon_unknown');
    expect(outcome(print(codes, 'nothing'))).toBe('promotion_not_found');
    expect(outcome(print(Array.from({ length: 101 }, () => codes[0] ?? '')))).toBe(
      'coupon_codes_limit',
    );
    taken(addItem(shop.till, CASHIER, { sku: fan, quantityMilli: 1000 }));
    taken(addCoupon(shop.till, codes[0] ?? ''));
    payCart(shop.till);
    expect(outcome(print(codes.slice(0, 1)))).toBe('coupon_used');
    expect(all(`SELECT * FROM print_job WHERE kind = 'coupon_slip'`)).toEqual([]);
  });
});

describe('a sheet of coupons', () => {
  it('has every code once with its terms, ten to a page, nothing over its edges', () => {
    const sheet = taken(
      couponSheet(shop.till, OWNER, { promotionId: coupon.promotionId, codes: [...codes] }),
    );
    expect(sheet).toMatchObject({ fileName: '老街坊券.pdf', pageCount: 2 });
    expect(Buffer.from(sheet.base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
    const head = { name: '云桥家电', branch: '青山镇店', address: '', phone: '' };
    const pages = couponSheets(head, couponTerms(shop.till.db, coupon), codes);
    expect(pages.map((page) => codesOn(page.marks))).toEqual([
      codes.slice(0, COUPONS_ON_SHEET).map(spacedCouponCode),
      codes.slice(COUPONS_ON_SHEET).map(spacedCouponCode),
    ]);
    for (const { marks, width, height } of pages) {
      for (const mark of marks) {
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeLessThanOrEqual(height);
        if (mark.kind === 'rect') expect(mark.x + mark.width).toBeLessThanOrEqual(width);
      }
      const texts = marks.flatMap((mark) => (mark.kind === 'text' ? mark.text : []));
      expect(texts.filter((text) => text.startsWith('有效期'))).toHaveLength(codesOn(marks).length);
    }
    expect(all(`SELECT * FROM print_job WHERE kind = 'coupon_slip'`)).toEqual([]);
  });
});

type Mark = ReturnType<typeof couponSheets>[number]['marks'][number];

function codesOn(marks: readonly Mark[]): readonly string[] {
  return marks.flatMap((mark) => (mark.kind === 'text' && /^ZQ/.test(mark.text) ? mark.text : []));
}
