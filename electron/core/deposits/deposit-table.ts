import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What a customer left for a presale. A fact: it ends once, and is never changed. */
export type Deposit = {
  readonly depositId: string;
  readonly requestId: string;
  readonly registerId: string;
  readonly epoch: number;
  readonly depositSeq: number;
  readonly number: string; // 0001-01-D000012
  readonly promotionId: string;
  readonly promotionVersion: number;
  readonly sku: string;
  readonly personId: string | null;
  readonly depositFen: Fen;
  readonly shiftId: string;
  readonly businessDate: string;
  readonly at: number;
  readonly by: string;
  readonly journalSeq: number;
  readonly journalHash: string;
};

export type DepositEnd = {
  readonly depositId: string;
  readonly state: 'redeemed' | 'refunded' | 'forfeited';
  readonly ref: string; // the sale, or the reason
  readonly shiftId: string;
  readonly at: number;
  readonly by: string;
  readonly approvedBy: string | null;
};

/** A deposit with how it ended; `null` while the customer may still come for the goods. */
export type StandingDeposit = Deposit & { readonly end: DepositEnd | null };

type Row = Deposit & {
  readonly endState: DepositEnd['state'] | null;
  readonly endRef: string;
  readonly endShiftId: string;
  readonly endAt: number;
  readonly endBy: string;
  readonly endApprovedBy: string | null;
};

const STANDING = `SELECT d.deposit_id AS depositId, d.request_id AS requestId, d.register_id AS registerId, d.epoch,
  d.deposit_seq AS depositSeq, d.number, d.promotion_id AS promotionId, d.promotion_version AS promotionVersion,
  d.sku, d.person_id AS personId, d.deposit_fen AS depositFen, d.shift_id AS shiftId,
  d.business_date AS businessDate, d.at, d.by, d.journal_seq AS journalSeq, d.journal_hash AS journalHash,
  e.state AS endState, e.ref AS endRef, e.shift_id AS endShiftId, e.at AS endAt, e.by AS endBy,
  e.approved_by AS endApprovedBy
  FROM deposit d LEFT JOIN deposit_end e ON e.deposit_id = d.deposit_id`;

/** The next deposit sequence of a register; taken inside the deposit's transaction, so that none is lost or used twice. */
export function nextDepositSeq(db: Database, registerId: string, epoch: number): number {
  const row = prepared<[string, number], { last: number | null }>(
    db,
    'SELECT max(deposit_seq) AS last FROM deposit WHERE register_id = (SELECT ?) AND epoch = (SELECT ?)',
  ).get(registerId, epoch);
  return (row?.last ?? 0) + 1;
}

export function insertDeposit(db: Database, deposit: Deposit): void {
  prepared(
    db,
    `INSERT INTO deposit (deposit_id, request_id, register_id, epoch, deposit_seq, number, promotion_id,
       promotion_version, sku, person_id, deposit_fen, shift_id, business_date, at, by, journal_seq, journal_hash)
     VALUES (@depositId, @requestId, @registerId, @epoch, @depositSeq, @number, @promotionId,
       @promotionVersion, @sku, @personId, @depositFen, @shiftId, @businessDate, @at, @by, @journalSeq, @journalHash)`,
  ).run(deposit);
}

export function insertDepositEnd(db: Database, end: DepositEnd): void {
  prepared(
    db,
    `INSERT INTO deposit_end (deposit_id, state, ref, shift_id, at, by, approved_by)
     VALUES (@depositId, @state, @ref, @shiftId, @at, @by, @approvedBy)`,
  ).run(end);
}

export function depositById(db: Database, depositId: string): StandingDeposit | null {
  return one(db, 'd.deposit_id', depositId);
}

export function depositByRequest(db: Database, requestId: string): StandingDeposit | null {
  return one(db, 'd.request_id', requestId);
}

export function depositByNumber(db: Database, number: string): StandingDeposit | null {
  return one(db, 'd.number', number);
}

/** These deposits in the order of their ids in the list; ids that nobody knows are left out. */
export function depositsByIds(db: Database, ids: readonly string[]): readonly StandingDeposit[] {
  return ids.flatMap((id) => depositById(db, id) ?? []);
}

/** Deposits, newest first: of one person, or of everybody; only those that have not ended where `isOpen`. */
export function listDeposits(
  db: Database,
  filter: {
    readonly personId: string | null;
    readonly isOpen: boolean;
    readonly text: string; // part of a number
    readonly limit: number;
  },
): readonly StandingDeposit[] {
  const bound = { ...filter, isOpen: filter.isOpen ? 1 : 0 };
  return prepared<[typeof bound], Row>(
    db,
    `${STANDING} WHERE (@personId IS NULL OR d.person_id = @personId) AND (@isOpen = 0 OR e.state IS NULL)
       AND (@text = '' OR instr(d.number, upper(@text)) > 0)
     ORDER BY d.at DESC, d.number DESC LIMIT @limit`,
  )
    .all(bound)
    .map(fromRow);
}

export type DepositSums = {
  readonly takenCount: number;
  readonly takenFen: Fen;
  readonly refundedCount: number;
  readonly refundedFen: Fen;
  readonly forfeitedCount: number;
  readonly forfeitedFen: Fen;
};

/** Deposits taken in these shifts, and those that ended in them without a sale. */
export function depositSums(db: Database, shiftIds: readonly string[]): DepositSums {
  const row = prepared<[{ shifts: string }], DepositSums>(
    db,
    `WITH shifts AS (SELECT value AS id FROM json_each(@shifts)),
       taken AS (SELECT deposit_fen AS fen FROM deposit WHERE shift_id IN (SELECT id FROM shifts)),
       ended AS (SELECT e.state, d.deposit_fen AS fen FROM deposit_end e JOIN deposit d USING (deposit_id)
         WHERE e.shift_id IN (SELECT id FROM shifts))
     SELECT (SELECT count(*) FROM taken) AS takenCount,
       (SELECT coalesce(sum(fen), 0) FROM taken) AS takenFen,
       (SELECT count(*) FROM ended WHERE state = 'refunded') AS refundedCount,
       (SELECT coalesce(sum(fen), 0) FROM ended WHERE state = 'refunded') AS refundedFen,
       (SELECT count(*) FROM ended WHERE state = 'forfeited') AS forfeitedCount,
       (SELECT coalesce(sum(fen), 0) FROM ended WHERE state = 'forfeited') AS forfeitedFen`,
  ).get({ shifts: JSON.stringify(shiftIds) });
  if (!row) throw new Error('an aggregate over no rows still answers one');
  return row;
}

/** What customers have left and not come for yet. */
export function heldDeposits(db: Database): { readonly count: number; readonly fen: number } {
  const row = prepared<[], { count: number; fen: number }>(
    db,
    `SELECT count(*) AS count, coalesce(sum(deposit_fen), 0) AS fen FROM deposit d
     WHERE NOT EXISTS (SELECT 1 FROM deposit_end e WHERE e.deposit_id = d.deposit_id)`,
  ).get();
  return row ?? { count: 0, fen: 0 };
}

function one(db: Database, column: string, bound: string): StandingDeposit | null {
  const row = prepared<[string], Row>(db, `${STANDING} WHERE ${column} = (SELECT ?)`).get(bound);
  return row ? fromRow(row) : null;
}

function fromRow(row: Row): StandingDeposit {
  const { endState, endRef, endShiftId, endAt, endBy, endApprovedBy, ...deposit } = row;
  if (endState === null) return { ...deposit, end: null };
  const end = {
    ...{ depositId: deposit.depositId, state: endState, ref: endRef, shiftId: endShiftId },
    ...{ at: endAt, by: endBy, approvedBy: endApprovedBy },
  };
  return { ...deposit, end };
}
