import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A subsidy that somebody asked for on a cart that is not sold yet; it becomes the claim of the same id. */
export type SubsidyDraft = {
  readonly draftId: string;
  readonly cartId: string;
  readonly lineId: string;
  readonly unit: number; // from 1
  readonly holderEnc: Buffer;
  readonly holderHmac: string;
  readonly at: number;
  readonly by: string;
};

/** Writes a draft; another one of the same unit goes. */
export function putDraft(db: Database, draft: SubsidyDraft): void {
  dropDraft(db, draft);
  prepared(
    db,
    `INSERT INTO subsidy_draft (draft_id, cart_id, line_id, unit, holder_enc, holder_hmac, at, by)
     VALUES (@draftId, @cartId, @lineId, @unit, @holderEnc, @holderHmac, @at, @by)`,
  ).run(draft);
}

/** Takes a draft off its cart; answers whether there was one. */
export function dropDraft(
  db: Database,
  { cartId, lineId, unit }: Pick<SubsidyDraft, 'cartId' | 'lineId' | 'unit'>,
): boolean {
  const sql = 'DELETE FROM subsidy_draft WHERE cart_id = ? AND line_id = ? AND unit = ?';
  const done = prepared(db, sql).run(cartId, lineId, unit);
  return done.changes > 0;
}

export function draftsOf(db: Database, cartId: string): readonly SubsidyDraft[] {
  return prepared<[string], SubsidyDraft>(
    db,
    `SELECT draft_id AS draftId, cart_id AS cartId, line_id AS lineId, unit, holder_enc AS holderEnc,
       holder_hmac AS holderHmac, at, by FROM subsidy_draft WHERE cart_id = ? ORDER BY line_id, unit`,
  ).all(cartId);
}
