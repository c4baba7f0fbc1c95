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
  const firm = firmLines(problem);
  const cliques: Clique[] = [];
  let fixed = 0;
  for (const candidate of candidates.toReversed()) {
    const lines = [...candidate.lines];
    const sum = lines.reduce((total, line) => total + at(sums, line), 0);
    const count = lines.reduce((total, line) => total + at(units, line), 0);
    const off = mostOff(candidate.benefit, sum, count);
    const rate = rateOf(candidate.benefit, sum);
    if (off <= 0) continue;
    if (candidates.some((other) => other !== candidate && isClash(candidate, other, firm))) {
      joinClique(cliques, candidate, off, firm);
    } else if (rate > 0) {
      const rates = candidate.isRunning ? ofLeft : ofPrice;
      for (const line of lines) rates[line] = at(rates, line) + (1 - at(ofLeft, line)) * rate;
      fixed += 0.5 + lines.length;
    } else fixed += off;
  }
  for (const { off } of cliques) fixed += off;
  const rateOfUnit = Float64Array.from(lineOf, (line) =>
    Math.min(1, at(ofLeft, line) + at(ofPrice, line)),
  );
  return { rateOf: rateOfUnit, fixed };
}

/** Promotions of which only one can be taken, and the most that any of them gives. */
type Clique = { readonly candidates: Candidate[]; off: number };

function joinClique(
  cliques: Clique[],
  candidate: Candidate,
  off: number,
  firm: ReadonlySet<number>,
): void {
  const clique = cliques.find((c) => c.candidates.every((o) => isClash(candidate, o, firm)));
  if (!clique) {
    cliques.push({ candidates: [candidate], off });
    return;
  }
  clique.candidates.push(candidate);
  clique.off = Math.max(clique.off, off);
}

/** Whether two cannot both be taken, whatever is chosen for the units. */
function isClash(a: Candidate, b: Candidate, firm: ReadonlySet<number>): boolean {
  if (a.coupon !== '' && a.coupon === b.coupon) return true;
  // A coupon may be barred from the line that it shares, and then shares it no more.
  if (a.group === '' || a.group !== b.group || a.isCoupon || b.isCoupon) return false;
  return a.lines.some((line) => firm.has(line) && b.lines.includes(line));
}

/** Lines of which nothing exclusive can hold every unit. */
function firmLines(problem: Problem): ReadonlySet<number> {
  const firm = new Set(problem.lines.keys());
  for (const { promotion, works, units } of problem.rules) {
    if (!promotion.isExclusive) continue;
    const { benefit } = promotion;
    const isReward = benefit.kind === 'gift' || benefit.kind === 'add_on';
    for (const unit of units) firm.delete(problem.lineOf[unit] ?? 0);
    if (works !== 'several_units' || !isReward) continue;
    for (const [index, line] of problem.lines.entries()) {
      if (benefit.reward.skus.includes(line.sku)) firm.delete(index);
    }
  }
  return firm;
}
