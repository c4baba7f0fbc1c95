import { GRANT_TOLERANCE_FEN } from '../../../shared/domain/tender/granted.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What the paying platform granted of a claim; the newest one of a claim is its figure. */
export type SubsidyGrant = {
  readonly claimId: string;
  readonly seq: number; // from 1
  readonly grantedFen: Fen;
  readonly note: string; // why it is not what was forecast; empty while nobody knows
  readonly at: number;
  readonly by: string;
};

export function insertGrant(db: Database, grant: SubsidyGrant): void {
  prepared(
    db,
    `INSERT INTO subsidy_grant (claim_id, seq, granted_fen, note, at, by)
     VALUES (@claimId, @seq, @grantedFen, @note, @at, @by)`,
  ).run(grant);
}

/** Claims whose figures differ by more than rounding, which nobody has explained: how many, and what they lack or exceed together. */
export function openDifferences(db: Database): { readonly count: number; readonly fen: number } {
  const row = prepared<[{ tolerance: number }], { count: number; fen: number }>(
    db,
    `SELECT count(*) AS count, coalesce(sum(g.granted_fen - c.subsidy_fen), 0) AS fen
     FROM subsidy_grant g JOIN subsidy_claim c ON c.claim_id = g.claim_id
     WHERE g.seq = (SELECT max(seq) FROM subsidy_grant x WHERE x.claim_id = g.claim_id) AND g.note = ''
       AND abs(g.granted_fen - c.subsidy_fen) > @tolerance
       AND (SELECT t.state FROM subsidy_claim_transition t WHERE t.claim_id = g.claim_id
         ORDER BY t.seq DESC LIMIT 1) NOT IN ('rejected', 'reversed')`,
  ).get({ tolerance: GRANT_TOLERANCE_FEN });
  return row ?? { count: 0, fen: 0 };
}
