import { assertNever } from '../kernel/assert.ts';
import type {
  Cell,
  Content,
  PaperBlock,
  PaperDocument,
  PersonResolver,
  TextSize,
} from './paper-document.ts';
import { fitText, padText, printable, textWidth, wrapText } from './text-width.ts';

/** Characters a line, Font A: 58 mm paper, some 80 mm printers, 80 mm paper. */
export type PaperColumns = 32 | 42 | 48;

/** One line or mark of a laid-out document. `text` is printable and already padded from the left. */
export type PaperLine =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly size: TextSize;
      readonly bold: boolean;
    }
  | { readonly kind: 'rule'; readonly text: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'qr'; readonly data: string; readonly name: string }
  | { readonly kind: 'barcode'; readonly data: string }
  | { readonly kind: 'box'; readonly title: string; readonly lines: number }
  | { readonly kind: 'cut' };

export type LaidOut = {
  readonly columns: PaperColumns;
  readonly lines: readonly PaperLine[];
  /** Characters the printer cannot show, each once, in order of appearance; `□` stands in their place. */
  readonly missing: readonly string[];
};

/** Where the amount column begins, from the right, on paper of 42 columns and more. */
const AMOUNT_COLUMNS = 10;

type Layout = {
  readonly columns: PaperColumns;
  readonly copy: number;
  readonly lines: PaperLine[];
  readonly read: (content: Content) => string;
};

/**
 * Lays a document out for paper of `columns`. `person` answers personal details; a deleted one prints as 已删除.
 * No text line is wider than the paper, counted as the printer counts: two columns a Chinese character.
 */
export function layOut(
  document: PaperDocument,
  columns: PaperColumns,
  person: PersonResolver,
): LaidOut {
  const missing = new Set<string>();
  const note = (character: string) => missing.add(character);
  const read = (content: Content): string => {
    if (typeof content === 'string') return printable(content, note);
    const parts = content.map((span) =>
      typeof span === 'string' ? span : (person(span) ?? '已删除'),
    );
    return printable(parts.join(''), note);
  };
  const layout: Layout = { columns, copy: document.copy, lines: [], read };
  for (const block of document.blocks) addBlock(layout, block);
  return { columns, lines: layout.lines, missing: [...missing] };
}

function addBlock(layout: Layout, block: PaperBlock): void {
  switch (block.kind) {
    case 'text':
      addText(layout, block);
      return;
    case 'pair':
      addPair(layout, block);
      return;
    case 'amounts':
      addAmounts(layout, block);
      return;
    case 'columns':
      addColumns(layout, block.cells, block.bold ?? false);
      return;
    case 'rule':
      push(layout, {
        kind: 'rule',
        text: (block.style === 'double' ? '=' : '-').repeat(layout.columns),
      });
      return;
    case 'copy_mark':
      if (layout.copy > 0) addCopyMark(layout);
      return;
    case 'box':
      push(layout, { ...block, title: layout.read(block.title) });
      return;
    case 'qr':
    case 'barcode':
    case 'feed':
    case 'cut':
      push(layout, block);
      return;
    default:
      assertNever(block);
  }
}

function addText(layout: Layout, block: Extract<PaperBlock, { kind: 'text' }>): void {
  const text = layout.read(block.text);
  const wanted = block.size ?? 'normal';
  // A heading too long for double width keeps its height instead of breaking.
  const size = wanted === 'double' && textWidth(text) > layout.columns / 2 ? 'tall' : wanted;
  const columns = size === 'double' ? layout.columns / 2 : layout.columns;
  const indent = Math.min(block.indent ?? 0, columns - 2);
  const align = block.align ?? 'left';
  for (const line of wrapText(text, columns - indent)) {
    const padded = align === 'left' ? line : padText(line, columns - indent, align).trimEnd();
    addLine(layout, ' '.repeat(indent) + padded, block.bold ?? false, size);
  }
}

function addPair(layout: Layout, block: Extract<PaperBlock, { kind: 'pair' }>): void {
  const left = layout.read(block.left);
  const right = layout.read(block.right);
  const bold = block.bold ?? false;
  const size = block.size ?? 'normal';
  const space = layout.columns - textWidth(left) - textWidth(right);
  const needed = left === '' || right === '' ? 0 : 1;
  if (space >= needed) {
    addLine(layout, (left + ' '.repeat(space) + right).trimEnd(), bold, size);
    return;
  }
  for (const line of wrapText(left, layout.columns)) addLine(layout, line, bold, size);
  for (const line of wrapText(right, layout.columns)) {
    addLine(layout, padText(line, layout.columns, 'right'), bold, size);
  }
}

function addAmounts(layout: Layout, block: Extract<PaperBlock, { kind: 'amounts' }>): void {
  const left = printable(block.left);
  const middle = printable(block.middle);
  const right = printable(block.right);
  const middleEnd = layout.columns - Math.max(AMOUNT_COLUMNS, textWidth(right) + 1);
  const gap = middleEnd - textWidth(left) - textWidth(middle);
  if (middle !== '' && layout.columns >= 42 && gap >= 1) {
    const start = left + ' '.repeat(gap) + middle;
    addLine(layout, start + padText(right, layout.columns - middleEnd, 'right'), false);
    return;
  }
  addPair(layout, { kind: 'pair', left, right });
  if (middle !== '') addText(layout, { kind: 'text', text: middle, indent: 2 });
}

/** A row of a table: each cell wraps within its own width, the row is as high as its highest cell. */
function addColumns(layout: Layout, cells: readonly Cell[], bold: boolean): void {
  const widths = shareColumns(
    cells.map((cell) => cell.columns),
    layout.columns,
  );
  const wrapped = cells.map((cell, i) => wrapText(layout.read(cell.text), widths[i] ?? 2));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  for (let row = 0; row < height; row += 1) {
    const text = cells.map((cell, i) => {
      const width = widths[i] ?? 0;
      return padText(fitText(wrapped[i]?.[row] ?? '', width), width, cell.align ?? 'left');
    });
    addLine(layout, text.join('').trimEnd(), bold);
  }
}

/** Scales column widths to the paper; what rounding leaves over goes to the first column. */
function shareColumns(wanted: readonly number[], columns: number): readonly number[] {
  const sum = wanted.reduce((a, b) => a + b, 0);
  const widths = wanted.map((w) => Math.max(2, Math.floor((w * columns) / sum)));
  const rest = columns - widths.reduce((a, b) => a + b, 0);
  return widths.map((w, i) => (i === 0 ? Math.max(2, w + rest) : w));
}

function addCopyMark(layout: Layout): void {
  const text = `** 补打 第${layout.copy}次 **`;
  addText(layout, { kind: 'text', text, align: 'center', size: 'tall', bold: true });
}

function addLine(layout: Layout, text: string, bold: boolean, size: TextSize = 'normal'): void {
  push(layout, { kind: 'text', text, size, bold });
}

function push(layout: Layout, line: PaperLine): void {
  layout.lines.push(line);
}
