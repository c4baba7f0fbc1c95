import QRCode from 'qrcode';
import type { LaidOut, PaperLine } from '../../../shared/documents/lay-out.ts';
import { code128Modules } from './code-128.ts';

/** Marks on a slip, in printer dots (8 a millimetre) from its top left corner. */
export type SlipMark =
  | {
      readonly kind: 'glyph';
      readonly character: string;
      readonly x: number;
      readonly y: number;
      readonly width: number; // of its cell: 12 or 24 dots, before `scaleX`
      readonly scaleX: number;
      readonly scaleY: number;
      readonly bold: boolean;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    };

export type SlipDrawing = {
  readonly widthDots: number;
  readonly heightDots: number;
  readonly marks: readonly SlipMark[];
};

/** Dots across the paper; 42 columns are centred on 512 dots. */
const PAPER_DOTS = { 32: 384, 42: 512, 48: 576 } as const;

export const COLUMN_DOTS = 12;
export const GLYPH_DOTS = 24;
const LEADING = 8;
const RULE_DOTS = 20;
const MARGIN_TOP = 28;
const MARGIN_BOTTOM = 36;
const QR_MODULE = 6;
const BAR_MODULE = 2;
const BAR_HEIGHT = 64;

type Pen = {
  readonly marks: SlipMark[];
  readonly paper: number;
  readonly left: number;
  readonly columns: number;
  y: number;
};

/** Where every character, line and module of a laid-out document stands on the paper, as the printer sets it. */
export function drawSlip(laidOut: LaidOut): SlipDrawing {
  const paper = PAPER_DOTS[laidOut.columns];
  const left = (paper - laidOut.columns * COLUMN_DOTS) / 2;
  const pen: Pen = { marks: [], paper, left, columns: laidOut.columns, y: MARGIN_TOP };
  const last = laidOut.lines.length - 1;
  laidOut.lines.forEach((line, i) => {
    if (line.kind !== 'cut') drawLine(pen, line);
    else if (i !== last) drawCut(pen);
  });
  return { widthDots: paper, heightDots: pen.y + MARGIN_BOTTOM, marks: pen.marks };
}

function drawLine(pen: Pen, line: Exclude<PaperLine, { kind: 'cut' }>): void {
  switch (line.kind) {
    case 'text': {
      const scaleX = line.size === 'double' ? 2 : 1;
      const scaleY = line.size === 'normal' ? 1 : 2;
      drawText(pen, line.text, { scaleX, scaleY, bold: line.bold });
      pen.y += GLYPH_DOTS * scaleY + LEADING;
      break;
    }
    case 'rule':
      drawRule(pen, line.text.startsWith('='));
      break;
    case 'feed':
      pen.y += line.lines * (GLYPH_DOTS + LEADING);
      break;
    case 'qr':
      drawQr(pen, line.data);
      break;
    case 'barcode':
      drawBarcode(pen, line.data);
      break;
    case 'box':
      drawBox(pen, line);
      break;
  }
}

type TextMode = { readonly scaleX: number; readonly scaleY: number; readonly bold: boolean };

function drawText(pen: Pen, text: string, mode: TextMode, at = { x: pen.left, y: pen.y }): void {
  let x = at.x;
  for (const character of text) {
    const width = character.charCodeAt(0) > 0x7f ? 2 * COLUMN_DOTS : COLUMN_DOTS;
    if (character === '□') drawMissing(pen, x, at.y, mode);
    else if (character !== ' ') {
      pen.marks.push({ kind: 'glyph', character, x, y: at.y, width, ...mode });
    }
    x += width * mode.scaleX;
  }
}

function drawMissing(pen: Pen, x: number, y: number, mode: TextMode): void {
  const width = 18 * mode.scaleX;
  frame(pen, { x: x + 3 * mode.scaleX, y: y + 3, width, height: 18 * mode.scaleY });
}

/** Dashes on the column grid: one dash a column, as the printer's hyphens look. */
function drawRule(pen: Pen, isDouble: boolean): void {
  const y = pen.y + RULE_DOTS / 2 - 5;
  for (let column = 0; column < pen.columns; column += 1) {
    const x = pen.left + column * COLUMN_DOTS + 2;
    const dash = { kind: 'rect' as const, x, width: COLUMN_DOTS - 4, height: 2 };
    pen.marks.push({ ...dash, y: isDouble ? y - 2 : y });
    if (isDouble) pen.marks.push({ ...dash, y: y + 4 });
  }
  pen.y += RULE_DOTS;
}

function drawQr(pen: Pen, data: string): void {
  const { modules } = QRCode.create(data, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  const left = Math.round((pen.paper - size * QR_MODULE) / 2);
  const top = pen.y + 8;
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(y, x)) continue;
      const run = runLength(size - x, (i) => modules.get(y, x + i) !== 0);
      square(pen, left + x * QR_MODULE, top + y * QR_MODULE, run * QR_MODULE, QR_MODULE);
      x += run;
    }
  }
  pen.y = top + size * QR_MODULE + 16;
}

function drawBarcode(pen: Pen, data: string): void {
  const bars = code128Modules(data);
  const width = bars.reduce((a, b) => a + b, 0) * BAR_MODULE;
  let x = Math.round((pen.paper - width) / 2);
  bars.forEach((modules, i) => {
    if (i % 2 === 0) square(pen, x, pen.y + 8, modules * BAR_MODULE, BAR_HEIGHT);
    x += modules * BAR_MODULE;
  });
  const textX = Math.round((pen.paper - data.length * COLUMN_DOTS) / 2);
  const at = { x: textX, y: pen.y + BAR_HEIGHT + 14 };
  drawText(pen, data, { scaleX: 1, scaleY: 1, bold: false }, at);
  pen.y = at.y + GLYPH_DOTS + LEADING;
}

function drawBox(pen: Pen, box: { readonly title: string; readonly lines: number }): void {
  const width = pen.columns * COLUMN_DOTS;
  const height = (box.lines + 1) * (GLYPH_DOTS + LEADING);
  frame(pen, { x: pen.left, y: pen.y + 6, width, height });
  const at = { x: pen.left + COLUMN_DOTS, y: pen.y + 16 };
  drawText(pen, box.title, { scaleX: 1, scaleY: 1, bold: false }, at);
  pen.y += height + 14;
}

/** Where one part ends and the next begins: scissors' line, then fresh margins. */
function drawCut(pen: Pen): void {
  pen.y += MARGIN_BOTTOM;
  for (let x = 0; x < pen.paper; x += 16) square(pen, x, pen.y, 8, 1);
  pen.y += MARGIN_TOP;
}

function frame(
  pen: Pen,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): void {
  const { x, y, width, height } = box;
  square(pen, x, y, width, 2);
  square(pen, x, y + height - 2, width, 2);
  square(pen, x, y, 2, height);
  square(pen, x + width - 2, y, 2, height);
}

function square(pen: Pen, x: number, y: number, width: number, height: number): void {
  pen.marks.push({ kind: 'rect', x, y, width, height });
}

function runLength(most: number, isDark: (i: number) => boolean): number {
  let run = 1;
  while (run < most && isDark(run)) run += 1;
  return run;
}
