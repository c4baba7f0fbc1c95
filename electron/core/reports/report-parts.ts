import type {
  Cell,
  ReportChart,
  ReportColumn,
  ReportFigure,
  ReportPage,
  ReportTable,
} from '../../../shared/contract/reports.ts';
import type { Till } from '../till.ts';
import type { Measures, Period } from './report-rollup-table.ts';
import type { ReportSource } from './report-source.ts';

/** What a page is made from. */
export type PageAsked = {
  readonly till: Till;
  readonly source: ReportSource;
  readonly period: Period;
  readonly beside: Period | null;
  readonly today: string; // the business date now
  readonly seesMargin: boolean;
};

/** What each page makes; the rest of a page is the same for all. */
export type PageParts = Pick<ReportPage, 'figures' | 'chart' | 'tables' | 'notes'>;

/** What was sold less what came back, in fen. */
export function netOf(sums: Measures): number {
  return sums.netFen - sums.returnedFen;
}

/** What is taken off, as a table shows it; nothing is a plain nothing. */
export function minus(amount: number): number {
  return amount === 0 ? 0 : -amount;
}

/** A part of a whole in ten-thousandths; `null` of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? Math.round((part * 10_000) / whole) : null;
}

export function figure(
  key: string,
  kind: ReportFigure['kind'],
  value: number | null,
  was: number | null = null,
): ReportFigure {
  return { key, kind, value, was, change: changeOf(kind, value, was) };
}

function changeOf(
  kind: ReportFigure['kind'],
  value: number | null,
  was: number | null,
): number | null {
  if (value === null || was === null) return null;
  if (kind === 'rate') return value - was;
  return was > 0 ? Math.round(((value - was) * 10_000) / was) : null;
}

type TableParts = {
  readonly key: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns that add up; the others stay empty in the row of totals. */
  readonly sums?: readonly string[];
  /** Totals that are no sum of their column. */
  readonly totals?: Readonly<Record<string, Cell>>;
};

/** A table with its row of totals. */
export function table({ key, columns, rows, sums, totals }: TableParts): ReportTable {
  const total = (column: ReportColumn, index: number): Cell => {
    if (totals && column.key in totals) return totals[column.key] ?? null;
    if (!sums?.includes(column.key)) return null;
    return rows.reduce((sum, row) => sum + Number(row[index] ?? 0), 0);
  };
  const hasTotals = (sums !== undefined || totals !== undefined) && rows.length > 0;
  return {
    key,
    columns,
    rows,
    totals: hasTotals ? columns.map(total) : null,
    rowCount: rows.length,
  };
}

export function bars(
  places: readonly string[],
  placeKind: ReportChart['placeKind'],
  series: ReportChart['series'],
  more: Partial<ReportChart> = {},
): ReportChart {
  return { shape: 'bars', kind: 'fen', places, placeKind, series, ...more };
}
