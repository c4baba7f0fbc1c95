import { stringify } from 'csv-stringify/sync';
import writeWorkbook, { type CellObject, type SheetData } from 'write-excel-file/node';
import type { ReportPage } from '../../../shared/contract/reports.ts';
import type { Language } from '../../../shared/i18n/refusals.ts';
import { reportWord } from '../../../shared/i18n/report-cells.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { type ExportCell, type ExportSheet, exportSheets, harmless } from './export-cells.ts';
import { REPORT_LIMITS } from './report-limits.ts';

/** Excel reads a CSV file as UTF-8 only where it begins with this. */
const BYTE_ORDER_MARK = '\uFEFF';

/** How many rows the tables of a report have; refuses `export_too_large` where that is more than a file holds. */
export function exportedRows(
  page: ReportPage,
  most: number = REPORT_LIMITS.rowsExported,
): Result<number, 'export_too_large'> {
  const count = page.tables.reduce((sum, { rowCount }) => sum + rowCount, 0);
  return count > most ? refuse('export_too_large', { rows: count, most }) : ok(count);
}

/** A report as UTF-8 CSV: its tables one below the other, each with its title. */
export function reportCsv(page: ReportPage, language: Language): Uint8Array {
  const sheets = exportSheets(page, language);
  const records = sheets.flatMap((sheet, i) => [
    ...(i === 0 ? [] : [[]]),
    ...(sheets.length === 1 ? [] : [[harmless(sheet.title)]]),
    sheet.head,
    ...sheet.rows.map((row) => row.map(csvText)),
  ]);
  const text = stringify(records, { record_delimiter: 'windows' });
  return Buffer.from(`${BYTE_ORDER_MARK}${text}`, 'utf8');
}

/** A report as an Excel workbook: one sheet a table. */
export async function reportXlsx(page: ReportPage, language: Language): Promise<Uint8Array> {
  const sheets = exportSheets(page, language);
  return writeWorkbook(
    sheets.map((sheet, i) => ({
      data: sheetData(sheet),
      sheet: sheetName(sheet.title, i),
      columns: sheet.head.map((title, column) => ({ width: columnWidth(sheet, title, column) })),
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}

/** `镇店报表 按品牌 2026-06-01_2026-06-18.csv`. */
export function exportName(page: ReportPage, language: Language, ending: string): string {
  const title = reportWord('names', page.name, language);
  const dates = page.from === page.to ? page.to : `${page.from}_${page.to}`;
  return `${title} ${dates}.${ending}`.replaceAll(' ', '_');
}

function csvText(cell: ExportCell): string {
  return cell.kind === 'text' ? cell.text : cell.value.toFixed(cell.decimals);
}

function sheetData(sheet: ExportSheet): SheetData {
  const head = sheet.head.map((value): CellObject => ({ value, type: String, fontWeight: 'bold' }));
  return [head, ...sheet.rows.map((row) => row.map(workbookCell))];
}

function workbookCell(cell: ExportCell): CellObject | null {
  if (cell.kind === 'text') {
    // The writer numbers texts in a plain object, in which `toString` and its like already stand.
    const value = cell.text in Object.prototype ? `'${cell.text}` : cell.text;
    return value === '' ? null : { value, type: String };
  }
  return { value: cell.value, type: Number, format: numberFormat(cell.decimals) };
}

function numberFormat(decimals: number): string {
  if (decimals === 4) return '0.0%';
  return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`;
}

/** Excel takes 31 characters without these signs, each name once. */
function sheetName(title: string, index: number): string {
  return `${index + 1} ${title}`.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31);
}

/** Wide enough for the longest of the first texts; a Chinese character takes two places. */
function columnWidth(sheet: ExportSheet, title: string, column: number): number {
  const texts = [title, ...sheet.rows.slice(0, 100).map((row) => textOf(row[column]))];
  const widths = texts.map((text) => [...text].reduce((sum, c) => sum + (c > '\u00FF' ? 2 : 1), 0));
  return Math.min(40, Math.max(8, ...widths) + 2);
}

function textOf(cell: ExportCell | undefined): string {
  return cell === undefined ? '' : csvText(cell);
}
