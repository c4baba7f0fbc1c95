import { type Fen, formatYuan } from '../../kernel/money.ts';
import { identityOf } from './item.ts';
import type { PriceRow } from './price-row.ts';

/** At or under this a list price is a placeholder, not a price: 1.00 yuan. */
const PLACEHOLDER_FEN = 100;
const TIMES_OFF = 10;
/** Ten times, with room for prices that end in 9. */
const NEARLY = 0.95;
/** A price this near to another one of its kind has company and is no outlier. */
const COMPANY = 3;
const LEAST_NEIGHBOURS = 3;

/** What the neighbours of a whole list say: the list prices of each category, sorted. */
export type Neighbours = ReadonlyMap<string, readonly number[]>;

export function neighboursOf(rows: readonly PriceRow[]): Neighbours {
  const prices = new Map<string, number[]>();
  for (const { item, listFen } of rows) {
    if (listFen === null || listFen <= PLACEHOLDER_FEN) continue;
    const group = prices.get(item.category);
    if (group) group.push(listFen);
    else prices.set(item.category, [listFen]);
  }
  for (const group of prices.values()) group.sort((a, b) => a - b);
  return prices;
}

/** Goods that stand in the list at more than one price, by identity. */
export function pricedTwice(rows: readonly PriceRow[]): ReadonlySet<string> {
  const seen = new Map<string, Fen>();
  const twice = new Set<string>();
  for (const row of rows) {
    if (row.listFen === null || row.refusedWhy !== null) continue;
    const identity = identityOf(row.item);
    const before = seen.get(identity);
    if (before !== undefined && before !== row.listFen) twice.add(identity);
    seen.set(identity, row.listFen);
  }
  return twice;
}

/**
 * Why a price should not be believed unasked, in words for the owner; `[]` when it may be imported.
 * `oldFen` is the good's list price so far.
 */
export function priceDoubts(
  row: PriceRow,
  around: { readonly neighbours: Neighbours; readonly oldFen: Fen | null },
): readonly string[] {
  const { listFen, costFen, floorFen } = row;
  if (listFen === null) return [];
  const doubts: string[] = [];
  const price = formatYuan(listFen);
  if (listFen <= PLACEHOLDER_FEN) doubts.push(`零售价 ${price} 像是占位，不是真价格`);
  if (costFen !== null && listFen < costFen) {
    doubts.push(`零售价 ${price} 低于成本 ${formatYuan(costFen)}`);
  }
  const { oldFen } = around;
  if (oldFen !== null && oldFen > PLACEHOLDER_FEN && areFarApart(listFen, oldFen)) {
    doubts.push(`零售价 ${price} 与原价 ${formatYuan(oldFen)} 相差十倍，是不是错了小数点`);
  }
  const inRow = costFen ?? row.settlementFen ?? floorFen;
  const isOutlier = stands(listFen, around.neighbours.get(row.item.category) ?? []);
  if (inRow !== null && inRow > PLACEHOLDER_FEN) {
    if (areFarApart(listFen, inRow) && listFen > inRow) {
      doubts.push(`零售价 ${price} 是同一行其他价格的十倍以上`);
    }
  } else if (isOutlier && listFen > PLACEHOLDER_FEN) {
    doubts.push(`零售价 ${price} 与同类商品相差十倍，是不是错了小数点`);
  }
  return doubts;
}

/** A remark that does not hold the row back: a floor above the list price would ask for approval at every sale. */
export function floorRemark({ listFen, floorFen }: PriceRow): string | null {
  if (listFen === null || floorFen === null || floorFen <= listFen) return null;
  return `限价 ${formatYuan(floorFen)} 高于零售价 ${formatYuan(listFen)}`;
}

function areFarApart(a: number, b: number): boolean {
  return Math.max(a, b) >= Math.min(a, b) * TIMES_OFF * NEARLY;
}

/** Whether a price stands alone: ten times off the middle of its category and not near any other price of it. */
function stands(price: number, sorted: readonly number[]): boolean {
  if (sorted.length <= LEAST_NEIGHBOURS) return false;
  const middle = sorted[Math.floor(sorted.length / 2)] ?? price;
  if (!areFarApart(price, middle)) return false;
  const at = lowerBound(sorted, price);
  const next = [sorted[at - 1], sorted[at + 1]].filter((each) => each !== undefined);
  return next.every((each) => Math.max(each, price) > Math.min(each, price) * COMPANY);
}

function lowerBound(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
