import type { A4Font } from './a4-text.ts';
import { widthOf } from './a4-text.ts';

/** Marks on a page, in points (72 an inch) from its top left corner; `y` of a text is its baseline. */
export type A4Mark =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly x: number;
      readonly y: number;
      readonly font: A4Font;
      readonly isQuiet?: boolean;
      readonly tone?: A4Tone;
    }
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly shade: A4Shade;
    };

/** `saving` is the colour of what is cheaper; on a printer without colours a dark grey. */
export type A4Shade = 'ink' | 'line' | 'tint' | 'saving';
/** Letters in the colour of savings, or light ones on a dark band. */
export type A4Tone = 'saving' | 'paper';

export type A4Page = {
  readonly width: number;
  readonly height: number;
  readonly marks: A4Mark[];
};

/** 15 mm all round: what office printers leave, and room to file the sheet. */
export const A4_MARGIN = 42;
/** Room at the foot for the page number. */
export const A4_FOOT = 22;

/** An empty sheet of 210 × 297 mm. */
export function blankPage(isLandscape = false): A4Page {
  const [width, height] = isLandscape ? [842, 595] : [595, 842];
  return { width, height, marks: [] };
}

/** Puts a text within a box of `width` points. */
export function placeText(
  page: A4Page,
  text: string,
  box: { readonly x: number; readonly y: number; readonly width: number },
  style: {
    readonly font: A4Font;
    readonly align?: 'left' | 'center' | 'right';
    readonly isQuiet?: boolean;
    readonly tone?: A4Tone;
  },
): void {
  if (text === '') return;
  const { font, align = 'left', isQuiet = false, tone } = style;
  const spare = box.width - widthOf(text, font);
  const inset = align === 'left' ? 0 : align === 'right' ? spare : spare / 2;
  const at = { x: box.x + inset, y: box.y };
  page.marks.push({ kind: 'text', text, ...at, font, isQuiet, ...(tone ? { tone } : {}) });
}

export function placeRect(
  page: A4Page,
  box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  },
  shade: A4Shade,
): void {
  page.marks.push({ kind: 'rect', ...box, shade });
}

const FOOT: A4Font = { size: 8, weight: 400 };

/** Writes `left` and "第 n/m 页" at the foot of every page, once all of them are known. */
export function numberPages(pages: readonly A4Page[], left: string): void {
  pages.forEach((page, i) => {
    const width = page.width - 2 * A4_MARGIN;
    const box = { x: A4_MARGIN, y: page.height - A4_MARGIN + 10, width };
    placeRect(page, { ...box, y: box.y - 14, height: 0.5 }, 'line');
    placeText(page, left, box, { font: FOOT, isQuiet: true });
    const number = `第 ${i + 1} / ${pages.length} 页`;
    placeText(page, number, box, { font: FOOT, align: 'right', isQuiet: true });
  });
}
