import type { Cell, ReportColumn, ReportTable } from '../../../shared/contract/reports.ts';
import { bars, figure, type PageAsked, type PageParts, shareOf, table } from './report-parts.ts';
import type { Dimension, Period } from './report-rollup-table.ts';
import { sumsByDate, sumsByKey, totalOf } from './report-source.ts';
import { staffNames } from './sales-pages.ts';

/** What came back: by reason, by brand, by who took it back. */
export function returnsPage(asked: PageAsked): PageParts {
  const { source, period, beside } = asked;
  const sumsOf = (of: Period) => totalOf(sumsByDate(source, of).values());
  const sums = sumsOf(period);
  const was = beside && sumsOf(beside);
  const names = staffNames(asked);
  const reasons = rowsBy(asked, 'return_reason');
  const people = rowsBy(asked, 'return_by').map((row): readonly Cell[] => [
    names.get(String(row[0])) ?? row[0] ?? '',
    ...row.slice(1),
  ]);
  return {
    figures: [
      figure('returned', 'fen', sums.returnedFen, was?.returnedFen),
      figure('return_count', 'count', sums.returnCount, was?.returnCount),
      figure('return_rate', 'rate', shareOf(sums.returnedFen, sums.netFen)),
      figure('refunded', 'fen', sums.returnedFen - sums.returnedRoundingFen),
    ],
    chart: bars(
      reasons.map(([reason]) => String(reason)),
      'word',
      [{ key: 'returned', values: reasons.map((row) => Number(row[3])), tone: 'main' }],
      { placeWords: 'reason' },
    ),
    tables: [
      returnTable('return_reasons', { key: 'reason', kind: 'word', words: 'reason' }, reasons),
      returnTable(
        'return_brands',
        { key: 'brand', kind: 'word', words: 'none' },
        rowsBy(asked, 'brand'),
      ),
      returnTable('return_people', { key: 'taken_by', kind: 'text' }, people),
    ],
    notes: [],
  };
}

function rowsBy({ source, period }: PageAsked, dimension: Dimension): readonly (readonly Cell[])[] {
  return [...sumsByKey(source, dimension, period)]
    .filter(([, sums]) => sums.returnCount > 0)
    .map(([key, sums]): readonly Cell[] => [
      key,
      sums.returnCount,
      sums.returnedMilli,
      sums.returnedFen,
      sums.returnedFen - sums.returnedRoundingFen,
    ])
    .toSorted((a, b) => Number(b[3]) - Number(a[3]));
}

function returnTable(
  key: string,
  name: ReportColumn,
  rows: readonly (readonly Cell[])[],
): ReportTable {
  const sums = ['returned_units', 'returned', 'refunded'];
  return table({
    key,
    columns: [
      name,
      { key: 'return_count', kind: 'count' },
      { key: 'returned_units', kind: 'milli' },
      { key: 'returned', kind: 'fen' },
      { key: 'refunded', kind: 'fen' },
    ],
    rows,
    // A return with goods of two brands counts for both.
    sums: name.key === 'brand' ? sums : ['return_count', ...sums],
  });
}
