import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Why a store goes on as a new lane. */
export type LaneCause = 'restore' | 'clone' | 'rolled_back';

export type Lane = {
  readonly registerId: string;
  readonly nodeId: string;
  readonly epoch: number;
  readonly why: LaneCause;
  readonly continuesRegister: string;
  readonly continuesSeq: number;
  readonly continuesHash: string;
  readonly restoredFrom: string;
  readonly at: number; // epoch ms
};

type LaneRow = {
  register_id: string;
  node_id: string;
  epoch: number;
  why: LaneCause;
  continues_register: string;
  continues_seq: number;
  continues_hash: string;
  restored_from: string;
  at: number;
};

/**
 * The register that this node sells on: the lane of the node in the store row, else the first register.
 * Null in a store that has no register yet.
 */
export function currentRegister(db: Database): string | null {
  const row = prepared<[], { register_id: string }>(
    db,
    `SELECT register_id FROM lane WHERE node_id = (SELECT node_id FROM store)
     UNION ALL SELECT * FROM (SELECT register_id FROM register ORDER BY rowid LIMIT 1) LIMIT 1`,
  ).get();
  return row?.register_id ?? null;
}

/** The lane that this node sells on; null for a store's first one. */
export function currentLane(db: Database): Lane | null {
  const row = prepared<[], LaneRow>(
    db,
    'SELECT * FROM lane WHERE node_id = (SELECT node_id FROM store)',
  ).get();
  if (!row) return null;
  return {
    registerId: row.register_id,
    nodeId: row.node_id,
    epoch: row.epoch,
    why: row.why,
    continuesRegister: row.continues_register,
    continuesSeq: row.continues_seq,
    continuesHash: row.continues_hash,
    restoredFrom: row.restored_from,
    at: row.at,
  };
}

export function insertLane(db: Database, lane: Lane): void {
  db.prepare(
    `INSERT INTO lane (register_id, node_id, epoch, why, continues_register, continues_seq, continues_hash,
       restored_from, at)
     VALUES (@registerId, @nodeId, @epoch, @why, @continuesRegister, @continuesSeq, @continuesHash,
       @restoredFrom, @at)`,
  ).run(lane);
}

/** From now on the store writes as another node, in a later epoch. */
export function moveStore(db: Database, node: { nodeId: string; epoch: number }): void {
  db.prepare('UPDATE store SET node_id = @nodeId, epoch = @epoch').run(node);
}

/**
 * Carts go along to the new lane under ids of its own, because a cart becomes one sale at most and the old lane may
 * have sold it since. The one that was open is held, since whoever rang it up may have been served meanwhile.
 */
export function moveCarts(
  db: Database,
  move: { readonly from: string; readonly to: string; readonly label: string; readonly at: number },
): void {
  db.prepare(
    `UPDATE cart SET state = 'held', label = coalesce(label, @label), held_at = coalesce(held_at, @at),
       register_id = @to WHERE register_id = @from`,
  ).run(move);
  db.pragma('defer_foreign_keys = ON'); // until the commit: both sides get the same new id
  const renamed = "SET cart_id = cart_id || '~' || @to";
  db.prepare(
    `UPDATE cart_line ${renamed} WHERE cart_id IN (SELECT cart_id FROM cart WHERE register_id = @to)`,
  ).run(move);
  db.prepare(`UPDATE cart ${renamed} WHERE register_id = @to`).run(move);
}

/** A cart that turned out to have been sold before the restore; under whichever lane's id it waits. */
export function deleteSoldCart(db: Database, cartId: string): void {
  prepared(db, "DELETE FROM cart WHERE cart_id = @cartId OR cart_id LIKE @cartId || '~%'").run({
    cartId,
  });
}

/** Nobody stays signed in over a restore, and no slip of before prints now. */
export function endWorkInHand(db: Database, at: number): void {
  db.prepare('UPDATE staff_session SET ended_at = ? WHERE ended_at IS NULL').run(at);
  db.prepare(
    `UPDATE print_job SET state = 'cancelled', finished_at = ?
     WHERE state = 'queued' OR (state = 'sent' AND finished_at IS NULL)`,
  ).run(at);
}

/**
 * Numbers the outbox anew for a new node: what waits counts from 1 in its order, what is settled keeps its order
 * below zero. What still waits may have been sent before the restore; the cloud knows each fact by its id.
 */
export function renumberOutbox(db: Database): void {
  const { lowest } = db
    .prepare<[], { lowest: number }>('SELECT min(0, coalesce(min(seq), 0)) AS lowest FROM outbox')
    .get() ?? { lowest: 0 };
  const settled = db
    .prepare<[], { seq: number }>(
      `SELECT seq FROM outbox WHERE state = 'acknowledged' AND seq > 0 ORDER BY seq DESC`,
    )
    .all();
  const open = db
    .prepare<[], { seq: number }>(
      `SELECT seq FROM outbox WHERE state <> 'acknowledged' ORDER BY seq`,
    )
    .all();
  const move = db.prepare('UPDATE outbox SET seq = ? WHERE seq = ?');
  settled.forEach(({ seq }, index) => {
    move.run(lowest - 1 - index, seq);
  });
  open.forEach(({ seq }, index) => {
    if (seq !== index + 1) move.run(index + 1, seq);
  });
  db.prepare("DELETE FROM sqlite_sequence WHERE name = 'outbox'").run();
  db.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('outbox', ?)").run(open.length);
}

/** Notes that what the cloud held beyond the restored backup is back. */
export function insertCatchUp(
  db: Database,
  done: { registerId: string; at: number; entryCount: number; saleCount: number },
): void {
  db.prepare(
    `INSERT INTO catch_up (register_id, at, entry_count, sale_count)
     VALUES (@registerId, @at, @entryCount, @saleCount)`,
  ).run(done);
}

export function catchUpOf(db: Database, registerId: string): { readonly saleCount: number } | null {
  return (
    prepared<[string], { saleCount: number }>(
      db,
      'SELECT sale_count AS saleCount FROM catch_up WHERE register_id = ?',
    ).get(registerId) ?? null
  );
}

/** The hash of one journal entry; null when the database does not have it. */
export function hashAt(db: Database, registerId: string, seq: number): string | null {
  return (
    prepared<[string, number], { hash: string }>(
      db,
      'SELECT hash FROM journal WHERE register_id = ? AND seq = ?',
    ).get(registerId, seq)?.hash ?? null
  );
}

export function hasLane(db: Database, nodeId: string): boolean {
  const row = prepared<[string], { found: 1 }>(
    db,
    'SELECT 1 AS found FROM lane WHERE node_id = ?',
  ).get(nodeId);
  return row !== undefined;
}

/** Shifts that a register has not closed: their cash is counted with the drawer, they themselves stay open for good. */
export function unfinishedShifts(
  db: Database,
  registerId: string,
): readonly { readonly shiftId: string; readonly number: number }[] {
  return db
    .prepare<[string], { shiftId: string; number: number }>(
      `SELECT shift_id AS shiftId, number FROM shift s WHERE register_id = ? AND NOT EXISTS (
         SELECT 1 FROM shift_transition t WHERE t.shift_id = s.shift_id AND t.state = 'closed')`,
    )
    .all(registerId);
}
