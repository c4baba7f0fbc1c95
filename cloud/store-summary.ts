import type { StoreSummary } from '../shared/contract/sync.ts';
import type { CloudDatabase } from './database.ts';
import { storeNodes } from './fact-table.ts';
import { standingAlarms } from './journal-alarm-table.ts';
import { chainEnds } from './journal-copy-table.ts';
import { saleDay } from './sale-day-table.ts';
import { findStore, listStores } from './store-table.ts';

/** A store's takings of one business date, its last receipt and what is missing; `null` for an unknown store. */
export async function summarise(
  db: CloudDatabase,
  storeId: string,
  businessDate: string,
): Promise<StoreSummary | null> {
  const store = await findStore(db, storeId);
  if (!store) return null;
  const day = await saleDay(db, storeId, businessDate);
  const nodes = await storeNodes(db, storeId);
  const journals = await chainEnds(db, storeId);
  const alarms = await standingAlarms(db, storeId);
  return {
    storeId,
    name: store.name,
    businessDate,
    ...day,
    lastContactAt: store.lastContactAt,
    nodes: nodes.map((node) => ({ ...node, missingCount: node.highestSeq - node.factCount })),
    journals: journals.map(({ registerId, lastSeq, lastAt }) => ({ registerId, lastSeq, lastAt })),
    journalAlarms: alarms.map(({ registerId, kind, seq, firstAt }) => ({
      ...{ registerId, kind, seq, firstAt },
    })),
  };
}

/** The summaries of all stores, by store id. */
export async function summariseAll(
  db: CloudDatabase,
  businessDate: string,
  limit: number,
): Promise<readonly StoreSummary[]> {
  const stores = await listStores(db, limit);
  const summaries: StoreSummary[] = [];
  for (const { storeId } of stores) {
    const summary = await summarise(db, storeId, businessDate);
    if (summary) summaries.push(summary);
  }
  return summaries;
}
