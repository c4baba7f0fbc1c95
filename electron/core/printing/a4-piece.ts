import QRCode from 'qrcode';
import type { Content, PaperBlock } from '../../../shared/documents/paper-document.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import { type A4Page, placeRect, placeText } from './a4-page.ts';
import { type A4Font, fitTo, widthOf, wrapTo } from './a4-text.ts';
import { code128Modules } from './code-128.ts';

const LEADING = 1.5;
const NORMAL: A4Font = { size: 9.5, weight: 400 };
const CODE: A4Font = { size: 9, weight: 400 };
const SIZES = { normal: 9.5, tall: 13, double: 19 } as const;
/** An indent is given in columns of a slip, of which a page's column holds 48. */
const COLUMN_POINTS = 243 / 48;

/** A block once its texts are read and broken: how high it is, and how it is set at a place. */
export type Piece = {
  readonly height: number;
  readonly place: (page: A4Page, x: number, y: number) => void;
};

/** How texts are read, and which copy of the document this is. */
export type Reading = { readonly read: (content: Content) => string; readonly copy: number };

/** A block of a document as it is set on a page, `width` points wide. */
export function pieceOf(block: PaperBlock, width: number, reading: Reading): Piece {
  const { read, copy } = reading;
  switch (block.kind) {
    case 'text':
      return textPiece(read(block.text), width, block);
    case 'pair':
      return pairPiece(read(block.left), read(block.right), width, block);
    case 'amounts': {
      const left = block.middle === '' ? block.left : `${block.left}   ${block.middle}`;
      return pairPiece(left, block.right, width, {});
    }
    case 'columns':
      return columnsPiece(
        block.cells.map((cell) => ({ ...cell, text: read(cell.text) })),
        width,
        block.bold ?? false,
      );
    case 'copy_mark':
      return copy > 0
        ? textPiece(`** 补打 第${copy}次 **`, width, { align: 'center', size: 'tall', bold: true })
        : NOTHING;
    case 'box':
      return boxPiece(read(block.title), width, block.lines);
    case 'qr':
      return qrPiece(block.data);
    case 'barcode':
      return barcodePiece(block.data);
    case 'feed':
      return { height: block.lines * 6, place: () => undefined };
    case 'rule':
    case 'cut':
      return NOTHING;
    default:
      return assertNever(block);
  }
}

const NOTHING: Piece = { height: 0, place: () => undefined };

type TextStyle = Partial<
  Pick<Extract<PaperBlock, { kind: 'text' }>, 'align' | 'size' | 'bold' | 'indent'>
>;

function textPiece(text: string, width: number, style: TextStyle): Piece {
  const font = fontOf(style);
  const indent = (style.indent ?? 0) * COLUMN_POINTS;
  const lines = wrapTo(text, width - indent, font);
  const leading = font.size * LEADING;
  return {
    height: lines.length * leading,
    place: (page, x, y) =>
      lines.forEach((line, i) => {
        const box = { x: x + indent, y: y + i * leading + font.size, width: width - indent };
        placeText(page, line, box, { font, align: style.align ?? 'left' });
      }),
  };
}

/** Leading blanks of slip texts are an indent; on A4 they are set as such. */
function pairPiece(left: string, right: string, width: number, style: TextStyle): Piece {
  const font = fontOf(style);
  const indent = (left.length - left.trimStart().length) * COLUMN_POINTS;
  const name = left.trimStart();
  const leading = font.size * LEADING;
  const room = width - indent - (right === '' ? 0 : widthOf(right, font) + 8);
  const isApart = room < widthOf(name, font) && name !== '';
  const lines = isApart ? wrapTo(name, width - indent, font) : [name];
  const rights = isApart ? wrapTo(right, width - indent, font) : [right];
  const place = (page: A4Page, x: number, y: number) => {
    const at = (i: number) => ({
      x: x + indent,
      y: y + i * leading + font.size,
      width: width - indent,
    });
    lines.forEach((line, i) => {
      placeText(page, line, at(i), { font });
    });
    rights.forEach((line, i) => {
      const row = isApart ? lines.length + i : i;
      placeText(page, line, at(row), { font, align: 'right' });
    });
  };
  return { height: leading * (isApart ? lines.length + rights.length : 1), place };
}

type TextCell = {
  readonly text: string;
  readonly columns: number;
  readonly align?: 'left' | 'center' | 'right';
};

function columnsPiece(cells: readonly TextCell[], width: number, bold: boolean): Piece {
  const font = fontOf({ bold });
  const sum = cells.reduce((total, { columns }) => total + columns, 0);
  const shares = cells.map(({ columns }) => (columns / sum) * width);
  const wrapped = cells.map(({ text }, i) => wrapTo(text.trim(), (shares[i] ?? 0) - 4, font));
  const leading = font.size * LEADING;
  const place = (page: A4Page, x: number, y: number) => {
    let left = x;
    cells.forEach((cell, i) => {
      const share = shares[i] ?? 0;
      const indent = (cell.text.length - cell.text.trimStart().length) * COLUMN_POINTS;
      (wrapped[i] ?? []).forEach((line, n) => {
        const box = { x: left + indent, y: y + n * leading + font.size, width: share - indent };
        placeText(page, fitTo(line, share, font), box, { font, align: cell.align ?? 'left' });
      });
      left += share;
    });
  };
  return { height: leading * Math.max(1, ...wrapped.map((lines) => lines.length)), place };
}

function boxPiece(title: string, width: number, lines: number): Piece {
  const height = (lines + 1) * NORMAL.size * LEADING;
  return {
    height: height + 8,
    place: (page, x, y) => {
      placeText(page, title, { x: x + 8, y: y + 14, width: width - 16 }, { font: NORMAL });
      for (const [dx, dy, w, h] of [
        [0, 0, width, 0.8],
        [0, height, width, 0.8],
        [0, 0, 0.8, height],
        [width - 0.8, 0, 0.8, height],
      ] as const) {
        placeRect(page, { x: x + dx, y: y + dy, width: w, height: h }, 'ink');
      }
    },
  };
}

const QR_MODULE = 3;
const BAR_MODULE = 0.9;

function qrPiece(data: string): Piece {
  const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  return {
    height: size * QR_MODULE + 8,
    place: (page, x, y) => {
      for (let i = 0; i < size * size; i += 1) {
        const [row, column] = [Math.floor(i / size), i % size];
        if (!modules.get(row, column)) continue;
        const at = { x: x + column * QR_MODULE, y: y + row * QR_MODULE };
        placeRect(page, { ...at, width: QR_MODULE, height: QR_MODULE }, 'ink');
      }
    },
  };
}

function barcodePiece(data: string): Piece {
  return {
    height: 52,
    place: (page, x, y) => {
      let left = x;
      code128Modules(data).forEach((modules, i) => {
        const width = modules * BAR_MODULE;
        if (i % 2 === 0) placeRect(page, { x: left, y: y + 2, width, height: 32 }, 'ink');
        left += width;
      });
      placeText(page, data, { x, y: y + 46, width: left - x }, { font: CODE, align: 'center' });
    },
  };
}

function fontOf({ size = 'normal', bold = false }: TextStyle): A4Font {
  return { size: SIZES[size], weight: bold ? 700 : 400 };
}
