import { inTransaction } from '../db/open.ts';
import type { Till } from '../till.ts';
import { freeSku } from './create-item.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import type { PlannedRow } from './import-plan.ts';
import { catalogueState, insertItem, itemBySku, lastItemNumber } from './item-table.ts';

/** New goods that are written but asleep: their skus by identity, and the rows whose codes are written too. */
export type StagedItems = {
  readonly skus: ReadonlyMap<string, string>;
  readonly codedRows: ReadonlySet<PlannedRow>;
  readonly afterNo: number; // they have item numbers above this
  readonly state: string; // of the catalogue with them in it
};

type Stage = {
  readonly importId: string;
  readonly state: string; // of the catalogue that the rows were compared with
  readonly knownWords: Set<string>;
};

/**
 * Writes the new goods among `rows` asleep, each few in a transaction of their own, and gives way in between: nobody
 * finds or sells them yet. What a power cut leaves of them is woken by the next list that names them. `null` when
 * somebody else changed the catalogue meanwhile.
 */
export async function stageNewItems(
  till: Till,
  rows: readonly PlannedRow[],
  { importId, state, knownWords }: Stage,
): Promise<StagedItems | null> {
  const { db } = till;
  const afterNo = lastItemNumber(db);
  const skus = new Map<string, string>();
  const firstOf = new Set<string>();
  const fresh = rows.filter(({ sku, identity }) => {
    if (sku !== null || firstOf.has(identity)) return false;
    firstOf.add(identity);
    return true;
  });
  let now = state;
  for (let from = 0; from < fresh.length; from += IMPORT_LIMITS.stagedRows) {
    const few = fresh.slice(from, from + IMPORT_LIMITS.stagedRows);
    const isStaged = inTransaction(db, () => {
      if (catalogueState(db) !== now) return false;
      for (const row of few) {
        const sku = skuFor(till, row);
        const item = { ...row.source.item, sku };
        const at = till.clock.now();
        insertItem(db, { item, codes: row.codes, importId, at, isAsleep: true, knownWords });
        skus.set(row.identity, sku);
      }
      now = catalogueState(db);
      return true;
    });
    if (!isStaged) return null;
    till.announce({ type: 'import.progress', done: from + few.length, total: fresh.length });
    await new Promise(setImmediate);
  }
  return { skus, codedRows: new Set(fresh), afterNo, state: now };
}

/** The list's own code where it is free and looks like one, else a sku that the identity decides. */
function skuFor({ db }: Till, row: PlannedRow): string {
  const own = row.codes.find(({ kind }) => kind === 'own')?.code;
  const isFree = own !== undefined && own.length >= 4 && itemBySku(db, own) === null;
  return isFree ? own : freeSku(db, row.identity);
}
