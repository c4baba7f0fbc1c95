import { isGbk } from './gbk-characters.ts';

/** What stands on paper for a character that the printer has not. */
export const MISSING = '□';

/** Characters with a plain equal on paper; `¥` would come out as four bytes that eat the digit after it. */
const EQUALS: Readonly<Record<string, string>> = {
  '¥': '￥',
  '²': '2',
  '³': '3',
  '¹': '1',
  '½': '1/2',
  '¼': '1/4',
  '®': '(R)',
  '©': '(C)',
  '™': 'TM',
  '•': '·',
  '–': '-',
  '‑': '-',
  '−': '-',
  µ: 'μ',
  Ø: 'φ',
  ø: 'φ',
  '€': 'EUR',
  '£': '￡',
  '\u00a0': ' ',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\t': ' ',
  '\n': ' ',
};

/** Control, format and joining characters: they have no width and could carry printer commands. */
const INVISIBLE = /\p{Cc}|\p{Cf}|\p{Cs}|\p{Variation_Selector}/u;

const PLAIN = /^[\x20-\x7e\u4e00-\u9fa5\uff08\uff09\uffe5]*$/;

/**
 * Text as the printer can show it: only printable ASCII and GBK. Look-alikes are replaced, control
 * characters dropped, everything else becomes `□`; `missing` is told each character that was lost.
 */
export function printable(text: string, missing?: (character: string) => void): string {
  if (PLAIN.test(text)) return text;
  let out = '';
  for (const character of text.normalize('NFC')) {
    const code = character.codePointAt(0) ?? 0;
    if ((code >= 0x20 && code < 0x7f) || isGbk(code)) {
      out += character;
      continue;
    }
    const equal = EQUALS[character];
    if (equal !== undefined) out += equal;
    else if (!INVISIBLE.test(character)) out += withoutMarks(character) ?? lost(character, missing);
  }
  return out;
}

/** Columns a printable text takes: its GBK bytes, ASCII one and everything else two. */
export function textWidth(text: string): number {
  let width = text.length;
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) width += 1;
  return width;
}

/**
 * Breaks a printable text into lines of at most `columns` (at least 2). A two-column character never
 * straddles the edge; a word of ASCII moves to the next line whole when it fits there.
 */
export function wrapText(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let rest = text.trimEnd();
  while (textWidth(rest) > columns) {
    const end = breakAt(rest, columns);
    lines.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' && lines.length > 0 ? lines : [...lines, rest];
}

/** `text` cut to at most `columns`. */
export function fitText(text: string, columns: number): string {
  return text.slice(0, lengthWithin(text, columns));
}

export function padText(text: string, columns: number, align: 'left' | 'center' | 'right'): string {
  const space = Math.max(0, columns - textWidth(text));
  if (align === 'right') return ' '.repeat(space) + text;
  if (align === 'left') return text + ' '.repeat(space);
  const before = Math.floor(space / 2);
  return ' '.repeat(before) + text + ' '.repeat(space - before);
}

function breakAt(text: string, columns: number): number {
  const end = Math.max(1, lengthWithin(text, columns));
  if (text[end] === ' ' || !isWordPart(text, end)) return end;
  let start = end;
  while (start > 0 && isWordPart(text, start)) start -= 1;
  // A word longer than half the line is cut rather than leaving a ragged hole.
  return start > 0 && textWidth(text.slice(0, start)) * 2 >= columns ? start : end;
}

/** Whether the characters on both sides of `index` belong to one ASCII word. */
function isWordPart(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1);
  const after = text.charCodeAt(index);
  return before > 0x20 && before < 0x7f && after > 0x20 && after < 0x7f;
}

function lengthWithin(text: string, columns: number): number {
  let width = 0;
  for (let i = 0; i < text.length; i += 1) {
    width += text.charCodeAt(i) > 0x7f ? 2 : 1;
    if (width > columns) return i;
  }
  return text.length;
}

/** The base letter of an accented one (`ñ` -> `n`), or `null` when there is none on the printer. */
function withoutMarks(character: string): string | null {
  const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
  if (base === '' || base === character) return null;
  return [...base].every((c) => isShown(c.codePointAt(0) ?? 0)) ? base : null;
}

function isShown(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || isGbk(code);
}

function lost(character: string, missing?: (character: string) => void): string {
  missing?.(character);
  return MISSING;
}
