import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type FontWeight = 400 | 700;

/** The one font of paper, shipped with the program so that no system font is needed. */
const PACKAGE = '@fontsource/noto-sans-sc';

/** What the main file holds: everyday Chinese; the rest of the font comes in numbered pieces. */
export const MAIN_PIECE = 'chinese-simplified';

let folder: string | null = null;
let pieces: ReadonlyMap<number, string> | null = null;
const known = new Map<number, string>();

/** The piece of the font that holds a character. */
export function fontPiece(code: number): string {
  if (code < 0x7f || (code >= 0x3000 && code < 0x3040) || code >= 0xff00) return MAIN_PIECE;
  const found = known.get(code);
  if (found) return found;
  pieces ??= readPieces();
  const piece = pieces.get(code) ?? MAIN_PIECE;
  known.set(code, piece);
  return piece;
}

export function fontFile(piece: string, weight: FontWeight): string {
  return join(fontFolder(), 'files', `noto-sans-sc-${piece}-${weight}-normal.woff2`);
}

function fontFolder(): string {
  folder ??= dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  return folder;
}

/** Which rare characters stand in which numbered piece; hanzi of GB 2312 are all in the main file. */
function readPieces(): ReadonlyMap<number, string> {
  const file = join(fontFolder(), 'unicode.json');
  const ranges: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  const map = new Map<number, string>();
  for (const [name, text] of Object.entries(ranges)) {
    if (!name.startsWith('[')) continue;
    for (const range of text.split(',')) {
      const [from = '', to = from] = range.replace(/^U\+/i, '').split('-');
      const last = Number.parseInt(to, 16);
      for (let code = Number.parseInt(from, 16); code <= last; code += 1) {
        map.set(code, name.slice(1, -1));
      }
    }
  }
  return map;
}
