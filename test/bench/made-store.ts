import { insertItem } from '../../electron/core/catalog/item-table.ts';
import { insertPriceChange, NO_PRICES } from '../../electron/core/catalog/price-table.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { type Database, inTransaction, openDatabase } from '../../electron/core/db/open.ts';
import { type MadeItem, manyItems } from '../support/many-items.ts';

/** A migrated database with `count` made-up goods in it. */
export function madeStore(count: number, file = ':memory:'): Database {
  const db = openDatabase(file);
  migrate(db);
  fillStore(db, manyItems(count));
  return db;
}

/** Inserts goods the way an import does: item, code, search words and price in one transaction. */
export function fillStore(db: Database, made: Iterable<MadeItem>): void {
  const knownWords = new Set<string>();
  inTransaction(db, () => {
    for (const { item, ean, listFen } of made) {
      const codes = [{ code: ean, kind: 'ean' as const }];
      insertItem(db, { item, codes, importId: null, at: 1, knownWords });
      insertPriceChange(db, {
        ...NO_PRICES,
        sku: item.sku,
        listFen,
        importId: null,
        by: 'system',
        at: 1,
      });
    }
  });
}

/** The `share` quantile of samples. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Milliseconds of each run of `work` over `inputs`, after a warm-up over the first of them. */
export function timeEach<T>(inputs: readonly T[], work: (input: T) => unknown): readonly number[] {
  for (const input of inputs.slice(0, 50)) work(input);
  return inputs.map((input) => {
    const start = performance.now();
    work(input);
    return performance.now() - start;
  });
}
