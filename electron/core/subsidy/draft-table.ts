import type { SubsidyEvidence } from '../../../shared/domain/tender/eligibility.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A subsidy that somebody asked for on a cart that is not sold yet; it becomes the claim of the same id. */
export type SubsidyDraft = SubsidyEvidence & {
  readonly draftId: string;
  readonly cartId: string;
  readonly lineId: string;
  readonly unit: number; // from 1
  readonly holderEnc: Buffer;
  readonly holderHmac: string;
  readonly at: number;
  readonly by: string;
};

type DraftRow = Omit<SubsidyDraft, 'isEntitled' | 'isAddressInRegion'> & {
  readonly isEntitled: number;
  readonly isAddressInRegion: number;
};

/** Writes a draft; another one of the same unit goes. */
export function putDraft(db: Database, draft: SubsidyDraft): void {
  dropDraft(db, draft);
  prepared(
    db,
    `INSERT INTO subsidy_draft (draft_id, cart_id, line_id, unit, holder_enc, holder_hmac, at, by,
       ean, filed_fen, is_entitled, is_address_in_region)
     VALUES (@draftId, @cartId, @lineId, @unit, @holderEnc, @holderHmac, @at, @by,
       @ean, @filedFen, @isEntitled, @isAddressInRegion)`,
  ).run({
    ...draft,
    isEntitled: Number(draft.isEntitled),
    isAddressInRegion: Number(draft.isAddressInRegion),
  });
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
  return prepared<[string], DraftRow>(
    db,
    `SELECT draft_id AS draftId, cart_id AS cartId, line_id AS lineId, unit, holder_enc AS holderEnc,
       holder_hmac AS holderHmac, at, by, ean, filed_fen AS filedFen, is_entitled AS isEntitled,
       is_address_in_region AS isAddressInRegion
     FROM subsidy_draft WHERE cart_id = ? ORDER BY line_id, unit`,
  )
    .all(cartId)
    .map((row) => ({
      ...row,
      isEntitled: row.isEntitled === 1,
      isAddressInRegion: row.isAddressInRegion === 1,
    }));
}
