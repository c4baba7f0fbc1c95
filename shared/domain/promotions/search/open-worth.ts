import type { Problem } from '../promotion-problem.ts';
import { at } from './number-at.ts';
import { type OpenWorth, standingPrice } from './structures.ts';
import { type Candidate, mostOff, rateOf } from './whole-cart-candidates.ts';
import { holdableLines } from './whole-cart-outlook.ts';

/**
 * What rates of whole-cart promotions bring at most: of every open unit `rateOf` of its price, and `rounding` fen;
 * `others` are those that this leaves out. Rates of what is left grow into each other, 10 % and 10 % are 19 %; rates of
 * the price itself add up, less what later rates of what is left then miss.
 */
export function openWorthOf(problem: Problem, candidates: readonly Candidate[]): OpenWorth {
  const { lineOf, unitCount } = problem;
  const lineCount = problem.lines.length;
  const sums = new Float64Array(lineCount);
  const units = new Float64Array(lineCount);
  for (let unit = 0; unit < unitCount; unit++) {
    const line = lineOf[unit] ?? 0;
    sums[line] = at(sums, line) + standingPrice(problem, unit);
    units[line] = at(units, line) + 1;
  }
  const ofLeft = new Float64Array(lineCount);
  const ofPrice = new Float64Array(lineCount);
  const holdable = holdableLines(problem);
  const others: Candidate[] = [];
  let rounding = 0;
  for (const candidate of candidates.toReversed()) {
    const lines = [...candidate.lines];
    const sum = lines.reduce((total, line) => total + at(sums, line), 0);
    const count = lines.reduce((total, line) => total + at(units, line), 0);
    if (mostOff(candidate.benefit, sum, count) <= 0) continue;
    const rate = rateOf(candidate.benefit, sum);
    if (rate <= 0 || candidates.some((other) => isClash(candidate, other, holdable))) {
      others.push(candidate);
      continue;
    }
    const rates = candidate.isRunning ? ofLeft : ofPrice;
    for (const line of lines) rates[line] = at(rates, line) + (1 - at(ofLeft, line)) * rate;
    rounding += 0.5 + lines.length;
  }
  const rateOfUnit = Float64Array.from(lineOf, (line) =>
    Math.min(1, at(ofLeft, line) + at(ofPrice, line)),
  );
  return { rateOf: rateOfUnit, rounding, others };
}

/** Whether two cannot both be taken, whatever is chosen for the units. */
function isClash(a: Candidate, b: Candidate, holdable: ReadonlySet<number>): boolean {
  if (a === b) return false;
  if (a.coupon !== '' && a.coupon === b.coupon) return true;
  // A coupon may be barred from the line that it shares, and then shares it no more.
  if (a.group === '' || a.group !== b.group || a.isCoupon || b.isCoupon) return false;
  return a.lines.some((line) => !holdable.has(line) && b.lines.includes(line));
}
