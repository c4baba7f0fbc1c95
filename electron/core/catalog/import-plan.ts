import { identityOf } from '../../../shared/domain/catalog/item.ts';
import {
  floorRemark,
  type Neighbours,
  neighboursOf,
  priceDoubts,
  pricedTwice,
} from '../../../shared/domain/catalog/price-doubts.ts';
import type { PriceRow } from '../../../shared/domain/catalog/price-row.ts';
import type { Fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import { type ItemCode, skuOfCode, skusOfIdentity } from './item-table.ts';
import { currentPrices, NO_PRICES, type Prices } from './price-table.ts';

/** What an import will do with one row. A `held` row waits until the owner ticks it. */
export type PlannedRow = {
  readonly source: PriceRow;
  readonly identity: string;
  readonly verdict: 'new' | 'changed' | 'unchanged' | 'refused';
  readonly sku: string | null; // the good it is, `null` for a new one
  readonly isAsleep: boolean; // that good was taken back by an undo and wakes up
  readonly codes: readonly ItemCode[]; // those to add
  readonly before: Prices;
  readonly after: Prices;
  readonly held: boolean;
  readonly why: readonly string[];
};

/** Compares a price list with the catalogue. Reads only; other work gets its turn meanwhile when `rest` is given. */
export function* planRows(db: Database, rows: readonly PriceRow[]): Generator<PlannedRow> {
  const planner = newPlanner(db, rows);
  for (const row of rows) yield planner(row);
}

/** Like `planRows`, giving way every so many rows. */
export async function planInTurns(
  db: Database,
  rows: readonly PriceRow[],
  progress: (done: number) => void,
): Promise<readonly PlannedRow[]> {
  const planned: PlannedRow[] = [];
  for (const row of planRows(db, rows)) {
    planned.push(row);
    if (planned.length % IMPORT_LIMITS.chunkRows === 0) {
      progress(planned.length);
      await new Promise(setImmediate);
    }
  }
  return planned;
}

type Seen = { readonly codeOwner: Map<string, string>; readonly after: Map<string, Prices> };

function newPlanner(db: Database, rows: readonly PriceRow[]): (row: PriceRow) => PlannedRow {
  const neighbours = neighboursOf(rows);
  const twice = pricedTwice(rows);
  const seen: Seen = { codeOwner: new Map(), after: new Map() };
  return (source) => planRow(db, source, { neighbours, twice, seen });
}

type Around = {
  readonly neighbours: Neighbours;
  readonly twice: ReadonlySet<string>;
  readonly seen: Seen;
};

function planRow(db: Database, source: PriceRow, { neighbours, twice, seen }: Around): PlannedRow {
  const identity = identityOf(source.item);
  const base = { source, identity, codes: [], isAsleep: false, held: false };
  if (source.refusedWhy !== null) {
    const why = [source.refusedWhy];
    return { ...base, verdict: 'refused', sku: null, before: NO_PRICES, after: NO_PRICES, why };
  }
  const known = knownItem(db, identity, source.codes);
  const inFile = seen.after.get(identity);
  const before =
    inFile ?? (known && known.is_active === 1 ? currentPrices(db, known.sku) : NO_PRICES);
  const after = merged(before, source);
  const codes = freeCodes(db, { codes: source.codes, identity, sku: known?.sku ?? null, seen });
  const doubts = [...priceDoubts(source, { neighbours, oldFen: inFile ? null : before.listFen })];
  if (twice.has(identity)) doubts.push(`同一型号在表里有两个价格（${source.item.model}）`);
  const floor = floorRemark(source);
  const isNew = inFile === undefined && (known === null || known.is_active === 0);
  seen.after.set(identity, after);
  return {
    ...base,
    verdict: isNew ? 'new' : samePrices(before, after) ? 'unchanged' : 'changed',
    sku: known?.sku ?? null,
    isAsleep: known?.is_active === 0,
    codes: codes.free,
    before,
    after,
    held: doubts.length > 0,
    why: [...doubts, ...(floor ? [floor] : []), ...codes.remarks, ...source.remarks],
  };
}

type KnownItem = { readonly sku: string; readonly is_active: 0 | 1 };

/** The good of this identity; where there are several, the one that a code of the row also names. */
function knownItem(db: Database, identity: string, codes: readonly ItemCode[]): KnownItem | null {
  const same = skusOfIdentity(db, identity);
  if (same.length < 2) return same[0] ?? null;
  const coded = new Set(codes.map(({ code }) => skuOfCode(db, code)));
  return same.find(({ sku }) => [...coded].some((each) => each === sku)) ?? same[0] ?? null;
}

/** A cell the list leaves blank keeps what the shop had. */
function merged(before: Prices, row: PriceRow): Prices {
  const pick = (now: Fen | null, old: Fen | null) => (now === null ? old : now);
  return {
    listFen: pick(row.listFen, before.listFen),
    floorFen: pick(row.floorFen, before.floorFen),
    settlementFen: pick(row.settlementFen, before.settlementFen),
    costFen: pick(row.costFen, before.costFen),
  };
}

export function samePrices(a: Prices, b: Prices): boolean {
  return (
    a.listFen === b.listFen &&
    a.floorFen === b.floorFen &&
    a.settlementFen === b.settlementFen &&
    a.costFen === b.costFen
  );
}

type Wanted = {
  readonly codes: readonly ItemCode[];
  readonly identity: string;
  readonly sku: string | null;
  readonly seen: Seen;
};

/** Codes of a row that no other good has, in the shop or in this list; a taken one is left out and said. */
function freeCodes(
  db: Database,
  { codes, identity, sku, seen }: Wanted,
): { readonly free: readonly ItemCode[]; readonly remarks: readonly string[] } {
  const free: ItemCode[] = [];
  const remarks: string[] = [];
  for (const each of codes) {
    const owner = skuOfCode(db, each.code);
    const inFile = seen.codeOwner.get(each.code);
    if (owner !== null && owner === sku) continue;
    if (owner !== null || (inFile !== undefined && inFile !== identity)) {
      remarks.push(`编码 ${each.code} 已属于另一件商品，没有导入这个编码`);
    } else if (inFile === undefined) {
      seen.codeOwner.set(each.code, identity);
      free.push(each);
    }
  }
  return { free, remarks };
}
