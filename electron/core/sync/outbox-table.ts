import {
  type FactKind,
  MAX_FACT_BODY,
  type ParkedFact,
  type ParkedReason,
  type PushedFact,
} from '../../../shared/contract/sync.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { SYNC_LIMITS } from '../limits.ts';

export type NewFact = {
  readonly factId: string; // the cloud's idempotency key, at most 80 characters
  readonly kind: FactKind;
  readonly registerId: string;
  readonly body: string; // canonical JSON of an object, without personal data
  readonly createdAt: number; // epoch ms
};

/** What became of one fact that was sent. */
export type Settlement =
  | { readonly factId: string; readonly state: 'acknowledged' }
  | { readonly factId: string; readonly state: 'parked'; readonly reason: string };

export type OutboxCounts = {
  readonly waiting: number;
  readonly parked: number;
  readonly oldestWaitingAt: number | null; // epoch ms
};

type OutboxRow = {
  seq: number;
  fact_id: string;
  kind: string;
  register_id: string;
  body: string;
  created_at: number;
};

/**
 * Puts a fact on its way to the cloud. Call it inside the transaction that writes the fact itself.
 * A fact too large to send is parked at once: the sale goes on, and a person sees it.
 */
export function insertFact(db: Database, fact: NewFact): void {
  const reason: ParkedReason | null = fact.body.length > MAX_FACT_BODY ? 'fact_too_large' : null;
  db.prepare(
    `INSERT INTO outbox (fact_id, kind, register_id, body, created_at, state, reason, settled_at)
     VALUES (@factId, @kind, @registerId, @body, @createdAt, @state, @reason, @settledAt)`,
  ).run({
    ...fact,
    state: reason ? 'parked' : 'waiting',
    reason,
    settledAt: reason ? fact.createdAt : null,
  });
}

// Every query of the open part says `state <> 'acknowledged'`, the condition of the index that holds only that part:
// years of acknowledged facts cost nothing.

/** The oldest waiting facts in sequence, up to both limits; always at least one when any waits. */
export function nextBatch(
  db: Database,
  limits: { readonly facts: number; readonly bytes: number } = {
    facts: SYNC_LIMITS.batchFacts,
    bytes: SYNC_LIMITS.batchBytes,
  },
): readonly PushedFact[] {
  const rows = db
    .prepare<[number], OutboxRow>(
      `SELECT seq, fact_id, kind, register_id, body, created_at FROM outbox
       WHERE state <> 'acknowledged' AND state = 'waiting' ORDER BY seq LIMIT ?`,
    )
    .iterate(limits.facts);
  const batch: PushedFact[] = [];
  let bytes = 0;
  for (const row of rows) {
    bytes += Buffer.byteLength(row.body, 'utf8');
    if (batch.length > 0 && bytes > limits.bytes) break;
    batch.push(fromRow(row));
  }
  return batch;
}

/** Records what became of sent facts. A fact that is settled already stays as it is. */
export function settle(db: Database, settlements: readonly Settlement[], at: number): void {
  const update = db.prepare(
    `UPDATE outbox SET state = @state, reason = @reason, settled_at = @at
     WHERE fact_id = @factId AND state = 'waiting'`,
  );
  inTransaction(db, () => {
    for (const one of settlements) {
      const reason = one.state === 'parked' ? one.reason : null;
      update.run({ factId: one.factId, state: one.state, reason, at });
    }
  });
}

export function outboxCounts(db: Database): OutboxCounts {
  const row = db
    .prepare<[], { waiting: number; parked: number; oldest: number | null }>(
      `SELECT count(*) FILTER (WHERE state = 'waiting') AS waiting,
              count(*) FILTER (WHERE state = 'parked') AS parked,
              min(created_at) FILTER (WHERE state = 'waiting') AS oldest
       FROM outbox WHERE state <> 'acknowledged'`,
    )
    .get();
  return {
    waiting: row?.waiting ?? 0,
    parked: row?.parked ?? 0,
    oldestWaitingAt: row?.oldest ?? null,
  };
}

/** Facts that the cloud would not take, oldest first, with the reason. */
export function listParked(db: Database, limit = SYNC_LIMITS.parkedShown): readonly ParkedFact[] {
  return db
    .prepare<[number], OutboxRow & { reason: string | null; settled_at: number | null }>(
      `SELECT * FROM outbox WHERE state <> 'acknowledged' AND state = 'parked' ORDER BY seq LIMIT ?`,
    )
    .all(limit)
    .map((row) => ({
      factId: row.fact_id,
      seq: row.seq,
      kind: row.kind,
      registerId: row.register_id,
      createdAt: row.created_at,
      parkedAt: row.settled_at ?? row.created_at,
      reason: row.reason ?? 'push_refused',
    }));
}

/**
 * Puts parked facts back in the queue, all of them when `factIds` is null; answers how many.
 * One that is too large to send stays parked.
 */
export function resendParked(db: Database, factIds: readonly string[] | null): number {
  const again = `UPDATE outbox SET state = 'waiting', reason = NULL, settled_at = NULL
    WHERE state <> 'acknowledged' AND state = 'parked' AND length(body) <= ${MAX_FACT_BODY}`;
  if (factIds === null) return db.prepare(again).run().changes;
  return db
    .prepare(`${again} AND fact_id IN (SELECT value FROM json_each(?))`)
    .run(JSON.stringify(factIds)).changes;
}

function fromRow(row: OutboxRow): PushedFact {
  return {
    seq: row.seq,
    factId: row.fact_id,
    kind: row.kind,
    registerId: row.register_id,
    createdAt: row.created_at,
    body: row.body,
  };
}

/** Whether a fact has arrived; `null` for one that was never put on its way. */
export function factState(
  db: Database,
  factId: string,
): 'waiting' | 'acknowledged' | 'parked' | null {
  const row = prepared<[string], { state: 'waiting' | 'acknowledged' | 'parked' }>(
    db,
    'SELECT state FROM outbox WHERE fact_id = ?',
  ).get(factId);
  return row?.state ?? null;
}
