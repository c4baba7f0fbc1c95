import type {
  CopiedEntry,
  CopiedKey,
  CopiedSignature,
} from '../../../shared/contract/journal-copy.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Till } from '../till.ts';
import type { Replayed } from './replay-entry.ts';

/** A row to write: columns by their names in camel case. */
export type NewRow = Readonly<Record<string, string | number | null>>;

/** Tables that replayed entries write to; a name from the outside never gets here. */
type ReplayedTable =
  | 'shift'
  | 'shift_transition'
  | 'cash_count'
  | 'drawer_event'
  | 'cash_movement'
  | 'handover'
  | 'handover_count'
  | 'handover_answer'
  | 'handover_settlement'
  | 'z_report'
  | 'z_shift'
  | 'period_close'
  | 'sale'
  | 'line_item'
  | 'sale_unit'
  | 'tender'
  | 'serial_event'
  | 'stock_movement'
  | 'deposit'
  | 'deposit_end'
  | 'subsidy_claim'
  | 'subsidy_claim_transition'
  | 'subsidy_grant'
  | 'sale_return'
  | 'returned_unit'
  | 'refund'
  | 'training_sale'
  | 'coupon_code'
  | 'coupon_use'
  | 'coupon_revival'
  | 'quota_use'
  | 'ticket_transition';

/** Writes one row of a fact. What is there already makes it throw: a fact is replayed once. */
export function insertRow(db: Database, table: ReplayedTable, row: NewRow): void {
  const names = Object.keys(row);
  const columns = names.map(snake).join(', ');
  const values = names.map((name) => `@${name}`).join(', ');
  prepared(db, `INSERT INTO ${table} (${columns}) VALUES (${values})`).run(row);
}

/** Appends an entry exactly as it was hashed; the database refuses one that leaves a gap. */
export function insertEntry(db: Database, registerId: string, entry: CopiedEntry): void {
  prepared(
    db,
    `INSERT INTO journal (register_id, seq, type, started_at, ended_at, operator, payload, prev_hash, hash)
     VALUES (@registerId, @seq, @type, @startedAt, @endedAt, @operator, @payload, @prevHash, @hash)`,
  ).run({ ...entry, registerId });
}

export function insertCopiedKey(db: Database, registerId: string, key: CopiedKey): void {
  prepared(
    db,
    `INSERT INTO signing_key (register_id, key_id, public_key, since_seq, at)
     VALUES (@registerId, @keyId, @publicKey, @sinceSeq, @at) ON CONFLICT DO NOTHING`,
  ).run({ ...key, registerId });
}

export function insertCopiedSignature(
  db: Database,
  registerId: string,
  one: CopiedSignature,
): void {
  prepared(
    db,
    `INSERT INTO journal_signature (register_id, seq, key_id, signature)
     VALUES (@registerId, @seq, @keyId, @signature) ON CONFLICT DO NOTHING`,
  ).run({ ...one, registerId });
}

/** A person of whom only the id came back: cannot sign in, and stands under the id until somebody names them. */
export function ensureStaff(db: Database, staffId: string, at: number): void {
  prepared(
    db,
    `INSERT INTO staff_member (staff_id, name, role, pin_hash, is_active, created_at)
     VALUES (@staffId, @name, 'cashier', '', 0, @at) ON CONFLICT DO NOTHING`,
  ).run({ staffId, name: `#${staffId.slice(-6)}`, at });
}

/** Tables where one press of a button is known by its id. */
type AnsweredTable = 'deposit' | 'sale' | 'sale_return' | 'cash_movement' | 'training_sale';

/**
 * The id of the press behind a replayed fact. Where this lane carried out the same one too, both happened, and the
 * replayed one gets its register's name behind it.
 */
export function freeRequest(
  { db }: Pick<Till, 'db'>,
  table: AnsweredTable,
  { registerId, said, note }: Replayed,
): string {
  const requestId = String(said.requestId);
  const row = prepared(db, `SELECT 1 FROM ${table} WHERE request_id = ?`).get(requestId);
  if (!row) return requestId;
  note('request_twice', 'part');
  return `${requestId}~${registerId}`;
}

/** Whether a unit of a sale has come back already. */
export function isReturned(
  db: Database,
  unit: { readonly saleId: string; readonly position: number; readonly unit: number },
): boolean {
  const sql = `SELECT 1 FROM returned_unit
    WHERE sale_id = @saleId AND position = @position AND unit = @unit`;
  return prepared(db, sql).get(unit) !== undefined;
}

/** Whether a deposit has been redeemed, paid back or kept already. */
export function isDepositEnded(db: Database, depositId: string | null): boolean {
  const sql = 'SELECT 1 FROM deposit_end WHERE deposit_id = ?';
  return prepared(db, sql).get(depositId) !== undefined;
}

/** Whether the last that is known of a serial number is that it was sold. */
export function isSerialSold(db: Database, brand: string, serialNumber: string): boolean {
  const row = prepared<[string, string], { state: string }>(
    db,
    `SELECT state FROM serial_event WHERE brand = ? AND serial_number = ?
     ORDER BY event_id DESC LIMIT 1`,
  ).get(brand, serialNumber);
  return row?.state === 'sold';
}

/** Whether the copy of a cart that went along to a newer lane was paid there. */
export function isCartSoldHere(db: Database, cartId: string): boolean {
  const sql = `SELECT 1 FROM sale WHERE cart_id > ? || '~' AND cart_id < ? || '~~'`;
  return prepared(db, sql).get(cartId, cartId) !== undefined;
}

/** The person of a replayed sale, where the backup has them; who was new since then is known by reference only. */
export function knownPerson(db: Database, personId: string | null): string | null {
  if (personId === null) return null;
  const row = prepared<[string], { id: string }>(
    db,
    'SELECT person_id AS id FROM person WHERE person_id = ?',
  ).get(personId);
  return row?.id ?? null;
}

export function lastTransition(db: Database, shiftId: string): number {
  const row = prepared<[string], { seq: number | null }>(
    db,
    'SELECT max(seq) AS seq FROM shift_transition WHERE shift_id = ?',
  ).get(shiftId);
  return row?.seq ?? 0;
}

/** The next transition of a ticket that the backup has; null where it has none. */
export function nextTicketSeq(db: Database, ticketId: string): number | null {
  const row = prepared<[string], { seq: number | null }>(
    db,
    'SELECT max(seq) AS seq FROM ticket_transition WHERE ticket_id = ?',
  ).get(ticketId);
  return row?.seq == null ? null : row.seq + 1;
}

/** Puts a job that is not to be printed any more where an original is looked for. */
export function insertSpentJob(
  db: Database,
  job: {
    readonly jobId: string;
    readonly kind: string;
    readonly ref: string;
    readonly document: string;
    readonly at: number;
  },
): void {
  prepared(
    db,
    `INSERT INTO print_job (job_id, seq, kind, ref, copy, document, state, next_try_at, created_at, finished_at)
     VALUES (@jobId, (SELECT coalesce(max(seq), 0) + 1 FROM print_job), @kind, @ref, 0, @document, 'cancelled',
       @at, @at, @at)`,
  ).run(job);
}

/** Entries that were fetched back; what the journal does not hold of them (tickets, notes, people) is not expected. */
export function insertReplay(
  db: Database,
  replay: {
    readonly registerId: string;
    readonly fromSeq: number;
    readonly toSeq: number;
    readonly at: number;
  },
): void {
  db.prepare(
    'INSERT INTO replay (register_id, from_seq, to_seq, at) VALUES (@registerId, @fromSeq, @toSeq, @at)',
  ).run(replay);
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
