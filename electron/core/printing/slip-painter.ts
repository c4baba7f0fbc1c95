import { readFileSync } from 'node:fs';
import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { GLYPH_DOTS, type SlipDrawing, type SlipMark } from './slip-drawing.ts';
import { type FontWeight, fontFile, fontPiece } from './slip-font.ts';

const INK = '#16181d';
/** The baseline within a cell 24 dots high. */
const BASELINE = 21;
/** ASCII is set a little smaller so that a digit fits its half cell. */
const ASCII_SIZE = 22;

export type GlyphMark = Extract<SlipMark, { kind: 'glyph' }>;

/** Paints a slip's marks at dot scale; on a PDF page they become vectors and text. */
export function paintSlip(context: SKRSContext2D, drawing: SlipDrawing): void {
  context.fillStyle = INK;
  for (const mark of drawing.marks) {
    if (mark.kind === 'rect') context.fillRect(mark.x, mark.y, mark.width, mark.height);
    else paintGlyph(context, mark);
  }
}

function paintGlyph(context: SKRSContext2D, mark: GlyphMark): void {
  const isAscii = mark.width < GLYPH_DOTS;
  const size = isAscii ? ASCII_SIZE : GLYPH_DOTS;
  context.font = `${size}px "${family(mark.character, mark.bold ? 700 : 400)}"`;
  const natural = context.measureText(mark.character).width;
  // A letter wider than its cell is narrowed, so that every column stays where it is.
  const squeeze = natural > mark.width ? mark.width / natural : 1;
  const inset = (mark.width - natural * squeeze) / 2;
  context.save();
  context.translate(mark.x + inset * mark.scaleX, mark.y + BASELINE * mark.scaleY);
  context.scale(mark.scaleX * squeeze, mark.scaleY);
  context.fillText(mark.character, 0, 0);
  context.restore();
}

const registered = new Set<string>();

/** The family that holds a character, registered at its first use. */
export function family(character: string, weight: FontWeight): string {
  const piece = fontPiece(character.codePointAt(0) ?? 0);
  const name = `slip-${piece}-${weight}`;
  if (!registered.has(name)) {
    // Read by Node: inside an installed program's archive the canvas itself finds no file.
    GlobalFonts.register(readFileSync(fontFile(piece, weight)), name);
    registered.add(name);
  }
  return name;
}
