import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import { unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import { SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';
import { fen, timesMilli } from '../../../shared/kernel/money.ts';
import type { MoneyFact, ReturnedLineFact, SoldLineFact } from './report-facts-table.ts';
import {
  type Dimension,
  type Measures,
  NO_MEASURES,
  type RollupRow,
} from './report-rollup-table.ts';

/** Raised when what is summed changes, so that sums of an older program are added up anew. */
export const FOLD_VERSION = 1;

export type Facts = {
  readonly sold: Iterable<SoldLineFact>;
  readonly returned: Iterable<ReturnedLineFact>;
  readonly tenders: Iterable<MoneyFact>;
  readonly refunds: Iterable<MoneyFact>;
};

export type Folded = {
  readonly rows: readonly RollupRow[];
  readonly lastSold: ReadonlyMap<string, number>;
};

/** What stands in the key of a deduction. */
export type DeductionKey = readonly [funding: string, brand: string, kind: string, reason: string];

/**
 * Adds facts up by business date and each of their properties. A return counts on the day it was made: for the
 * hour it was made in, for the brand and category it brought back, and for the person who had sold it.
 */
export function foldFacts(facts: Facts): Folded {
  const sums = new Map<string, RollupRow>();
  const lastSold = new Map<string, number>();
  foldSold(sums, lastSold, facts.sold);
  foldReturned(sums, facts.returned);
  for (const { businessDate, kind, count, amountFen } of facts.tenders) {
    add(sums, ['tender', businessDate, kind], { saleCount: count, netFen: amountFen });
  }
  for (const { businessDate, kind, count, amountFen } of facts.refunds) {
    add(sums, ['tender', businessDate, kind], { returnCount: count, returnedFen: amountFen });
  }
  return { rows: [...sums.values()], lastSold };
}

/** The hour of the shop's clock, `00` to `23`. */
export function hourOf(at: number): string {
  return String(new Date(at + SHANGHAI_OFFSET_MS).getUTCHours()).padStart(2, '0');
}

type Sums = Map<string, RollupRow>;
type Place = readonly [dimension: Dimension, businessDate: string, key: string];

function foldSold(sums: Sums, lastSold: Map<string, number>, lines: Iterable<SoldLineFact>): void {
  let saleId = '';
  let met = new Set<string>();
  for (const line of lines) {
    if (line.saleId !== saleId) {
      saleId = line.saleId;
      met = new Set();
    }
    const amounts = soldAmounts(line);
    for (const [dimension, key, isWhole] of placesOf(line, hourOf(line.completedAt))) {
      const name = `${dimension} ${key}`;
      const isFirst = !met.has(name);
      met.add(name);
      add(sums, [dimension, line.businessDate, key], {
        ...amounts,
        saleCount: isFirst ? 1 : 0,
        roundingFen: isFirst && isWhole ? line.saleRoundingFen : 0,
      });
    }
    for (const { funding, kind, reason, amountFen } of adjustmentsOf(line.adjustments)) {
      const key = deductionKey([funding, line.brand, kind, reason]);
      add(sums, ['deduction', line.businessDate, key], { saleCount: 1, netFen: amountFen });
    }
    lastSold.set(line.sku, Math.max(lastSold.get(line.sku) ?? 0, line.completedAt));
  }
}

function soldAmounts(line: SoldLineFact): Partial<Measures> {
  const { quantityMilli, netFen, unitCostFen } = line;
  const sold = { unitMilli: quantityMilli, listFen: line.listFen, netFen };
  if (unitCostFen === null) return { ...sold, uncostedCount: 1 };
  return { ...sold, costFen: timesMilli(fen(unitCostFen), quantityMilli), costedFen: netFen };
}

function foldReturned(sums: Sums, lines: Iterable<ReturnedLineFact>): void {
  let returnId = '';
  let met = new Set<string>();
  for (const line of lines) {
    if (line.returnId !== returnId) {
      returnId = line.returnId;
      met = new Set();
    }
    const amounts = returnedAmounts(line);
    const places = [
      ...placesOf(line, hourOf(line.at)),
      ['return_reason', line.reason, true] as const,
      ['return_by', line.by, true] as const,
    ];
    for (const [dimension, key] of places) {
      const name = `${dimension} ${key}`;
      const returnCount = met.has(name) ? 0 : 1;
      met.add(name);
      add(sums, [dimension, line.businessDate, key], { ...amounts, returnCount });
    }
    foldTakenBack(sums, line);
  }
}

/**
 * What of each deduction goes back with returned units: in proportion to what the units were cheaper by, so that a
 * line that came back whole leaves nothing of its deductions, in however many returns.
 */
function foldTakenBack(sums: Sums, line: ReturnedLineFact): void {
  const whole = line.listFen - line.lineNetFen;
  if (whole === 0) return;
  const unitList = unitCountOf(line.quantityMilli) === 1 ? line.listFen : line.unitListFen;
  const before = unitList * line.unitsBefore - line.netBeforeFen;
  const after = before + unitList * line.units - line.netFen;
  for (const { funding, kind, reason, amountFen } of adjustmentsOf(line.adjustments)) {
    const share = (part: number) => Math.floor((amountFen * part) / whole);
    const key = deductionKey([funding, line.brand, kind, reason]);
    const returnedFen = share(after) - share(before);
    add(sums, ['deduction', line.businessDate, key], { returnCount: 1, returnedFen });
  }
}

function returnedAmounts(line: ReturnedLineFact): Partial<Measures> {
  const unitMilli = line.quantityMilli / unitCountOf(line.quantityMilli);
  const back = {
    returnedMilli: unitMilli * line.units,
    returnedFen: line.netFen,
    returnedRoundingFen: line.roundingFen,
  };
  if (line.unitCostFen === null) return back;
  // What came back damaged stays paid for.
  const restocked = timesMilli(fen(line.unitCostFen), unitMilli * line.restockedUnits);
  return { ...back, returnedCostFen: restocked, returnedCostedFen: line.netFen };
}

/** Where a line counts; `true` for what a sale belongs to as a whole. */
function placesOf(
  line: SoldLineFact | ReturnedLineFact,
  hour: string,
): readonly (readonly [dimension: Dimension, key: string, isWhole: boolean])[] {
  return [
    ['day', '', true],
    ['hour', hour, true],
    ['staff', line.cashierId, true],
    ['brand', line.brand, false],
    ['category', line.category, false],
    ['kind', line.kind, false],
  ];
}

function deductionKey(parts: DeductionKey): string {
  return JSON.stringify(parts);
}

function adjustmentsOf(text: string): readonly Adjustment[] {
  // Written by the sale only.
  return text === '[]' ? [] : (JSON.parse(text) as readonly Adjustment[]);
}

function add(sums: Sums, [dimension, businessDate, key]: Place, amounts: Partial<Measures>): void {
  const name = `${dimension} ${businessDate} ${key}`;
  let row = sums.get(name);
  if (!row) {
    row = { dimension, businessDate, key, ...NO_MEASURES };
    sums.set(name, row);
  }
  addMeasures(row, amounts);
}

/** Adds `amounts` to `sums`. */
export function addMeasures(sums: Measures, amounts: Partial<Measures>): void {
  for (const name in amounts) {
    const measure = name as keyof Measures; // the keys of a Partial<Measures>
    sums[measure] += amounts[measure] ?? 0;
  }
}
