import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchWords } from '../../electron/core/catalog/search-words.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { type Database, inTransaction, openDatabase } from '../../electron/core/db/open.ts';
import { type MadeItem, manyItems } from '../support/many-items.ts';
import { type BenchRecord, compared } from './bench.ts';
import { fillStore, shelfInserts } from './made-store.ts';

const COUNT = 100_000;
const ROUNDS = 3;
const LEAST_PER_SECOND = 20_000;

/**
 * G8: the first catalogue (goods, codes, prices, search words) against bare inserts of the same finished rows and
 * search terms into the same tables with the same indexes, on the same disk; the better of three rounds of each.
 */
function firstCatalogue(): readonly BenchRecord[] {
  const items = [...manyItems(COUNT)];
  const finished = items.map(({ item, ean }) => searchWords(item, [ean]));
  const words = [...new Set(finished.flatMap((each) => each.words))];
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    ours.push(timeFill((db) => fillStore(db, items)));
    bare.push(timeFill((db) => fillBare(db, { items, finished, words })));
  }
  const best = { ours: Math.min(...ours), bare: Math.min(...bare) };
  const bench = 'first-catalogue';
  const rate = { bench, metric: 'rate', value: (COUNT * 1000) / best.ours, unit: 'items/s' };
  return [
    compared(
      { bench, metric: 'total', value: best.ours, unit: 'ms' },
      { name: 'bare insert + index', value: best.bare },
      { is: '<=', bound: 2 },
    ),
    compared(rate, { name: '20k items/s', value: LEAST_PER_SECOND }, { is: '>=', bound: 1 }),
  ];
}

/** Milliseconds of a fill of a new store, after which all of it has to be there. */
function timeFill(fill: (db: Database) => void): number {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  const db = openDatabase(join(folder, 'store.sqlite'));
  try {
    migrate(db);
    const start = performance.now();
    fill(db);
    const took = performance.now() - start;
    for (const table of ['item', 'item_code', 'price_change', 'item_search']) {
      const count = db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
      if (count !== COUNT) throw new Error(`${table} has ${count}`);
    }
    return took;
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Finished = {
  readonly items: readonly MadeItem[];
  readonly finished: readonly { readonly tokens: string }[];
  readonly words: readonly string[];
};

function fillBare(db: Database, { items, finished, words }: Finished): void {
  const shelf = shelfInserts(db);
  const search = db.prepare('INSERT INTO item_search (rowid, terms) VALUES (?, ?)');
  const word = db.prepare('INSERT INTO search_word (word) VALUES (?)');
  inTransaction(db, () => {
    for (const [at, made] of items.entries()) search.run(shelf(made), finished[at]?.tokens);
    for (const each of words) word.run(each);
  });
}

export const benches = { 'first-catalogue': firstCatalogue };
