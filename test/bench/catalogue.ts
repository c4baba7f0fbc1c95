import MiniSearch from 'minisearch';
import { findByCode, searchItems } from '../../electron/core/catalog/search.ts';
import { readingOf } from '../../electron/core/catalog/search-words.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { inTransaction, openDatabase } from '../../electron/core/db/open.ts';
import { type MadeItem, manyItems, seeded } from '../support/many-items.ts';
import { fillStore, madeStore, quantile, timeEach } from './made-store.ts';

const COUNT = 100_000;
const SEED = 9;

type Figure = {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly against: string;
  readonly againstValue: number;
  readonly ratio: number;
  readonly goal: string;
  readonly pass: boolean;
};

function figure(of: Omit<Figure, 'ratio' | 'pass'>, most: number): Figure {
  const ratio = of.value / of.againstValue;
  return { ...of, ratio, pass: ratio <= most };
}

function sample(items: readonly MadeItem[], count: number): readonly MadeItem[] {
  const random = seeded(SEED);
  return Array.from(
    { length: count },
    () => items[Math.floor(random() * items.length)] as MadeItem,
  );
}

/** Finding one good by its barcode, against the bare point look-up of the item's row. */
async function lookup(): Promise<readonly Figure[]> {
  const items = [...manyItems(COUNT)];
  const db = madeStore(COUNT);
  const bare = db.prepare<[string], { sku: string }>(
    'SELECT i.* FROM item_code c JOIN item i ON i.sku = c.sku WHERE c.code = ?',
  );
  const asked = sample(items, 5_000);
  for (const { item, ean } of asked) {
    if (findByCode(db, ean)?.sku !== item.sku || bare.get(ean)?.sku !== item.sku)
      throw new Error(ean);
  }
  const ours = timeEach(asked, ({ ean }) => findByCode(db, ean));
  const theirs = timeEach(asked, ({ ean }) => bare.get(ean));
  const common = { bench: 'lookup.code', unit: 'ms', against: 'better-sqlite3 point lookup' };
  const p50 = { metric: 'p50', value: quantile(ours, 0.5), againstValue: quantile(theirs, 0.5) };
  const p99 = { metric: 'p99', value: quantile(ours, 0.99), againstValue: 1 };
  db.close();
  return [
    figure({ ...common, ...p50, goal: '<=10' }, 10),
    figure({ ...common, ...p99, against: 'goal in ms', goal: '<=1' }, 1),
  ];
}

const characters = (text: string): string[] =>
  text
    .toLowerCase()
    .match(/[a-z0-9]+|\p{Script=Han}/gu)
    ?.map(String) ?? [];

/** Searching while typing, against MiniSearch over the same texts (name, pinyin, initials). */
async function search(): Promise<readonly Figure[]> {
  const items = [...manyItems(COUNT)];
  const db = madeStore(COUNT);
  const peer = new MiniSearch({ fields: ['text'], idField: 'sku', tokenize: characters });
  const initials = ({ item }: MadeItem) =>
    readingOf(item.brand + item.category)
      .map((each) => each[0])
      .join('');
  for (const made of items) {
    peer.add({ sku: made.item.sku, text: `${made.item.name} ${initials(made)}` });
  }
  const asked = sample(items, 200);
  const kinds: Readonly<Record<string, (made: MadeItem) => string>> = {
    zh: ({ item }) => `${item.brand.replace(/[^\u4e00-\u9fff]/g, '')}${item.category}`,
    initials,
  };
  const figures = Object.entries(kinds).flatMap(([kind, typed]) => {
    const queries = asked.map(typed);
    const ask = (text: string) => peer.search(text, { prefix: true, combineWith: 'AND' });
    for (const text of queries.slice(0, 20)) {
      if (searchItems(db, text, 20).length === 0 || ask(text).length === 0) throw new Error(text);
    }
    const ours = timeEach(queries, (text) => searchItems(db, text, 20));
    const theirs = timeEach(queries, ask);
    const common = { bench: `search.${kind}`, unit: 'ms' };
    const p50 = { value: quantile(ours, 0.5), againstValue: quantile(theirs, 0.5) };
    return [
      figure({ ...common, metric: 'p50', ...p50, against: 'minisearch', goal: '<=0.1' }, 0.1),
      figure(
        {
          ...common,
          metric: 'p99',
          value: quantile(ours, 0.99),
          againstValue: 16,
          against: 'goal in ms',
          goal: '<=1',
        },
        1,
      ),
    ];
  });
  db.close();
  return figures;
}

/** The first catalogue, against bare inserts of the same finished rows and index entries. */
async function firstCatalogue(): Promise<readonly Figure[]> {
  const items = [...manyItems(COUNT)];
  const store = openDatabase(':memory:');
  migrate(store);
  const start = performance.now();
  fillStore(store, items);
  const ours = performance.now() - start;
  const theirs = bareInsert(items);
  if (store.prepare('SELECT count(*) FROM item').pluck().get() !== COUNT) throw new Error('lost');
  store.close();
  const common = { bench: 'first-catalogue', metric: 'total', value: ours, unit: 'ms' };
  return [
    figure({ ...common, againstValue: theirs, against: 'bare insert + FTS5', goal: '<=2' }, 2),
    figure(
      { ...common, againstValue: (COUNT / 20_000) * 1000, against: '20k items/s', goal: '<=1' },
      1,
    ),
  ];
}

function bareInsert(items: readonly MadeItem[]): number {
  const db = openDatabase(':memory:');
  db.exec(`CREATE TABLE item (sku TEXT UNIQUE, brand, model, name, category); CREATE TABLE code (code TEXT PRIMARY KEY, sku);
    CREATE TABLE price (sku, fen); CREATE INDEX price_by_sku ON price (sku);
    CREATE VIRTUAL TABLE words USING fts5 (terms, content = '', detail = none, tokenize = 'unicode61')`);
  const insert = [
    db.prepare('INSERT INTO item VALUES (?, ?, ?, ?, ?)'),
    db.prepare('INSERT INTO code VALUES (?, ?)'),
    db.prepare('INSERT INTO price VALUES (?, ?)'),
    db.prepare('INSERT INTO words (terms) VALUES (?)'),
  ] as const;
  const start = performance.now();
  inTransaction(db, () => {
    for (const { item, ean, listFen } of items) {
      insert[0].run(item.sku, item.brand, item.model, item.name, item.category);
      insert[1].run(ean, item.sku);
      insert[2].run(item.sku, listFen);
      insert[3].run(item.name);
    }
  });
  const took = performance.now() - start;
  db.close();
  return took;
}

export const benches = { lookup, search, 'first-catalogue': firstCatalogue };
