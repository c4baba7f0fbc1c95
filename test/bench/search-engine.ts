/**
 * One search engine over made-up goods in a process of its own: `node search-engine.ts ENGINE COUNT ASKED`.
 * Prints what building the index took, the memory it added, and how each kind of question was answered.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, memoryUsage, stdout } from 'node:process';
import FlexSearch from 'flexsearch';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import { searchItems } from '../../electron/core/catalog/search.ts';
import { indexItem } from '../../electron/core/catalog/search-table.ts';
import { readingOf } from '../../electron/core/catalog/search-words.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { inTransaction, openDatabase } from '../../electron/core/db/open.ts';
import { type MadeItem, manyItems } from '../support/many-items.ts';
import { quantileOf } from './bench.ts';
import { fillShelves } from './made-store.ts';
import {
  KINDS,
  type Kind,
  keystrokes,
  questions,
  textsOf,
  tokensOf,
  typedTokens,
} from './search-questions.ts';

const SHOWN = 20;
const SEED = 9;
const MB = 1024 * 1024;

/** Answers the numbers (places in the list of goods) of the first hits. */
type Search = (text: string) => readonly number[];
export type EngineName = keyof typeof ENGINES;
export type EngineReport = {
  readonly buildMs: number;
  readonly rssMb: number;
  readonly kinds: Readonly<Record<Kind, { p50: number; p99: number; hit: number }>>;
};

/** Takes the goods in, then builds its index when called. */
type Engine = (items: readonly MadeItem[]) => () => Search;

/** The goods are in their store already, as they are in the memory of the others; the index is what is built. */
const ours: Engine = (items) => {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const db = openDatabase(join(folder, 'store.sqlite'));
  migrate(db);
  fillShelves(db, items);
  const places = new Map(items.map(({ item }, at) => [item.sku, at]));
  return () => {
    const known = new Set<string>();
    inTransaction(db, () => {
      for (const [at, { item, ean }] of items.entries()) indexItem(db, at + 1, item, [ean], known);
    });
    return (text) => searchItems(db, text, SHOWN).map(({ sku }) => places.get(sku) ?? -1);
  };
};

const minisearch: Engine = (items) => () => {
  const index = new MiniSearch<{ id: number; zh: string; latin: string }>({
    fields: ['zh', 'latin'],
    tokenize: tokensOf,
    searchOptions: {
      tokenize: typedTokens,
      combineWith: 'AND',
      prefix: true,
      fuzzy: slipsForgiven,
    },
  });
  for (const [id, made] of items.entries()) index.add({ id, ...textsOf(made) });
  return (text) =>
    index
      .search(text)
      .slice(0, SHOWN)
      .map(({ id }) => Number(id));
};

/** Two edits, or two swapped letters would not be found; a word of three letters has room for one only. */
function slipsForgiven(term: string): number | false {
  if (!/^[a-z0-9]{3}/.test(term)) return false;
  return term.length > 3 ? 2 : 1;
}

const flexsearch: Engine = (items) => () => {
  const index = new FlexSearch.Index({ tokenize: 'forward', encode: tokensOf });
  for (const [id, made] of items.entries()) {
    const { zh, latin } = textsOf(made);
    index.add(id, `${zh} ${latin}`);
  }
  return (text) => index.search(typedTokens(text).join(' '), { limit: SHOWN }).map(Number);
};

const fuse: Engine = (items) => () => {
  const keys = ['zh', 'latin'];
  const index = new Fuse(items.map(textsOf), { keys, threshold: 0.2, ignoreLocation: true });
  return (text) => index.search(text, { limit: SHOWN }).map(({ refIndex }) => refIndex);
};

const ENGINES = { ours, minisearch, flexsearch, fuse } as const;

function report(engine: EngineName, count: number, asked: number): EngineReport {
  const items = [...manyItems(count)];
  readingOf('的'); // the dictionary is loaded for either side
  const before = memory();
  const build = ENGINES[engine](items);
  const start = performance.now();
  const search = build();
  const buildMs = performance.now() - start;
  const rssMb = (memory() - before) / MB;
  const kinds = Object.fromEntries(
    KINDS.map((kind) => [kind, measure(search, items, kind, asked)]),
  ) as EngineReport['kinds'];
  return { buildMs, rssMb, kinds };
}

function measure(search: Search, items: readonly MadeItem[], kind: Kind, asked: number) {
  const all = questions(items, kind, { count: asked, seed: SEED });
  const hits = all.filter(({ text, isRight }) =>
    search(text).some((at) => items[at] !== undefined && isRight(items[at])),
  ).length;
  const samples = all
    .flatMap(({ text }) => keystrokes(text))
    .map((text) => {
      const start = performance.now();
      search(text);
      return performance.now() - start;
    });
  return { p50: quantileOf(samples, 0.5), p99: quantileOf(samples, 0.99), hit: hits / asked };
}

function memory(): number {
  globalThis.gc?.();
  return memoryUsage().rss;
}

const [engine, count, asked] = argv.slice(2);
stdout.write(JSON.stringify(report(engine as EngineName, Number(count), Number(asked))));
