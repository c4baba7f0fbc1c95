import { sql } from 'kysely';
import type { CloudDatabase } from './database.ts';
import type { Chain } from './journal-copy-table.ts';

/** Something is wrong with a register's journal: kept as it was seen first, counted when it comes again. */
export type JournalAlarm = {
  readonly seq: number;
  readonly kind: 'gap' | 'fork' | 'broken';
  readonly sentHash: string; // empty where nothing was under the number
  readonly heldHash: string; // the same
};

export async function raiseAlarm(
  db: CloudDatabase,
  chain: Chain,
  alarm: JournalAlarm,
  from: { readonly nodeId: string; readonly epoch: number; readonly receivedAt: number },
): Promise<void> {
  await db
    .insertInto('journal_alarm')
    .values({
      store_id: chain.storeId,
      register_id: chain.registerId,
      seq: alarm.seq,
      kind: alarm.kind,
      sent_hash: alarm.sentHash,
      held_hash: alarm.heldHash,
      node_id: from.nodeId,
      epoch: from.epoch,
      first_at: from.receivedAt,
      last_at: from.receivedAt,
      times: 1,
    })
    .onConflict((on) =>
      on.columns(['store_id', 'register_id', 'seq', 'kind', 'sent_hash']).doUpdateSet({
        last_at: sql`excluded.last_at`,
        times: sql`journal_alarm.times + 1`,
      }),
    )
    .execute();
}

/** Alarms that still stand: every fork and broken run, and gaps that have not been filled since. */
export async function standingAlarms(
  db: CloudDatabase,
  storeId: string,
): Promise<readonly (JournalAlarm & { readonly registerId: string; readonly firstAt: number })[]> {
  const rows = await db
    .selectFrom('journal_alarm as a')
    .leftJoin('journal_register as r', (join) =>
      join.onRef('r.store_id', '=', 'a.store_id').onRef('r.register_id', '=', 'a.register_id'),
    )
    .selectAll('a')
    .where('a.store_id', '=', storeId)
    .where((is) =>
      is.or([
        is('a.kind', '<>', 'gap'),
        is('r.last_seq', 'is', null),
        is('r.last_seq', '<', is.ref('a.seq')),
      ]),
    )
    .orderBy('a.first_at')
    .orderBy('a.register_id')
    .orderBy('a.seq')
    .execute();
  return rows.map((row) => ({
    registerId: row.register_id,
    seq: Number(row.seq),
    kind: row.kind,
    sentHash: row.sent_hash,
    heldHash: row.held_hash,
    firstAt: Number(row.first_at),
  }));
}
