import type { CloudDatabase } from './database.ts';
import type { Chain } from './journal-copy-table.ts';

/** The journal entry that a fact says it stands in. */
export type JournalAnchor = {
  readonly registerId: string;
  readonly seq: number;
  readonly hash: string;
  readonly factId: string;
};

/** Keeps what facts say of their entries; what was said first stays. */
export async function insertAnchors(
  db: CloudDatabase,
  storeId: string,
  anchors: readonly JournalAnchor[],
): Promise<void> {
  if (anchors.length === 0) return;
  await db
    .insertInto('journal_anchor')
    .values(
      anchors.map(({ registerId, seq, hash, factId }) => ({
        ...{ store_id: storeId, register_id: registerId, seq, hash, fact_id: factId },
      })),
    )
    .onConflict((on) => on.columns(['store_id', 'register_id', 'seq']).doNothing())
    .execute();
}

/** The hashes that facts name for a run of a register's entries. */
export async function anchoredHashes(
  db: CloudDatabase,
  chain: Chain,
  seqs: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (seqs.length === 0) return new Map();
  const rows = await db
    .selectFrom('journal_anchor')
    .select(['seq', 'hash'])
    .where('store_id', '=', chain.storeId)
    .where('register_id', '=', chain.registerId)
    .where('seq', 'in', seqs)
    .execute();
  return new Map(rows.map((row) => [Number(row.seq), row.hash]));
}
