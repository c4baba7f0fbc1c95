import type { Problem } from '../promotion-problem.ts';
import { at } from './number-at.ts';
import { type OpenWorth, standingPrice } from './structures.ts';
import { type Candidate, mostOff, rateOf } from './whole-cart-candidates.ts';

/**
 * The most that whole-cart promotions can bring: `fixed` fen whatever is chosen for the units, and of every open unit
 * at most `rateOf` of its price. Rates of what is left grow into each other, 10 % and 10 % are 19 %; rates of the price
 * itself add up, less what later rates of what is left then miss.
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
  const most = new Map<string, number>();
  let fixed = 0;
  for (const candidate of candidates.toReversed()) {
    const lines = [...candidate.lines];
    const sum = lines.reduce((total, line) => total + at(sums, line), 0);
    const count = lines.reduce((total, line) => total + at(units, line), 0);
    const off = mostOff(candidate.benefit, sum, count);
    const rate = rateOf(candidate.benefit, sum);
    if (off <= 0) continue;
    const coupons = candidates.filter((other) => other.coupon === candidate.coupon).length;
    if (candidate.coupon !== '' && coupons > 1) {
      most.set(candidate.coupon, Math.max(most.get(candidate.coupon) ?? 0, off));
    } else if (rate > 0) {
      const rates = candidate.isRunning ? ofLeft : ofPrice;
      for (const line of lines) rates[line] = at(rates, line) + (1 - at(ofLeft, line)) * rate;
      fixed += 0.5 + lines.length;
    } else fixed += off;
  }
  for (const off of most.values()) fixed += off;
  const rateOfUnit = Float64Array.from(lineOf, (line) =>
    Math.min(1, at(ofLeft, line) + at(ofPrice, line)),
  );
  return { rateOf: rateOfUnit, fixed };
}
