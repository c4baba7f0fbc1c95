import type { Label, LabelFormat } from '../../../shared/contract/labels.ts';
import { type A4Page, blankPage, placeRect } from '../printing/a4-page.ts';
import { type Box, drawLabel } from './label-drawing.ts';

/** How many stand beside and above each other on A4. */
const GRIDS: Readonly<Record<LabelFormat, { readonly columns: number; readonly rows: number }>> = {
  poster: { columns: 1, rows: 1 },
  tag: { columns: 2, rows: 4 },
  shelf: { columns: 3, rows: 8 },
};
/** 8 mm round the sheet: no office printer prints nearer to the edge; the marks for cutting stand in it. */
const EDGE = 23;
const MARK = 10;

/** How many labels of a format stand on a sheet. */
export function labelsOnSheet(format: LabelFormat): number {
  const { columns, rows } = GRIDS[format];
  return columns * rows;
}

/** Sheets of labels with marks where to cut, in the order given; goods without a price are left out. */
export function labelSheets(
  labels: readonly Label[],
  { format, copies }: { readonly format: LabelFormat; readonly copies: number },
): readonly A4Page[] {
  const all = labels
    .filter(({ nowFen }) => nowFen !== null)
    .flatMap((label) => Array.from({ length: copies }, () => label));
  const onSheet = labelsOnSheet(format);
  const sheets = Array.from({ length: Math.ceil(all.length / onSheet) }, (_, i) =>
    all.slice(i * onSheet, (i + 1) * onSheet),
  );
  return sheets.map((own) => sheetOf(own, format));
}

function sheetOf(labels: readonly Label[], format: LabelFormat): A4Page {
  const { columns } = GRIDS[format];
  const page = blankPage();
  const cell = cellOf(page, format);
  labels.forEach((label, i) => {
    const box: Box = {
      x: EDGE + (i % columns) * cell.width,
      y: EDGE + Math.floor(i / columns) * cell.height,
      ...cell,
    };
    drawLabel(page, box, label, format);
  });
  drawCutMarks(page, format);
  return page;
}

function cellOf(page: A4Page, format: LabelFormat): Pick<Box, 'width' | 'height'> {
  const { columns, rows } = GRIDS[format];
  return { width: (page.width - 2 * EDGE) / columns, height: (page.height - 2 * EDGE) / rows };
}

/** Short strokes in the margin at every cut, and a thin line between labels for scissors. */
function drawCutMarks(page: A4Page, format: LabelFormat): void {
  const { columns, rows } = GRIDS[format];
  const cell = cellOf(page, format);
  const [right, bottom] = [page.width - EDGE, page.height - EDGE];
  for (let column = 0; column <= columns; column += 1) {
    const x = EDGE + column * cell.width - 0.25;
    placeRect(page, { x, y: EDGE - MARK - 2, width: 0.5, height: MARK }, 'ink');
    placeRect(page, { x, y: bottom + 2, width: 0.5, height: MARK }, 'ink');
    const isBetween = column > 0 && column < columns;
    if (isBetween) placeRect(page, { x, y: EDGE, width: 0.3, height: bottom - EDGE }, 'line');
  }
  for (let row = 0; row <= rows; row += 1) {
    const y = EDGE + row * cell.height - 0.25;
    placeRect(page, { x: EDGE - MARK - 2, y, width: MARK, height: 0.5 }, 'ink');
    placeRect(page, { x: right + 2, y, width: MARK, height: 0.5 }, 'ink');
    const isBetween = row > 0 && row < rows;
    if (isBetween) placeRect(page, { x: EDGE, y, width: right - EDGE, height: 0.3 }, 'line');
  }
}
