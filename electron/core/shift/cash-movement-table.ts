import type { CashCategory, CashMovementKind } from '../../../shared/contract/cash-movement.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import { openField, type Seal, sealField } from '../db/field-cipher.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

const PAYEE_FIELD = 'cash_movement.payee';

/** Cash that moved without a sale; `amountFen` is signed, what the drawer gained. */
export type CashMovement = {
  readonly movementId: string;
  readonly requestId: string;
  readonly shiftId: string;
  readonly kind: CashMovementKind;
  readonly amountFen: Fen;
  readonly category: CashCategory;
  readonly payee: string; // empty where nobody was named
  readonly slipNumber: string;
  readonly note: string;
  readonly undoes: string | null; // the movement that this one takes back
  readonly at: number;
  readonly by: string; // staff id
  readonly approvedBy: string | null; // staff id
};

/** What a sale's customer has paid so far for gifts that they kept, over all its returns, less what was paid back. */
export function giftsPaidFen(db: Database, saleId: string): Fen {
  const row = prepared<[string], { total: Fen }>(
    db,
    `SELECT coalesce(sum(m.amount_fen), 0) AS total FROM sale_return r
     JOIN cash_movement m ON m.request_id = 'gift-' || r.return_id WHERE r.sale_id = (SELECT ?)`,
  ).get(saleId);
  return row?.total ?? (0 as Fen); // an aggregate always answers a row
}

/** A movement as it is listed: whether a later one took it back. */
export type ListedMovement = CashMovement & { readonly isUndone: boolean };

type MovementRow = {
  movement_id: string;
  request_id: string;
  shift_id: string;
  kind: CashMovementKind;
  amount_fen: Fen;
  category: CashCategory;
  payee_enc: Buffer | null;
  slip_number: string;
  note: string;
  undoes: string | null;
  at: number;
  by: string;
  approved_by: string | null;
  is_undone: 0 | 1;
};

const SELECT = `SELECT m.*, EXISTS (SELECT 1 FROM cash_movement u WHERE u.undoes = m.movement_id) AS is_undone
  FROM cash_movement m`;

/** Writes a movement, its payee sealed: it may be a person. */
export function insertMovement(db: Database, seal: Seal, movement: CashMovement): void {
  prepared(
    db,
    `INSERT INTO cash_movement (movement_id, request_id, shift_id, kind, amount_fen, category, payee_enc,
       slip_number, note, undoes, at, by, approved_by)
     VALUES (@movementId, @requestId, @shiftId, @kind, @amountFen, @category, @sealed,
       @slipNumber, @note, @undoes, @at, @by, @approvedBy)`,
  ).run({
    ...movement,
    sealed: movement.payee === '' ? null : sealField(seal, PAYEE_FIELD, movement.payee),
  });
}

export function movementById(
  db: Database,
  fieldKey: Uint8Array,
  movementId: string,
): ListedMovement | null {
  return one(db, fieldKey, 'm.movement_id = ?', movementId);
}

/** The movement a request was answered with, so that the same request is answered the same. */
export function movementByRequest(
  db: Database,
  fieldKey: Uint8Array,
  requestId: string,
): ListedMovement | null {
  return one(db, fieldKey, 'm.request_id = ?', requestId);
}

/** What moved in a shift, newest first. */
export function movementsOf(
  db: Database,
  fieldKey: Uint8Array,
  shiftId: string,
): readonly ListedMovement[] {
  return prepared<[string], MovementRow>(db, `${SELECT} WHERE m.shift_id = ? ORDER BY m.rowid DESC`)
    .all(shiftId)
    .map((row) => fromRow(row, fieldKey));
}

/** The running number of a movement among those of its shift, from 1, as its slip shows it. */
export function movementNumber(db: Database, shiftId: string): number {
  const row = prepared<[string], { n: number }>(
    db,
    'SELECT count(*) AS n FROM cash_movement WHERE shift_id = ?',
  ).get(shiftId);
  return row?.n ?? 0;
}

/** What a person let out of the drawer in a shift by their own hand: movements, refunds and deposits nobody else approved. */
export function letOutAlone(db: Database, shiftId: string, staffId: string): number {
  const row = prepared<[{ shiftId: string; staffId: string }], { fen: number }>(
    db,
    `SELECT coalesce((SELECT sum(-amount_fen) FROM cash_movement WHERE shift_id = @shiftId
         AND by = @staffId AND approved_by IS NULL AND amount_fen < 0), 0)
       + coalesce((SELECT sum(refund_fen) FROM sale_return WHERE shift_id = @shiftId
         AND by = @staffId AND approved_by IS NULL), 0)
       + coalesce((SELECT sum(d.deposit_fen) FROM deposit_end e JOIN deposit d USING (deposit_id)
         WHERE e.shift_id = @shiftId AND e.by = @staffId AND e.approved_by IS NULL
           AND e.state <> 'redeemed'), 0) AS fen`,
  ).get({ shiftId, staffId });
  return row?.fen ?? 0;
}

/** Who gave or got the cash of a movement; `null` where nobody was named or there is no such movement. */
export function payeeOf(db: Database, fieldKey: Uint8Array, movementId: string): string | null {
  const row = prepared<[string], { payee_enc: Buffer | null }>(
    db,
    'SELECT payee_enc FROM cash_movement WHERE movement_id = ?',
  ).get(movementId);
  return row?.payee_enc ? openField(fieldKey, PAYEE_FIELD, row.payee_enc) : null;
}

function one(
  db: Database,
  fieldKey: Uint8Array,
  where: string,
  key: string,
): ListedMovement | null {
  const row = prepared<[string], MovementRow>(db, `${SELECT} WHERE ${where}`).get(key);
  return row ? fromRow(row, fieldKey) : null;
}

function fromRow(row: MovementRow, fieldKey: Uint8Array): ListedMovement {
  return {
    movementId: row.movement_id,
    requestId: row.request_id,
    shiftId: row.shift_id,
    kind: row.kind,
    amountFen: row.amount_fen,
    category: row.category,
    payee: row.payee_enc ? openField(fieldKey, PAYEE_FIELD, row.payee_enc) : '',
    slipNumber: row.slip_number,
    note: row.note,
    undoes: row.undoes,
    at: row.at,
    by: row.by,
    approvedBy: row.approved_by,
    isUndone: row.is_undone === 1,
  };
}
