import {
  A4_FOOT,
  A4_MARGIN,
  type A4Page,
  blankPage,
  numberPages,
  placeRect,
  placeText,
} from './a4-page.ts';
import { type A4Font, fitTo, wrapTo } from './a4-text.ts';

/** `width`: the column's share of the page, by any measure; amounts stand right. */
export type A4Column = {
  readonly title: string;
  readonly width: number;
  readonly align?: 'left' | 'center' | 'right';
};

/** One table; every row has as many texts as there are columns. `totals` are rows set apart below. */
export type A4Section = {
  readonly heading?: string;
  readonly columns: readonly A4Column[];
  readonly rows: readonly (readonly string[])[];
  readonly totals?: readonly (readonly string[])[];
  readonly note?: string;
};

export type A4Report = {
  readonly title: string;
  /** Below the title: the period, the store, who printed it and when. */
  readonly lines: readonly string[];
  readonly sections: readonly A4Section[];
  /** At the foot of each page, left of its number. */
  readonly foot: string;
  readonly isLandscape?: boolean;
};

const TITLE: A4Font = { size: 18, weight: 700 };
const RUNNING: A4Font = { size: 9, weight: 400 };
const HEADING: A4Font = { size: 12, weight: 700 };
const HEAD: A4Font = { size: 9, weight: 700 };
const BODY: A4Font = { size: 9, weight: 400 };
const BOLD: A4Font = { size: 9, weight: 700 };
const ROW = 17;
const BASELINE = 12;
const CELL_GAP = 8;
/** A cell that is longer is cut with an ellipsis. */
const MOST_LINES = 3;

type Sheet = {
  readonly report: A4Report;
  readonly pages: A4Page[];
  page: A4Page;
  y: number;
};

/**
 * A report of titles and tables as numbered A4 pages, for `a4Pdf` and `a4Pictures`: a table that does not fit goes on
 * over the page with its head repeated, a heading never stands alone at a foot, and a long cell wraps within its column.
 */
export function reportPages(report: A4Report): readonly A4Page[] {
  const first = blankPage(report.isLandscape);
  const sheet: Sheet = { report, pages: [first], page: first, y: A4_MARGIN };
  line(sheet, report.title, TITLE, 28);
  for (const text of report.lines) line(sheet, text, RUNNING, 14);
  sheet.y += 8;
  for (const section of report.sections) addSection(sheet, section);
  numberPages(sheet.pages, report.foot);
  return sheet.pages;
}

function addSection(sheet: Sheet, section: A4Section): void {
  const headHeight = section.heading === undefined ? 0 : 26;
  // The heading takes the table's head and its first row with it.
  if (isFull(sheet, headHeight + 3 * ROW)) turnPage(sheet);
  if (section.heading !== undefined) line(sheet, section.heading, HEADING, headHeight);
  const boxes = columnBoxes(sheet, section.columns);
  tableHead(sheet, section, boxes);
  for (const row of section.rows) tableRow(sheet, section, boxes, { row, font: BODY });
  const totals = section.totals ?? [];
  totals.forEach((row, i) => {
    tableRow(sheet, section, boxes, { row, font: BOLD, isFirstTotal: i === 0 });
  });
  if (section.note !== undefined) {
    for (const text of wrapTo(section.note, innerWidth(sheet), RUNNING)) {
      if (isFull(sheet, 14)) turnPage(sheet);
      line(sheet, text, RUNNING, 14);
    }
  }
  sheet.y += 14;
}

type Box = {
  readonly x: number;
  readonly width: number;
  readonly align: 'left' | 'center' | 'right';
};

function columnBoxes(sheet: Sheet, columns: readonly A4Column[]): readonly Box[] {
  const sum = columns.reduce((total, { width }) => total + width, 0);
  let x = A4_MARGIN;
  return columns.map(({ width, align = 'left' }) => {
    const share = (width / sum) * innerWidth(sheet);
    const box = { x: x + CELL_GAP / 2, width: share - CELL_GAP, align };
    x += share;
    return box;
  });
}

function tableHead(sheet: Sheet, { columns }: A4Section, boxes: readonly Box[]): void {
  const width = innerWidth(sheet);
  placeRect(sheet.page, { x: A4_MARGIN, y: sheet.y, width, height: ROW }, 'tint');
  columns.forEach(({ title }, i) => {
    const box = boxes[i];
    if (!box) return;
    const text = fitTo(title, box.width, HEAD);
    placeText(
      sheet.page,
      text,
      { ...box, y: sheet.y + BASELINE },
      { font: HEAD, align: box.align },
    );
  });
  sheet.y += ROW;
}

function tableRow(
  sheet: Sheet,
  section: A4Section,
  boxes: readonly Box[],
  what: {
    readonly row: readonly string[];
    readonly font: A4Font;
    readonly isFirstTotal?: boolean;
  },
): void {
  const { font } = what;
  const cells = boxes.map((box, i) => cellLines(what.row[i] ?? '', box.width, font));
  const height = ROW + (Math.max(...cells.map((lines) => lines.length)) - 1) * 12;
  if (isFull(sheet, height)) {
    turnPage(sheet);
    tableHead(sheet, section, boxes);
  }
  if (what.isFirstTotal) {
    placeRect(sheet.page, { x: A4_MARGIN, y: sheet.y, width: innerWidth(sheet), height: 1 }, 'ink');
  }
  cells.forEach((lines, i) => {
    const box = boxes[i];
    if (!box) return;
    lines.forEach((text, n) => {
      const y = sheet.y + BASELINE + n * 12;
      placeText(sheet.page, text, { ...box, y }, { font, align: box.align });
    });
  });
  sheet.y += height;
  const under = { x: A4_MARGIN, y: sheet.y - 0.5, width: innerWidth(sheet), height: 0.5 };
  placeRect(sheet.page, under, 'line');
}

function cellLines(text: string, width: number, font: A4Font): readonly string[] {
  const lines = wrapTo(text, width, font);
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.slice(MOST_LINES - 1).join('');
  return [...lines.slice(0, MOST_LINES - 1), fitTo(rest, width, font)];
}

function turnPage(sheet: Sheet): void {
  sheet.page = blankPage(sheet.report.isLandscape);
  sheet.pages.push(sheet.page);
  sheet.y = A4_MARGIN;
  const { title, lines } = sheet.report;
  line(sheet, [title, lines[0] ?? ''].filter(Boolean).join(' · '), RUNNING, 20);
}

function line(sheet: Sheet, text: string, font: A4Font, height: number): void {
  const box = { x: A4_MARGIN, y: sheet.y + height * 0.72, width: innerWidth(sheet) };
  placeText(sheet.page, fitTo(text, box.width, font), box, { font, isQuiet: font === RUNNING });
  sheet.y += height;
}

function isFull(sheet: Sheet, height: number): boolean {
  return sheet.y + height > sheet.page.height - A4_MARGIN - A4_FOOT;
}

function innerWidth(sheet: Sheet): number {
  return sheet.page.width - 2 * A4_MARGIN;
}
