import { type Database, inTransaction } from '../db/open.ts';
import {
  idsAt,
  newestRows,
  refundsOf,
  returnedLines,
  soldLines,
  tendersOf,
} from './report-facts-table.ts';
import { REPORT_LIMITS } from './report-limits.ts';
import {
  addToRollup,
  clearRollup,
  type Dimension,
  keepLastSold,
  type Mark,
  type Measures,
  markOf,
  NO_MEASURES,
  type Period,
  putMark,
  storedSums,
} from './report-rollup-table.ts';
import { addMeasures, FOLD_VERSION, type Folded, foldFacts } from './rollup-fold.ts';

/** What reports read: the stored sums, and the facts that are not in them yet, added up for this reading. */
export type ReportSource = {
  readonly db: Database;
  readonly fresh: Folded;
  /** False where the stored sums do not fit the facts and cannot be made anew: then all is in `fresh`. */
  readonly usesStored: boolean;
};

const NOTHING: Mark = {
  version: FOLD_VERSION,
  saleRow: 0,
  saleId: null,
  returnRow: 0,
  returnId: null,
};

/**
 * Adds what is new to the stored sums, step by step so that selling goes on in between; little stays for the next
 * time: fewer than `foldAt` sales and returns. Sums that do not fit the facts are thrown away first. A full disk
 * leaves them as they are: whoever reads adds the rest up.
 */
export async function keepSums(db: Database, foldAt: number = REPORT_LIMITS.foldAt): Promise<void> {
  try {
    if (!isFitting(db)) inTransaction(db, () => clearRollup(db));
    if (pendingCount(db) < foldAt) return;
    while (pendingCount(db) > 0) {
      inTransaction(db, () => foldStep(db));
      await new Promise((resolve) => setImmediate(resolve));
    }
  } catch (error) {
    const isFull = error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';
    if (!isFull) throw error;
  }
}

/** The source as the facts stand now. */
export function openSource(db: Database): ReportSource {
  const usesStored = isFitting(db);
  const mark = usesStored ? (markOf(db) ?? NOTHING) : NOTHING;
  return { db, usesStored, fresh: foldBetween(db, mark, newestRows(db)) };
}

/** Sums of a period for each key of a dimension. */
export function sumsByKey(
  source: ReportSource,
  dimension: Dimension,
  period: Period,
): ReadonlyMap<string, Measures> {
  return merged(source, dimension, period, 'key');
}

/** Sums of a period for each business date on which anything happened. */
export function sumsByDate(source: ReportSource, period: Period): ReadonlyMap<string, Measures> {
  return merged(source, 'day', period, 'businessDate');
}

export function totalOf(sums: Iterable<Measures>): Measures {
  const total = { ...NO_MEASURES };
  for (const each of sums) addMeasures(total, each);
  return total;
}

function merged(
  { db, fresh, usesStored }: ReportSource,
  dimension: Dimension,
  period: Period,
  by: 'key' | 'businessDate',
): ReadonlyMap<string, Measures> {
  const sums = new Map(usesStored ? storedSums(db, dimension, period, by) : []);
  for (const row of fresh.rows) {
    if (row.dimension !== dimension) continue;
    if (row.businessDate < period.from || row.businessDate > period.to) continue;
    const { dimension: _, businessDate: __, key: ___, ...measures } = row;
    const sum = { ...(sums.get(row[by]) ?? NO_MEASURES) };
    addMeasures(sum, measures);
    sums.set(row[by], sum);
  }
  return sums;
}

function foldStep(db: Database): void {
  const mark = markOf(db) ?? NOTHING;
  const newest = newestRows(db);
  const through = {
    saleRow: Math.min(newest.saleRow, mark.saleRow + REPORT_LIMITS.foldStep),
    returnRow: Math.min(newest.returnRow, mark.returnRow + REPORT_LIMITS.foldStep),
  };
  const folded = foldBetween(db, mark, through);
  addToRollup(db, folded.rows);
  keepLastSold(db, folded.lastSold);
  putMark(db, { version: FOLD_VERSION, ...through, ...idsAt(db, through) });
}

function foldBetween(
  db: Database,
  mark: Mark,
  through: { readonly saleRow: number; readonly returnRow: number },
): Folded {
  const sales = { after: mark.saleRow, through: through.saleRow };
  const returns = { after: mark.returnRow, through: through.returnRow };
  return foldFacts({
    sold: soldLines(db, sales),
    returned: returnedLines(db, returns),
    tenders: tendersOf(db, sales),
    refunds: refundsOf(db, returns),
  });
}

/** Whether the mark still stands on the facts it was set on, by this version of the sums. */
function isFitting(db: Database): boolean {
  const mark = markOf(db);
  if (!mark) return true;
  const ids = idsAt(db, mark);
  return (
    mark.version === FOLD_VERSION && mark.saleId === ids.saleId && mark.returnId === ids.returnId
  );
}

function pendingCount(db: Database): number {
  const mark = markOf(db) ?? NOTHING;
  const newest = newestRows(db);
  return newest.saleRow - mark.saleRow + newest.returnRow - mark.returnRow;
}
