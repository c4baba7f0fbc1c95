import { sql } from 'kysely';
import type { CopiedEntry, CopiedKey, CopiedSignature } from '../shared/contract/journal-copy.ts';
import type { CloudDatabase } from './database.ts';

/** One register's chain: which store, which register. */
export type Chain = { readonly storeId: string; readonly registerId: string };

export type ChainEnd = {
  readonly registerId: string;
  readonly lastSeq: number;
  readonly lastHash: string;
  readonly lastAt: number; // epoch ms
  readonly saleCount: number;
};

/** Where a register's copy ends, or `null` when there is none. */
export async function chainEnd(db: CloudDatabase, chain: Chain): Promise<ChainEnd | null> {
  const row = await db
    .selectFrom('journal_register')
    .selectAll()
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .executeTakeFirst();
  return row ? endFrom(row) : null;
}

/** Every register of a store whose journal is kept here. */
export async function chainEnds(db: CloudDatabase, storeId: string): Promise<readonly ChainEnd[]> {
  const rows = await db
    .selectFrom('journal_register')
    .selectAll()
    .where('store_id', '=', storeId)
    .orderBy('register_id')
    .execute();
  return rows.map(endFrom);
}

export async function saveChainEnd(
  db: CloudDatabase,
  storeId: string,
  end: ChainEnd,
  receivedAt: number,
): Promise<void> {
  const changing = {
    last_seq: end.lastSeq,
    last_hash: end.lastHash,
    last_at: end.lastAt,
    sale_count: end.saleCount,
    received_at: receivedAt,
  };
  await db
    .insertInto('journal_register')
    .values({ store_id: storeId, register_id: end.registerId, ...changing })
    .onConflict((on) => on.columns(['store_id', 'register_id']).doUpdateSet(changing))
    .execute();
}

/** The hashes kept under a run of numbers. */
export async function heldHashes(
  db: CloudDatabase,
  chain: Chain,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('journal_entry')
    .select(['seq', 'hash'])
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(rows.map((row) => [Number(row.seq), row.hash]));
}

/** Inserts entries that are known to be new; a clash throws and rolls the run back. */
export async function insertEntries(
  db: CloudDatabase,
  chain: Chain,
  entries: readonly CopiedEntry[],
  from: { readonly nodeId: string; readonly epoch: number; readonly receivedAt: number },
): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto('journal_entry')
    .values(
      entries.map((entry) => ({
        store_id: chain.storeId,
        register_id: chain.registerId,
        seq: entry.seq,
        node_id: from.nodeId,
        epoch: from.epoch,
        type: entry.type,
        started_at: entry.startedAt,
        ended_at: entry.endedAt,
        operator: entry.operator,
        payload: entry.payload,
        prev_hash: entry.prevHash,
        hash: entry.hash,
        received_at: from.receivedAt,
      })),
    )
    .execute();
}

/** Keeps signatures and keys as they came first; what came once is never replaced. */
export async function insertProofs(
  db: CloudDatabase,
  chain: Chain,
  signatures: readonly CopiedSignature[],
  keys: readonly CopiedKey[],
): Promise<void> {
  const place = { store_id: chain.storeId, register_id: chain.registerId };
  if (signatures.length > 0) {
    await db
      .insertInto('journal_signature')
      .values(
        signatures.map((s) => ({ ...place, seq: s.seq, key_id: s.keyId, signature: s.signature })),
      )
      .onConflict((on) => on.columns(['store_id', 'register_id', 'seq']).doNothing())
      .execute();
  }
  if (keys.length > 0) {
    await db
      .insertInto('journal_key')
      .values(
        keys.map((key) => ({
          ...place,
          key_id: key.keyId,
          public_key: key.publicKey,
          since_seq: key.sinceSeq,
          at: key.at,
        })),
      )
      .onConflict((on) => on.columns(['store_id', 'register_id', 'key_id']).doNothing())
      .execute();
  }
}

/** The entries after a number, in order, up to a count and a size of payloads; at least one when there is any. */
export async function entriesAfter(
  db: CloudDatabase,
  chain: Chain,
  after: number,
  limits: { readonly entries: number; readonly characters: number },
): Promise<readonly CopiedEntry[]> {
  const rows = await sql<{ seq: number | string; before: number | string }>`
    SELECT seq, sum(length(payload)) OVER (ORDER BY seq) - length(payload) AS before FROM (
      SELECT seq, payload FROM journal_entry
      WHERE store_id = ${chain.storeId} AND register_id = ${chain.registerId} AND seq > ${after}::bigint
      ORDER BY seq LIMIT ${limits.entries}::integer
    ) AS ahead ORDER BY seq`.execute(db);
  const fitting = rows.rows.filter((row) => Number(row.before) < limits.characters);
  const last = Number(fitting.at(-1)?.seq ?? after);
  const entries = await db
    .selectFrom('journal_entry')
    .selectAll()
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .where('seq', '>', after)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute();
  return entries.map((row) => ({
    seq: Number(row.seq),
    type: row.type,
    startedAt: Number(row.started_at),
    endedAt: Number(row.ended_at),
    operator: row.operator,
    payload: row.payload,
    prevHash: row.prev_hash,
    hash: row.hash,
  }));
}

/** The signatures over a run of entries. */
export async function signaturesBetween(
  db: CloudDatabase,
  chain: Chain,
  first: number,
  last: number,
): Promise<readonly CopiedSignature[]> {
  const rows = await db
    .selectFrom('journal_signature')
    .selectAll()
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .where('seq', '>=', first)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ seq: Number(row.seq), keyId: row.key_id, signature: row.signature }));
}

export async function publicKeys(db: CloudDatabase, chain: Chain): Promise<readonly CopiedKey[]> {
  const rows = await db
    .selectFrom('journal_key')
    .selectAll()
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .orderBy('since_seq')
    .execute();
  return rows.map((row) => ({
    keyId: row.key_id,
    publicKey: row.public_key,
    sinceSeq: Number(row.since_seq),
    at: Number(row.at),
  }));
}

function endFrom(row: {
  register_id: string;
  last_seq: number | string;
  last_hash: string;
  last_at: number | string;
  sale_count: number | string;
}): ChainEnd {
  return {
    registerId: row.register_id,
    lastSeq: Number(row.last_seq),
    lastHash: row.last_hash,
    lastAt: Number(row.last_at),
    saleCount: Number(row.sale_count),
  };
}
