import { insertItem } from '../../electron/core/catalog/item-table.ts';
import { insertPriceChange, NO_PRICES } from '../../electron/core/catalog/price-table.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { type Database, inTransaction, openDatabase } from '../../electron/core/db/open.ts';
import { identityOf, typedModel } from '../../shared/domain/catalog/item.ts';
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

/** The same goods without their search words, in a tenth of the time: enough to be looked up by code. */
export function fillShelves(db: Database, made: Iterable<MadeItem>): void {
  const insert = shelfInserts(db);
  inTransaction(db, () => {
    for (const each of made) insert(each);
  });
}

/** Bare inserts of one good's finished rows, by statements prepared once. */
export function shelfInserts(db: Database): (made: MadeItem) => number | bigint {
  const item = db.prepare(
    `INSERT INTO item (sku, kind, brand, model, name, category, energy_grade, colour, spec, unit_label, serial,
       needs_install, identity, typed_model, import_id, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, 1)`,
  );
  const code = db.prepare("INSERT INTO item_code (code, sku, kind) VALUES (?, ?, 'ean')");
  const price = db.prepare(
    "INSERT INTO price_change (sku, list_fen, by, at) VALUES (?, ?, 'system', 1)",
  );
  return ({ item: i, ean, listFen }) => {
    const values = [i.sku, i.kind, i.brand, i.model, i.name, i.category, i.energyGrade, i.colour];
    const more = [i.spec, i.unitLabel, i.serial, i.needsInstall ? 1 : 0];
    const done = item.run(...values, ...more, identityOf(i), typedModel(i.model));
    code.run(ean, i.sku);
    price.run(i.sku, listFen);
    return done.lastInsertRowid;
  };
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
