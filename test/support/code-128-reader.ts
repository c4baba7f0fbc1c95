import { toSVG } from 'bwip-js/node';

/** What each symbol stands for, by its widths as another maker draws them. */
let patterns: ReadonlyMap<string, number> | null = null;
const [SYMBOL, STOP] = [6, 7];
const START_B = 104;
const CODE_C = 99;
const CODE_B = 100;

/**
 * Reads a Code 128 from one line of pixels, dark or not, as a scanner does: widths of bars and spaces between quiet
 * zones, symbol by symbol, with its check. Answers the text, or `null` where there is none.
 */
export function readCode128(dark: readonly boolean[]): string | null {
  const runs = runsOf(dark);
  if (runs.length < 3 * SYMBOL + STOP || (runs.length - STOP) % SYMBOL !== 0) return null;
  const values: number[] = [];
  for (let at = 0; at + STOP < runs.length; at += SYMBOL) {
    const value = symbolValue(runs.slice(at, at + SYMBOL));
    if (value === null) return null;
    values.push(value);
  }
  const check = values.pop();
  const sum = values.reduce((all, value, i) => all + value * Math.max(1, i), 0);
  return check === sum % 103 ? textOf(values) : null;
}

/** Lengths of alternating bars and spaces, from the first bar to the last. */
function runsOf(dark: readonly boolean[]): readonly number[] {
  const runs: number[] = [];
  const from = dark.indexOf(true);
  const to = dark.lastIndexOf(true);
  let last = false;
  for (let at = from; at >= 0 && at <= to; at += 1) {
    if (dark[at] === last) runs[runs.length - 1] = (runs.at(-1) ?? 0) + 1;
    else runs.push(1);
    last = dark[at] ?? false;
  }
  return runs;
}

function symbolValue(runs: readonly number[]): number | null {
  const width = runs.reduce((sum, run) => sum + run, 0);
  const modules = runs.map((run) => Math.round((run * 11) / width));
  patterns ??= readPatterns();
  return patterns.get(modules.join('')) ?? null;
}

function textOf([start, ...values]: readonly number[]): string {
  let isPairs = start !== START_B;
  let text = '';
  for (const value of values) {
    if (isPairs && value === CODE_B) isPairs = false;
    else if (!isPairs && value === CODE_C) isPairs = true;
    else text += isPairs ? String(value).padStart(2, '0') : String.fromCharCode(value + 32);
  }
  return text;
}

/** Every symbol by its six widths: the other maker writes each value as a pair of digits, and both starts. */
function readPatterns(): ReadonlyMap<string, number> {
  const symbols = (text: string): readonly string[] => {
    const widths = drawnWidths(text);
    const found: string[] = [];
    for (let at = 0; at + STOP < widths.length; at += SYMBOL) {
      found.push(widths.slice(at, at + SYMBOL).join(''));
    }
    return found;
  };
  const known = new Map<string, number>();
  for (let value = 0; value < 100; value += 1) {
    const pair = String(value).padStart(2, '0');
    const [start = '', first = ''] = symbols(`${pair}${pair}`);
    known.set(first, value).set(start, 105);
  }
  known.set(symbols('AB')[0] ?? '', START_B);
  // Beyond the pairs of digits stand values that these texts have as their check.
  const checks = [
    ['9800', CODE_B],
    ['9900', 101],
    ['9801', 102],
  ] as const;
  for (const [text, value] of checks) known.set(symbols(text).at(-1) ?? '', value);
  return known;
}

/** Widths of the other maker's bars and spaces in modules: no symbol is without a bar of one. */
function drawnWidths(text: string): readonly number[] {
  const svg = toSVG({ bcid: 'code128', text, scaleX: 1, height: 10, includetext: false });
  const bars = [...svg.matchAll(/stroke-width="([\d.]+)" d="([^"]+)"/g)]
    .flatMap(([, width = '', path = '']) =>
      [...path.matchAll(/M([\d.]+) /g)].map(([, middle]) => ({
        from: Number(middle) - Number(width) / 2,
        width: Number(width),
      })),
    )
    .sort((a, b) => a.from - b.from);
  const module = Math.min(...bars.map(({ width }) => width));
  return bars.flatMap(({ from, width }, i) => {
    const next = bars[i + 1];
    const own = Math.round(width / module);
    return next ? [own, Math.round((next.from - from - width) / module)] : [own];
  });
}
