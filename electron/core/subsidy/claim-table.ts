import type { ClaimState } from '../../../shared/domain/tender/claim-state.ts';
import { GRANT_TOLERANCE_FEN } from '../../../shared/domain/tender/granted.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What the government is asked to pay of one sold unit. A fact; its state is its last transition. */
export type SubsidyClaim = {
  readonly claimId: string;
  readonly policyId: string;
  readonly policyVersion: number;
  readonly saleId: string;
  readonly position: number;
  readonly unit: number;
  readonly holderHmac: string;
  readonly period: string;
  readonly category: string; // as the policy names it
  readonly grade: string;
  readonly brand: string;
  readonly serialNumber: string;
  readonly baseFen: Fen;
  readonly subsidyFen: Fen; // as the till forecasts it
  readonly ean: string; // empty in claims from before it was kept
  readonly filedFen: number | null;
  readonly isEntitled: 0 | 1;
  readonly isAddressInRegion: 0 | 1;
  readonly at: number;
  readonly by: string;
};

export type ClaimTransition = {
  readonly claimId: string;
  readonly seq: number;
  readonly state: ClaimState;
  readonly note: string;
  readonly at: number;
  readonly by: string;
};

export type StandingClaim = SubsidyClaim & {
  readonly state: ClaimState;
  readonly stateSeq: number;
  readonly stateAt: number;
  readonly stateNote: string;
  /** The platform's newest figure; `null` while it has said nothing. */
  readonly grantedFen: Fen | null;
  readonly grantSeq: number | null;
  readonly grantNote: string;
};

const STANDING = `SELECT c.claim_id AS claimId, c.policy_id AS policyId, c.policy_version AS policyVersion,
  c.sale_id AS saleId, c.position, c.unit, c.holder_hmac AS holderHmac, c.period, c.category, c.grade, c.brand,
  c.serial_number AS serialNumber, c.base_fen AS baseFen, c.subsidy_fen AS subsidyFen, c.ean,
  c.filed_fen AS filedFen, c.is_entitled AS isEntitled, c.is_address_in_region AS isAddressInRegion, c.at, c.by,
  t.state, t.seq AS stateSeq, t.at AS stateAt, t.note AS stateNote,
  g.granted_fen AS grantedFen, g.seq AS grantSeq, coalesce(g.note, '') AS grantNote
  FROM subsidy_claim c JOIN subsidy_claim_transition t ON t.claim_id = c.claim_id
    AND t.seq = (SELECT max(seq) FROM subsidy_claim_transition x WHERE x.claim_id = c.claim_id)
  LEFT JOIN subsidy_grant g ON g.claim_id = c.claim_id
    AND g.seq = (SELECT max(seq) FROM subsidy_grant y WHERE y.claim_id = c.claim_id)`;

export function insertClaim(db: Database, claim: SubsidyClaim): void {
  prepared(
    db,
    `INSERT INTO subsidy_claim (claim_id, policy_id, policy_version, sale_id, position, unit, holder_hmac, period,
       category, grade, brand, serial_number, base_fen, subsidy_fen, ean, filed_fen, is_entitled,
       is_address_in_region, at, by)
     VALUES (@claimId, @policyId, @policyVersion, @saleId, @position, @unit, @holderHmac, @period,
       @category, @grade, @brand, @serialNumber, @baseFen, @subsidyFen, @ean, @filedFen, @isEntitled,
       @isAddressInRegion, @at, @by)`,
  ).run(claim);
}

export function insertHolder(db: Database, claimId: string, sealed: Buffer): void {
  prepared(db, 'INSERT INTO subsidy_holder (claim_id, holder_enc) VALUES (?, ?)').run(
    claimId,
    sealed,
  );
}

/** The sealed holder of a claim; `null` once it was deleted, or where a restore could not bring it back. */
export function holderOf(db: Database, claimId: string): Buffer | null {
  const row = prepared<[string], { sealed: Buffer }>(
    db,
    'SELECT holder_enc AS sealed FROM subsidy_holder WHERE claim_id = ?',
  ).get(claimId);
  return row?.sealed ?? null;
}

/** Deletes who claims were made for that ended before `at`; answers how many. */
export function deleteHoldersEndedBefore(db: Database, at: number): number {
  return prepared(
    db,
    `DELETE FROM subsidy_holder WHERE claim_id IN (
       SELECT t.claim_id FROM subsidy_claim_transition t
       WHERE t.state IN ('settled', 'rejected', 'reversed') AND t.at < ? AND t.seq =
         (SELECT max(seq) FROM subsidy_claim_transition x WHERE x.claim_id = t.claim_id))`,
  ).run(at).changes;
}

export function insertClaimTransition(db: Database, transition: ClaimTransition): void {
  prepared(
    db,
    `INSERT INTO subsidy_claim_transition (claim_id, seq, state, note, at, by)
     VALUES (@claimId, @seq, @state, @note, @at, @by)`,
  ).run(transition);
}

export function claimById(db: Database, claimId: string): StandingClaim | null {
  const sql = `${STANDING} WHERE c.claim_id = ?`;
  return prepared<[string], StandingClaim>(db, sql).get(claimId) ?? null;
}

export function claimsOfSale(db: Database, saleId: string): readonly StandingClaim[] {
  const sql = `${STANDING} WHERE c.sale_id = (SELECT ?) ORDER BY c.position, c.unit`;
  return prepared<[string], StandingClaim>(db, sql).all(saleId);
}

/** The claim that a unit was subsidised with, whatever became of it; `null` when it never was. */
export function claimOfSerial(
  db: Database,
  brand: string,
  serialNumber: string,
): StandingClaim | null {
  const sql = `${STANDING} WHERE c.brand = ? AND c.serial_number = ? LIMIT 1`;
  return prepared<[string, string], StandingClaim>(db, sql).get(brand, serialNumber) ?? null;
}

/** What a person claimed within a period, of one category. */
export function claimsOfHolder(
  db: Database,
  key: Pick<SubsidyClaim, 'holderHmac' | 'period' | 'category'>,
): readonly StandingClaim[] {
  const sql = `${STANDING} WHERE c.holder_hmac = ? AND c.period = ? AND c.category = ?`;
  return prepared<[string, string, string], StandingClaim>(db, sql).all(
    key.holderHmac,
    key.period,
    key.category,
  );
}

/** What was entered of a good with its newest claim: the model is the same, and so are its EAN and its filed price. */
export function lastEvidence(
  db: Database,
  sku: string,
): { readonly ean: string; readonly filedFen: number | null } | null {
  return (
    prepared<[string], { ean: string; filedFen: number | null }>(
      db,
      `SELECT c.ean, c.filed_fen AS filedFen FROM subsidy_claim c
         JOIN line_item l ON l.sale_id = c.sale_id AND l.position = c.position
       WHERE l.sku = ? AND c.ean <> '' ORDER BY c.at DESC, c.claim_id LIMIT 1`,
    ).get(sku) ?? null
  );
}

/** Claims, newest first; `state` null is all of them. */
export function listClaims(
  db: Database,
  filter: {
    readonly state: ClaimState | null;
    readonly isDiffering?: boolean;
    readonly fromAt: number;
    readonly toAt: number;
    readonly limit: number;
  },
): readonly StandingClaim[] {
  const bound = {
    ...{ ...filter, isDiffering: filter.isDiffering ? 1 : 0 },
    tolerance: GRANT_TOLERANCE_FEN,
  };
  return prepared<[typeof bound], StandingClaim>(
    db,
    `${STANDING} WHERE c.at >= @fromAt AND c.at < @toAt AND (@state IS NULL OR t.state = @state)
       AND (@isDiffering = 0 OR (g.note = '' AND abs(g.granted_fen - c.subsidy_fen) > @tolerance
         AND t.state NOT IN ('rejected', 'reversed')))
     ORDER BY c.at DESC, c.claim_id LIMIT @limit`,
  ).all(bound);
}

/** How many claims stand in each state, and what they ask for: as forecast, and as the platform says where it did. */
export type ClaimSum = {
  readonly state: ClaimState;
  readonly count: number;
  readonly fen: number;
  readonly dueFen: number;
};

export function claimSums(db: Database): readonly ClaimSum[] {
  return prepared<[], ClaimSum>(
    db,
    `SELECT state, count(*) AS count, sum(subsidyFen) AS fen,
       sum(coalesce(grantedFen, subsidyFen)) AS dueFen FROM (${STANDING}) GROUP BY state`,
  ).all();
}
