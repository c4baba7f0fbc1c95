import {
  columnMeaning,
  type Header,
  type PriceColumn,
  readHeader,
} from '../../../shared/domain/catalog/price-columns.ts';
import { type PriceRow, readPriceRow } from '../../../shared/domain/catalog/price-row.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import type { Sheet } from './read-csv.ts';

export type ListColumn = {
  readonly header: string;
  readonly meaning: PriceColumn;
  readonly filled: number;
  readonly empty: number;
  readonly samples: readonly string[];
};

/** A price list as understood, before the shop's own catalogue is asked. */
export type PriceList = {
  readonly sheet: string | null;
  readonly headerRow: number;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly PriceRow[];
  /** Other sheets that also look like price lists and were left out. */
  readonly otherSheets: readonly string[];
};

type Located = {
  readonly sheet: Sheet;
  readonly at: number; // of the header's last line
  readonly lines: 1 | 2;
  readonly cells: readonly string[]; // the header's words, of both lines where there are two
  readonly header: Header;
};

/**
 * Finds the header (within the first rows of any sheet; the sheet with most rows under it wins) and reads the rows
 * under it. Refuses `price_list_without_header`, `price_list_without_goods`. Other work gets its turn meanwhile.
 */
export async function readPriceList(
  sheets: readonly Sheet[],
  corrected: Readonly<Record<string, PriceColumn>>,
  progress: (done: number, total: number) => void,
): Promise<Result<PriceList, 'price_list_without_header' | 'price_list_without_goods'>> {
  const located = sheets.flatMap((sheet) => locate(sheet, corrected) ?? []);
  const best = located.reduce<Located | null>(
    (a, b) => (a && a.sheet.rows.length - a.at >= b.sheet.rows.length - b.at ? a : b),
    null,
  );
  if (!best) return refuse('price_list_without_header');
  const rows: PriceRow[] = [];
  const data = best.sheet.rows.slice(best.at + 1);
  for (const [index, cells] of data.entries()) {
    if (index % IMPORT_LIMITS.chunkRows === 0) {
      progress(index, data.length);
      await new Promise(setImmediate);
    }
    // Long lists repeat their header on every printed page.
    if (index > 0 && isHeaderAgain(cells, best)) continue;
    const row = readPriceRow(best.at + 2 + index, cells, best.header);
    if (row) rows.push(row);
  }
  progress(data.length, data.length);
  if (!rows.some(({ listFen, refusedWhy }) => listFen !== null && refusedWhy === null)) {
    const hasOther = rows.some(
      ({ refusedWhy, floorFen, costFen, settlementFen }) =>
        refusedWhy === null && (floorFen ?? costFen ?? settlementFen) !== null,
    );
    if (!hasOther) return refuse('price_list_without_goods');
  }
  return ok({
    sheet: best.sheet.name,
    headerRow: best.at + 1,
    columns: describeColumns(best, data),
    rows,
    otherSheets: located.filter((each) => each !== best).map((each) => each.sheet.name ?? ''),
  });
}

function locate(sheet: Sheet, corrected: Readonly<Record<string, PriceColumn>>): Located | null {
  const top = sheet.rows.slice(0, IMPORT_LIMITS.headerWithin);
  for (const [at, cells] of top.entries()) {
    const header = readHeader(cells, corrected);
    if (header) return { sheet, at, lines: 1, cells, header };
  }
  // A header of two lines: 价格 over 零售价, 限价. Only where no line is a header by itself.
  for (const [at, upper] of top.entries()) {
    const cells = overlaid(upper, sheet.rows[at + 1] ?? []);
    const header = readHeader(cells, corrected);
    if (header) return { sheet, at: at + 1, lines: 2, cells, header };
  }
  return null;
}

/** Two lines of words as one: the lower word where it means something, else the upper one. */
function overlaid(upper: readonly string[], lower: readonly string[]): readonly string[] {
  return Array.from({ length: Math.max(upper.length, lower.length) }, (_, n) => {
    const [above, below] = [upper[n] ?? '', lower[n] ?? ''];
    return below.trim() !== '' && (above.trim() === '' || columnMeaning(below) !== 'ignore')
      ? below
      : above;
  });
}

function isHeaderAgain(cells: readonly string[], { sheet, at, lines }: Located): boolean {
  return sheet.rows
    .slice(at + 1 - lines, at + 1)
    .some(
      (line) =>
        line.some((cell) => cell !== '') && line.every((cell, n) => cell === (cells[n] ?? '')),
    );
}

function describeColumns(
  { cells: headers, header: { columns } }: Located,
  data: readonly (readonly string[])[],
): readonly ListColumn[] {
  const filledRows = data.filter((cells) => cells.some((cell) => cell.trim() !== ''));
  return headers.flatMap((header, n): ListColumn[] => {
    const values = filledRows.map((cells) => (cells[n] ?? '').trim()).filter((cell) => cell !== '');
    if (header.trim() === '' && values.length === 0) return [];
    return [
      {
        header: header.trim(),
        meaning: columns[n] ?? 'ignore',
        filled: values.length,
        empty: filledRows.length - values.length,
        samples: [...new Set(values.slice(0, 50))].slice(0, IMPORT_LIMITS.samplesShown),
      },
    ];
  });
}
