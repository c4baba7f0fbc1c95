import { type A4Font, fitTo, widthOf, wrapTo } from '../printing/a4-text.ts';

/** A text in the lines it is set in. */
export type FittedText = { readonly lines: readonly string[]; readonly font: A4Font };

/** A text may become this much smaller so that no model or word is broken in two. */
const WHOLE_WORDS_DOWN_TO = 0.65;

/**
 * A text within `width` points and at most `most` lines: at the largest size from `from` down to `to` points at which it
 * fits, somewhat smaller if that keeps its models whole; where it fits at none, the smallest, its last line ending with
 * an ellipsis.
 */
export function fittedText(
  text: string,
  width: number,
  room: {
    readonly from: number;
    readonly to: number;
    readonly most: number;
    readonly weight: A4Font['weight'];
  },
): FittedText {
  const { from, to, most, weight } = room;
  if (text === '') return { lines: [], font: { size: from, weight } };
  let fitting: FittedText | null = null;
  for (let size = from; size > to; size -= 0.5) {
    const font = { size, weight };
    const lines = wrapTo(text, width, font);
    if (lines.length > most || !lines.every((line) => widthOf(line, font) <= width)) continue;
    if (!breaksWord(text, lines)) return { lines, font };
    fitting ??= { lines, font };
    if (size < fitting.font.size * WHOLE_WORDS_DOWN_TO) break;
  }
  if (fitting) return fitting;
  const font = { size: to, weight };
  const lines = wrapTo(text, width, font);
  if (lines.length <= most) return { lines: lines.map((line) => fitTo(line, width, font)), font };
  const rest = lines.slice(most - 1).join('');
  return { lines: [...lines.slice(0, most - 1), fitTo(rest, width, font)], font };
}

/** Whether a line ends inside a run of letters, digits and what stands between them in a model. */
function breaksWord(text: string, lines: readonly string[]): boolean {
  return lines.some((line, i) => {
    const next = lines[i + 1];
    if (next === undefined || !text.includes(line + next)) return false;
    return IN_WORD.test(line.at(-1) ?? '') && IN_WORD.test(next[0] ?? '');
  });
}

const IN_WORD = /[\w/()+.-]/;
