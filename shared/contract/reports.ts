import { z } from 'zod';

/** Every report, in the order in which the screen lists them. */
export const REPORT_NAMES = [
  'today',
  'days',
  'hours',
  'brands',
  'categories',
  'staff',
  'deductions',
  'margin',
  'tenders',
  'over_short',
  'returns',
  'installations',
  'slow_stock',
  'held_money',
] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

/** Reports of how things stand now: they have no period. */
export const STANDING_REPORTS: readonly ReportName[] = ['slow_stock', 'held_money'];

/** What a report sets its figures beside: nothing, the same number of days before, or the same dates a year ago. */
export const COMPARISONS = ['none', 'before', 'last_year'] as const;
export type Comparison = (typeof COMPARISONS)[number];

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Business dates, both included. `today` looks at `to` alone; reports of how things stand look at neither. */
export const reportInput = z.object({
  name: z.enum(REPORT_NAMES),
  from: date,
  to: date,
  compare: z.enum(COMPARISONS).default('none'),
});
export type ReportInput = z.infer<typeof reportInput>;

export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportReportInput = reportInput.extend({
  format: z.enum(EXPORT_FORMATS),
  language: z.enum(['zh-CN', 'en']).default('zh-CN'),
});

/** `dailyFen` 0 takes the target back; a month without a target goes on with the one before. */
export const setTargetInput = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  dailyFen: z.number().int().min(0).max(1_000_000_000),
});

/** What a figure or a column holds: `fen` whole fen, `milli` thousandths of a unit, `rate` ten-thousandths. */
export type CellKind = 'text' | 'word' | 'fen' | 'count' | 'milli' | 'rate' | 'date';
export type Cell = string | number | null;

/**
 * A headline figure. `was` is the same of the period beside it, `change` how much more it is in ten-thousandths
 * (a rate: by how many of them); `null` where there is nothing to compare with.
 */
export type ReportFigure = {
  readonly key: string;
  readonly kind: 'fen' | 'count' | 'rate';
  readonly value: number | null;
  readonly was: number | null;
  readonly change: number | null;
};

/** A column; the words of a `word` column are found in the dictionary under `words`. */
export type ReportColumn = {
  readonly key: string;
  readonly kind: CellKind;
  readonly words?: string;
};

export type ReportTable = {
  readonly key: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** One cell a column, `null` where a sum says nothing; `null` for a table that is no sum. */
  readonly totals: readonly Cell[] | null;
  /** How many rows there are; a screen is shown the first of them. */
  readonly rowCount: number;
};

/** Bars or lines over the same places; `null` leaves a gap. Amounts in fen. */
export type ReportChart = {
  readonly shape: 'bars' | 'lines';
  readonly kind: 'fen' | 'count';
  readonly places: readonly string[];
  readonly placeKind: CellKind;
  readonly placeWords?: string;
  /** What the places are, as a column of that key is headed; by default what their kind or words say. */
  readonly placeKey?: string;
  readonly series: readonly {
    readonly key: string;
    readonly values: readonly (number | null)[];
    /**
     * `main` is what the report is about, `running` the part of it that still grows, lighter; `beside` is what it is
     * compared with, drawn as a dotted line.
     */
    readonly tone: 'main' | 'running' | 'beside' | 'goal';
  }[];
};

export type ReportPage = {
  readonly name: ReportName;
  readonly from: string;
  readonly to: string;
  readonly beside: { readonly from: string; readonly to: string } | null;
  readonly figures: readonly ReportFigure[];
  readonly chart: ReportChart | null;
  readonly tables: readonly ReportTable[];
  /** Sentences of the dictionary that a reader of the figures has to know. */
  readonly notes: readonly string[];
};

/** What the screen begins with. */
export type ReportStanding = {
  readonly today: string; // the business date now
  readonly names: readonly ReportName[]; // those this person may see
  readonly maySetTarget: boolean;
  readonly mayExport: boolean;
  readonly target: { readonly month: string; readonly dailyFen: number };
};

export type ExportedReport = {
  readonly fileName: string;
  readonly type: string;
  readonly base64: string;
  readonly rowCount: number;
};
