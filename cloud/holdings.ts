import type { JournalPage, StoreHoldings } from '../shared/contract/journal-copy.ts';
import type { CloudDatabase } from './database.ts';
import { storeNodes } from './fact-table.ts';
import {
  type Chain,
  chainEnd,
  chainEnds,
  entriesAfter,
  publicKeys,
  signaturesBetween,
} from './journal-copy-table.ts';
import { CLOUD_LIMITS } from './limits.ts';
import { lastReceipt, saleCountOf } from './sale-day-table.ts';
import { findStore } from './store-table.ts';

/** What the cloud still holds of a store; `null` for an unknown one. */
export async function holdingsOf(
  db: CloudDatabase,
  storeId: string,
): Promise<StoreHoldings | null> {
  if (!(await findStore(db, storeId))) return null;
  const nodes = await storeNodes(db, storeId);
  const registers = await chainEnds(db, storeId);
  return {
    storeId,
    saleCount: await saleCountOf(db, storeId),
    ...(await lastReceipt(db, storeId)),
    registers: [...registers],
    nodes: nodes.map(({ nodeId, epoch, highestSeq }) => ({ nodeId, epoch, highestSeq })),
  };
}

/** A page of a register's journal after a number; an unknown register has an empty one. */
export async function pageOf(db: CloudDatabase, chain: Chain, after: number): Promise<JournalPage> {
  const entries = await entriesAfter(db, chain, after, {
    entries: CLOUD_LIMITS.pageEntries,
    characters: CLOUD_LIMITS.pageCharacters,
  });
  const first = entries.at(0)?.seq ?? after;
  const last = entries.at(-1)?.seq ?? after;
  return {
    registerId: chain.registerId,
    entries: [...entries],
    signatures: [...(await signaturesBetween(db, chain, first, last))],
    publicKeys: [...(await publicKeys(db, chain))],
    lastSeq: (await chainEnd(db, chain))?.lastSeq ?? 0,
  };
}
