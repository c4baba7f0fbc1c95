import type { Pieces } from '../../../shared/domain/shift/denominations.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type HandoverAnswer = {
  readonly toShiftId: string;
  readonly verdict: 'accepted' | 'disputed';
  readonly receivedFen: Fen;
  readonly inBy: string; // staff id
  readonly reason: string;
  readonly at: number;
};
export type HandoverSettlement = {
  readonly bears: 'shop' | 'outgoing' | 'incoming';
  readonly note: string;
  readonly by: string; // staff id
  readonly at: number;
};
export type NewHandover = {
  readonly handoverId: string;
  readonly registerId: string;
  readonly fromShiftId: string;
  readonly handedFen: Fen;
  readonly outBy: string; // staff id
  readonly at: number;
};

/** A drawer that changed hands, with all that is known of it so far. */
export type Handover = NewHandover & {
  readonly fromShiftNumber: number;
  readonly countCount: number;
  readonly isDayClosed: boolean; // a Z report holds the shift that handed over
  readonly answer: HandoverAnswer | null;
  readonly settlement: HandoverSettlement | null;
};

export type HandoverCount = {
  readonly seq: number;
  readonly countedBy: string; // staff id
  readonly countedAt: number;
  readonly pieces: Pieces;
  readonly countedFen: Fen;
};

type HandoverRow = {
  handover_id: string;
  register_id: string;
  from_shift_id: string;
  handed_fen: Fen;
  out_by: string;
  at: number;
  from_number: number;
  count_count: number;
  is_day_closed: 0 | 1;
  to_shift_id: string | null;
  verdict: 'accepted' | 'disputed';
  received_fen: Fen;
  in_by: string;
  reason: string;
  answered_at: number;
  bears: 'shop' | 'outgoing' | 'incoming' | null;
  note: string;
  settled_by: string;
  settled_at: number;
};

const SELECT = `SELECT h.*, s.number AS from_number,
    (SELECT count(*) FROM handover_count c WHERE c.handover_id = h.handover_id) AS count_count,
    EXISTS (SELECT 1 FROM z_shift z WHERE z.shift_id = h.from_shift_id) AS is_day_closed,
    a.to_shift_id, a.verdict, a.received_fen, a.in_by, a.reason, a.at AS answered_at,
    t.bears, t.note, t.by AS settled_by, t.at AS settled_at
  FROM handover h JOIN shift s ON s.shift_id = h.from_shift_id
  LEFT JOIN handover_answer a ON a.handover_id = h.handover_id
  LEFT JOIN handover_settlement t ON t.handover_id = h.handover_id`;

export function insertHandover(db: Database, handover: NewHandover): void {
  prepared(
    db,
    `INSERT INTO handover (handover_id, register_id, from_shift_id, handed_fen, out_by, at)
     VALUES (@handoverId, @registerId, @fromShiftId, @handedFen, @outBy, @at)`,
  ).run(handover);
}

export function insertHandoverCount(db: Database, handoverId: string, count: HandoverCount): void {
  prepared(
    db,
    `INSERT INTO handover_count (handover_id, seq, counted_by, counted_at, counts, counted_fen)
     VALUES (@handoverId, @seq, @countedBy, @countedAt, @counts, @countedFen)`,
  ).run({ ...count, handoverId, counts: JSON.stringify(count.pieces) });
}

export function insertHandoverAnswer(
  db: Database,
  handoverId: string,
  answer: HandoverAnswer,
): void {
  prepared(
    db,
    `INSERT INTO handover_answer (handover_id, to_shift_id, verdict, received_fen, in_by, reason, at)
     VALUES (@handoverId, @toShiftId, @verdict, @receivedFen, @inBy, @reason, @at)`,
  ).run({ ...answer, handoverId });
}

export function insertSettlement(
  db: Database,
  handoverId: string,
  settlement: HandoverSettlement,
): void {
  prepared(
    db,
    `INSERT INTO handover_settlement (handover_id, bears, note, by, at)
     VALUES (@handoverId, @bears, @note, @by, @at)`,
  ).run({ ...settlement, handoverId });
}

export function handoverById(db: Database, handoverId: string): Handover | null {
  const row = prepared<[string], HandoverRow>(db, `${SELECT} WHERE h.handover_id = ?`).get(
    handoverId,
  );
  return row ? fromRow(row) : null;
}

/**
 * The drawer of this register that was handed over and neither taken nor closed with its day; `null` when none waits. It
 * can only be the last shift's, since nothing opens behind it.
 */
export function waitingHandover(db: Database, registerId: string): Handover | null {
  const row = prepared<[string], HandoverRow>(
    db,
    `${SELECT} WHERE a.handover_id IS NULL AND h.from_shift_id = (
         SELECT shift_id FROM shift WHERE register_id = (SELECT ?) ORDER BY number DESC LIMIT 1)
       AND NOT EXISTS (SELECT 1 FROM z_shift z WHERE z.shift_id = h.from_shift_id)`,
  ).get(registerId);
  return row ? fromRow(row) : null;
}

/** Disputed handovers that no manager has settled, oldest first, of every register of the store. */
export function unsettledHandovers(db: Database): readonly Handover[] {
  return prepared<[], HandoverRow>(
    db,
    `${SELECT} WHERE a.verdict = 'disputed' AND t.handover_id IS NULL ORDER BY h.at, s.number`,
  )
    .all()
    .map(fromRow);
}

/** The newest handovers of a register. */
export function handoversOf(db: Database, registerId: string, limit: number): readonly Handover[] {
  return prepared<[string, number], HandoverRow>(
    db,
    `${SELECT} WHERE h.register_id = ? ORDER BY s.number DESC LIMIT ?`,
  )
    .all(registerId, limit)
    .map(fromRow);
}

function fromRow(row: HandoverRow): Handover {
  return {
    handoverId: row.handover_id,
    registerId: row.register_id,
    fromShiftId: row.from_shift_id,
    handedFen: row.handed_fen,
    outBy: row.out_by,
    at: row.at,
    fromShiftNumber: row.from_number,
    countCount: row.count_count,
    isDayClosed: row.is_day_closed === 1,
    answer:
      row.to_shift_id === null
        ? null
        : {
            toShiftId: row.to_shift_id,
            verdict: row.verdict,
            receivedFen: row.received_fen,
            inBy: row.in_by,
            reason: row.reason,
            at: row.answered_at,
          },
    settlement:
      row.bears === null
        ? null
        : { bears: row.bears, note: row.note, by: row.settled_by, at: row.settled_at },
  };
}
