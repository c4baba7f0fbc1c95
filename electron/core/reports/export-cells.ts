import type { Cell, ReportColumn, ReportPage } from '../../../shared/contract/reports.ts';
import type { Language } from '../../../shared/i18n/refusals.ts';
import { cellText, isNumeric, reportWord } from '../../../shared/i18n/report-cells.ts';
import { reportsEn, reportsZh } from '../../../shared/i18n/report-words.ts';

/** A cell of an exported file: a number stays one, a text has nothing a spreadsheet would run. */
export type ExportCell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'number'; readonly value: number; readonly decimals: number };

export type ExportSheet = {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ExportCell[])[];
};

/** Signs with which a spreadsheet begins a formula, also those typed under a Chinese input method. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** What no cell of a file can hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** A text that a spreadsheet shows and never runs: an apostrophe stands before what would begin a formula. */
export function harmless(text: string): string {
  const clean = text.replace(FORBIDDEN, '');
  return FORMULA.test(clean) ? `'${clean}` : clean;
}

/** The tables of a report with every row and its totals, ready to be written. Amounts in yuan. */
export function exportSheets(page: ReportPage, language: Language): readonly ExportSheet[] {
  const { total } = language === 'en' ? reportsEn : reportsZh;
  return page.tables.map((table) => {
    const totals = table.totals?.map((cell, i) => (i === 0 ? total : cell));
    const totalCells = totals?.map((cell, i) => {
      const column = table.columns[i];
      return i === 0 || !column ? textCell(String(cell ?? '')) : exportCell(cell, column, language);
    });
    const rows = table.rows.map((row) =>
      table.columns.map((column, i) => exportCell(row[i] ?? null, column, language)),
    );
    return {
      title: reportWord('tables', table.key, language),
      head: table.columns.map(({ key }) => harmless(reportWord('columns', key, language))),
      rows: totalCells ? [...rows, totalCells] : rows,
    };
  });
}

function exportCell(cell: Cell, column: ReportColumn, language: Language): ExportCell {
  if (cell === null || !isNumeric(column.kind)) return textCell(cellText(cell, column, language));
  const value = Number(cell);
  switch (column.kind) {
    case 'fen':
      return { kind: 'number', value: value / 100, decimals: 2 };
    case 'rate':
      return { kind: 'number', value: value / 10_000, decimals: 4 };
    case 'milli':
      return { kind: 'number', value: value / 1000, decimals: value % 1000 === 0 ? 0 : 3 };
    default:
      return { kind: 'number', value, decimals: 0 };
  }
}

function textCell(text: string): ExportCell {
  return { kind: 'text', text: harmless(text) };
}
