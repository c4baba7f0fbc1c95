import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Payload } from './recorded-row-table.ts';

/** Why an entry that came back from the cloud's copy does not stand in the store as it happened. */
export type ConflictCause =
  | 'unit_returned_twice' // the same unit was paid back on both lanes
  | 'serial_sold_twice'
  | 'cart_sold_twice' // the same basket was paid on both lanes
  | 'deposit_ended_twice' // the same deposit was redeemed, paid back or kept on both lanes
  | 'request_twice' // one press of a button, carried out on both lanes
  | 'copy_broken' // the cloud's copy does not follow from what the store has
  | 'not_rebuilt'; // its rows contradict what the store holds

/**
 * An entry of another lane that contradicts what this store did meanwhile. The entry itself stays, word for word.
 * `kept`: whether all its rows are there, all but those that contradict, or none.
 */
export type Conflict = {
  readonly registerId: string;
  readonly seq: number;
  readonly type: string;
  readonly why: ConflictCause;
  readonly kept: 'all' | 'part' | 'none';
  /** What a person knows it by: a receipt's or a return's number. */
  readonly name: string;
  /** The facts it is about, for the rules between facts. */
  readonly ids: readonly string[];
};

/** Every conflict that the journal of a restored lane names; a store that fetched nothing back has none. */
export function conflictsOf(db: Database): readonly Conflict[] {
  const rows = db
    .prepare<[], { conflict: string }>(
      `SELECT c.value AS conflict FROM journal j, json_each(j.payload, '$.conflicts') c
       WHERE j.register_id IN (SELECT register_id FROM lane) AND j.type = 'RESTORED'
       ORDER BY j.register_id, j.seq`,
    )
    .all();
  return rows.map(({ conflict }) => JSON.parse(conflict) as Conflict); // written by this program alone
}

/** Those of a register that no Z report of it has named yet. */
export function conflictsSinceZ(db: Database, registerId: string): readonly Conflict[] {
  const rows = db
    .prepare<[{ registerId: string }], { conflict: string }>(
      `SELECT c.value AS conflict FROM journal j, json_each(j.payload, '$.conflicts') c
       WHERE j.register_id = @registerId AND j.type = 'RESTORED'
         AND j.seq > coalesce((SELECT report ->> '$.journalSeq' FROM z_report
           WHERE register_id = @registerId ORDER BY number DESC LIMIT 1), 0)
       ORDER BY j.seq`,
    )
    .all({ registerId });
  return rows.map(({ conflict }) => JSON.parse(conflict) as Conflict);
}

/**
 * What of an entry in conflict stands in the rows (`kept: 'part'`): the press that made it bears another id, and units
 * that an earlier return holds stayed out.
 */
export function bookedPart(db: Database, payload: Payload): Payload {
  const { requestId: _, ...rest } = payload;
  if (!Array.isArray(payload.units)) return rest;
  const elsewhere = prepared<[unknown, unknown, unknown, unknown], { found: 1 }>(
    db,
    `SELECT 1 AS found FROM returned_unit
     WHERE sale_id = ? AND position = ? AND unit = ? AND return_id <> ?`,
  );
  const { saleId, returnId } = payload;
  const units = (payload.units as readonly Payload[]).filter(
    ({ position, unit }) => !elsewhere.get(saleId, position, unit, returnId),
  );
  return { ...rest, units };
}
