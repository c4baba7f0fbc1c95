import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A one-time code of a coupon: its keyed hash and what may be shown of it. */
export type CouponCode = {
  readonly codeHash: string; // hex
  readonly promotionId: string;
  readonly last4: string;
  readonly at: number; // epoch ms
  readonly by: string;
};

/** A code that a sale has used up. */
export type CouponUse = {
  readonly codeHash: string;
  readonly promotionId: string;
  readonly saleId: string;
  readonly at: number; // epoch ms
};

export function insertCouponCode(db: Database, code: CouponCode): void {
  prepared(
    db,
    `INSERT INTO coupon_code (code_hash, promotion_id, last4, at, by)
     VALUES (@codeHash, @promotionId, @last4, @at, @by)`,
  ).run(code);
}

/** The key refuses a code that another sale has used. */
export function insertCouponUse(db: Database, use: CouponUse): void {
  prepared(
    db,
    `INSERT INTO coupon_use (code_hash, promotion_id, sale_id, at)
     VALUES (@codeHash, @promotionId, @saleId, @at)`,
  ).run(use);
}

export function couponByHash(db: Database, codeHash: string): CouponCode | null {
  return (
    prepared<[string], CouponCode>(
      db,
      `SELECT code_hash AS codeHash, promotion_id AS promotionId, last4, at, by
       FROM coupon_code WHERE code_hash = ?`,
    ).get(codeHash) ?? null
  );
}

/** The receipt of the sale that used a code; `null` while nobody has. */
export function receiptOfCode(db: Database, codeHash: string): string | null {
  const row = prepared<[string], { receiptNumber: string }>(
    db,
    `SELECT s.receipt_number AS receiptNumber FROM coupon_use u JOIN sale s ON s.sale_id = u.sale_id
     WHERE u.code_hash = ?`,
  ).get(codeHash);
  return row?.receiptNumber ?? null;
}

/** Whether a sale used up a code. Asked of a return alone, so that no index is kept for it at every sale. */
export function hasOneTimeCoupon(db: Database, saleId: string): boolean {
  return (
    prepared<[string], { found: 1 }>(
      db,
      'SELECT 1 AS found FROM coupon_use WHERE sale_id = ? LIMIT 1',
    ).get(saleId) !== undefined
  );
}

/** Which of these codes are used up. */
export function codesUsed(db: Database, hashes: readonly string[]): ReadonlySet<string> {
  if (hashes.length === 0) return new Set();
  const rows = prepared<[string], { code_hash: string }>(
    db,
    'SELECT code_hash FROM coupon_use WHERE code_hash IN (SELECT value FROM json_each(?))',
  ).all(JSON.stringify(hashes));
  return new Set(rows.map((row) => row.code_hash));
}

/** How many codes of a promotion were issued, and how many are used up. */
export function couponCounts(
  db: Database,
  promotionId: string,
): { readonly issued: number; readonly used: number } {
  const row = prepared<[string, string], { issued: number; used: number }>(
    db,
    `SELECT (SELECT count(*) FROM coupon_code WHERE promotion_id = ?) AS issued,
       (SELECT count(*) FROM coupon_use WHERE promotion_id = ?) AS used`,
  ).get(promotionId, promotionId);
  return row ?? { issued: 0, used: 0 };
}
