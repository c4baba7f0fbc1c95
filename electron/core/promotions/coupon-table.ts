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
  readonly turn: number; // from 1; each but the first follows a revival
  readonly promotionId: string;
  readonly saleId: string;
  readonly at: number; // epoch ms
};

/** A use that is undone, because its whole sale came back: the code is good once more. */
export type CouponRevival = Pick<CouponUse, 'codeHash' | 'turn' | 'at'> & {
  readonly returnId: string;
};

export function insertCouponCode(db: Database, code: CouponCode): void {
  prepared(
    db,
    `INSERT INTO coupon_code (code_hash, promotion_id, last4, at, by)
     VALUES (@codeHash, @promotionId, @last4, @at, @by)`,
  ).run(code);
}

/** The key refuses a code that another sale has used in this turn. */
export function insertCouponUse(db: Database, use: CouponUse): void {
  prepared(
    db,
    `INSERT INTO coupon_use (code_hash, turn, promotion_id, sale_id, at)
     VALUES (@codeHash, @turn, @promotionId, @saleId, @at)`,
  ).run(use);
}

export function insertCouponRevival(db: Database, revival: CouponRevival): void {
  prepared(
    db,
    `INSERT INTO coupon_revival (code_hash, turn, return_id, at)
     VALUES (@codeHash, @turn, @returnId, @at)`,
  ).run(revival);
}

/** The how-manieth use of a code the next one is: one more than it came back to life. */
export function turnOfCode(db: Database, codeHash: string): number {
  const sql = 'SELECT count(*) AS n FROM coupon_revival WHERE code_hash = ?';
  return 1 + (prepared<[string], { n: number }>(db, sql).get(codeHash)?.n ?? 0);
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

/** A use that no return has undone. */
const STANDS = `NOT EXISTS (SELECT 1 FROM coupon_revival r
  WHERE r.code_hash = u.code_hash AND r.turn = u.turn)`;

/** The receipt of the sale that used a code; `null` while nobody has, or since that sale came back whole. */
export function receiptOfCode(db: Database, codeHash: string): string | null {
  const row = prepared<[string], { receiptNumber: string }>(
    db,
    `SELECT s.receipt_number AS receiptNumber FROM coupon_use u JOIN sale s ON s.sale_id = u.sale_id
     WHERE u.code_hash = ? AND ${STANDS}`,
  ).get(codeHash);
  return row?.receiptNumber ?? null;
}

/** The codes that a sale used up and nothing gave back. Asked of a return alone, so that no index is kept for it at every sale. */
export function standingUsesOf(
  db: Database,
  saleId: string,
): readonly (CouponUse & Pick<CouponCode, 'last4'>)[] {
  return prepared<[string], CouponUse & Pick<CouponCode, 'last4'>>(
    db,
    `SELECT u.code_hash AS codeHash, u.turn, u.promotion_id AS promotionId, u.sale_id AS saleId, u.at, c.last4
     FROM coupon_use u JOIN coupon_code c ON c.code_hash = u.code_hash
     WHERE u.sale_id = ? AND ${STANDS} ORDER BY u.code_hash`,
  ).all(saleId);
}

/** The last characters of the codes that a return brought back to life. */
export function revivedBy(db: Database, returnId: string): readonly string[] {
  return prepared<[string], { last4: string }>(
    db,
    `SELECT c.last4 FROM coupon_revival r JOIN coupon_code c ON c.code_hash = r.code_hash
     WHERE r.return_id = ? ORDER BY r.code_hash`,
  )
    .all(returnId)
    .map(({ last4 }) => last4);
}

/** Which of these codes are used up. */
export function codesUsed(db: Database, hashes: readonly string[]): ReadonlySet<string> {
  if (hashes.length === 0) return new Set();
  const rows = prepared<[string], { code_hash: string }>(
    db,
    `SELECT u.code_hash FROM coupon_use u
     WHERE u.code_hash IN (SELECT value FROM json_each(?)) AND ${STANDS}`,
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
       (SELECT count(*) FROM coupon_use u WHERE u.promotion_id = ? AND ${STANDS}) AS used`,
  ).get(promotionId, promotionId);
  return row ?? { issued: 0, used: 0 };
}
