import { sql } from 'kysely';
import type { CloudDatabase } from './database.ts';
import type { ReadFact } from './read-fact.ts';

/** Who pushes: one writing machine of a store; a restored one counts in a new epoch. */
export type FactOrigin = {
  readonly storeId: string;
  readonly nodeId: string;
  readonly epoch: number;
};

export type KnownFact = { readonly factId: string; readonly contentHash: string };
export type NodeProgress = {
  readonly contiguousSeq: number;
  readonly highestSeq: number;
  readonly factCount: number;
};

/** Which of these ids the store has sent before, with the hash of what they held. */
export async function knownFacts(
  db: CloudDatabase,
  storeId: string,
  factIds: readonly string[],
): Promise<readonly KnownFact[]> {
  if (factIds.length === 0) return [];
  const rows = await db
    .selectFrom('fact')
    .select(['fact_id', 'content_hash'])
    .where('store_id', '=', storeId)
    .where('fact_id', 'in', factIds)
    .execute();
  return rows.map((row) => ({ factId: row.fact_id, contentHash: row.content_hash }));
}

/** Which of these sequence numbers of a node are taken, by facts of its own or by ones another node had sent before. */
export async function takenSeqs(
  db: CloudDatabase,
  origin: FactOrigin,
  seqs: readonly number[],
): Promise<readonly number[]> {
  if (seqs.length === 0) return [];
  const of = (table: 'fact' | 'fact_again') =>
    db
      .selectFrom(table)
      .select('seq')
      .where('store_id', '=', origin.storeId)
      .where('node_id', '=', origin.nodeId)
      .where('epoch', '=', origin.epoch)
      .where('seq', 'in', seqs);
  const rows = await of('fact').unionAll(of('fact_again')).execute();
  return rows.map((row) => Number(row.seq));
}

/** Notes facts that the store had sent from another node, under the numbers of this one. */
export async function insertKnownAgain(
  db: CloudDatabase,
  origin: FactOrigin,
  facts: readonly Pick<ReadFact, 'seq' | 'factId'>[],
  receivedAt: number,
): Promise<void> {
  if (facts.length === 0) return;
  await db
    .insertInto('fact_again')
    .values(
      facts.map(({ seq, factId }) => ({
        store_id: origin.storeId,
        node_id: origin.nodeId,
        epoch: origin.epoch,
        seq,
        fact_id: factId,
        received_at: receivedAt,
      })),
    )
    .execute();
}

/** Inserts facts that are known to be new; a clash throws and rolls the batch back. */
export async function insertFacts(
  db: CloudDatabase,
  origin: FactOrigin,
  facts: readonly ReadFact[],
  receivedAt: number,
): Promise<void> {
  if (facts.length === 0) return;
  await db
    .insertInto('fact')
    .values(
      facts.map((fact) => ({
        store_id: origin.storeId,
        node_id: origin.nodeId,
        epoch: origin.epoch,
        seq: fact.seq,
        fact_id: fact.factId,
        kind: fact.kind,
        register_id: fact.registerId,
        created_at: fact.createdAt,
        received_at: receivedAt,
        content_hash: fact.contentHash,
        // As text with a cast: the two drivers disagree on how a text becomes jsonb.
        body: sql`${fact.canonicalBody}::text::jsonb`,
      })),
    )
    .execute();
}

export async function nodeProgress(db: CloudDatabase, origin: FactOrigin): Promise<NodeProgress> {
  const row = await db
    .selectFrom('store_node')
    .selectAll()
    .where('store_id', '=', origin.storeId)
    .where('node_id', '=', origin.nodeId)
    .where('epoch', '=', origin.epoch)
    .executeTakeFirst();
  if (!row) return { contiguousSeq: 0, highestSeq: 0, factCount: 0 };
  return progressOf(row);
}

export async function storeNodes(
  db: CloudDatabase,
  storeId: string,
): Promise<readonly (NodeProgress & { readonly nodeId: string; readonly epoch: number })[]> {
  const rows = await db
    .selectFrom('store_node')
    .selectAll()
    .where('store_id', '=', storeId)
    .orderBy('node_id')
    .orderBy('epoch')
    .execute();
  return rows.map((row) => ({ nodeId: row.node_id, epoch: row.epoch, ...progressOf(row) }));
}

export async function saveProgress(
  db: CloudDatabase,
  origin: FactOrigin,
  progress: NodeProgress,
): Promise<void> {
  const changing = {
    contiguous_seq: progress.contiguousSeq,
    highest_seq: progress.highestSeq,
    fact_count: progress.factCount,
  };
  await db
    .insertInto('store_node')
    .values({
      store_id: origin.storeId,
      node_id: origin.nodeId,
      epoch: origin.epoch,
      ...changing,
    })
    .onConflict((on) => on.columns(['store_id', 'node_id', 'epoch']).doUpdateSet(changing))
    .execute();
}

/** The end of the unbroken run of sequence numbers that goes on after `from`. */
export async function endOfRun(
  db: CloudDatabase,
  origin: FactOrigin,
  from: number,
): Promise<number> {
  const found = await sql<{ seq: number | string }>`
    SELECT coalesce(max(seq), ${from}::bigint) AS seq FROM (
      SELECT seq, row_number() OVER (ORDER BY seq) AS place FROM (
        SELECT seq, store_id, node_id, epoch FROM fact
        UNION ALL SELECT seq, store_id, node_id, epoch FROM fact_again
      ) AS come
      WHERE store_id = ${origin.storeId} AND node_id = ${origin.nodeId}
        AND epoch = ${origin.epoch} AND seq > ${from}::bigint
    ) AS ahead WHERE seq = ${from}::bigint + place`.execute(db);
  return Number(found.rows[0]?.seq ?? from);
}

function progressOf(row: {
  contiguous_seq: number | string;
  highest_seq: number | string;
  fact_count: number | string;
}): NodeProgress {
  return {
    contiguousSeq: Number(row.contiguous_seq),
    highestSeq: Number(row.highest_seq),
    factCount: Number(row.fact_count),
  };
}
