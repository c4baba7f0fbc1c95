import { fen } from '../../kernel/money.ts';
import { baseOf, type Explained, excludes, isSameCoupon } from './explained.ts';
import { evaluate, isCoupon, sumOf, type Taking } from './pipeline.ts';
import type { NearMiss } from './promotion-cart.ts';
import type { Problem, Rule } from './promotion-problem.ts';
import { halfUp, isWholeCart, offWholeCart, type WholeCartBenefit } from './whole-cart.ts';

/** More than anybody reads out to a customer; each costs as much as pricing the cart once. */
const MOST_TOLD = 5;

type Step = {
  readonly missingFen: number | null;
  readonly missingUnits: number | null;
  readonly off: number;
};
type Near = { readonly rule: Rule; readonly way: Way; readonly step: Step };

/**
 * Thresholds that little is missing to: the next step of each, and what the whole cart would save more with just that
 * much of goods that nothing else is about. The nearest first, and not more than a customer can be told.
 */
export function nearMissesOf(explained: Explained): readonly NearMiss[] {
  const near = explained.problem.rules
    .flatMap((rule) => nearOf(explained, rule))
    .toSorted((a, b) => byDistance(a.step, b.step) || b.step.off - a.step.off);
  const told: NearMiss[] = [];
  for (const { rule, way, step } of near) {
    if (told.length === MOST_TOLD) break;
    const givesFen = gainOf(explained, way, rule, step);
    if (givesFen <= 0) continue;
    const missingFen = step.missingFen === null ? null : fen(step.missingFen);
    const { missingUnits } = step;
    told.push({ promotion: rule.promotion, missingFen, missingUnits, givesFen: fen(givesFen) });
  }
  return told.toSorted(
    (a, b) =>
      byDistance(a, b) ||
      b.givesFen - a.givesFen ||
      (a.promotion.promotionId < b.promotion.promotionId ? -1 : 1),
  );
}

function byDistance(
  a: Pick<Step, 'missingFen' | 'missingUnits'>,
  b: Pick<Step, 'missingFen' | 'missingUnits'>,
): number {
  return (a.missingUnits ?? 0) - (b.missingUnits ?? 0) || (a.missingFen ?? 0) - (b.missingFen ?? 0);
}

function nearOf(explained: Explained, rule: Rule): readonly Near[] {
  const { benefit } = rule.promotion;
  if (!isWholeCart(benefit)) return [];
  const isTaken = explained.taken.has(rule.promotion);
  const way = isTaken ? { ...explained, givesWay: 0 } : wayInto(explained, rule);
  if (!way) return [];
  const { sum, units } = baseOf(way, rule);
  const step = sum > 0 ? nextStep(benefit, sum, units.length) : null;
  const now = Math.max(offWholeCart(benefit, sum, units.length), way.givesWay);
  return step && step.off > now ? [{ rule, way, step }] : [];
}

/** A cart as it would be, with what was taken off by what had to give way for it. */
type Way = Explained & { readonly givesWay: number };

/** The cart with a rule let in and with what excludes it left out; `null` where that would shift more than thresholds. */
function wayInto(explained: Explained, rule: Rule): Way | null {
  const { evaluation, problem } = explained;
  const { choice } = explained.found;
  if (rule.promotion.isExclusive) {
    const isInTheWay = evaluation.takings.some(
      (taking) => touches(taking, rule) || isSameCoupon(taking.rule, rule),
    );
    const useOf = choice.useOf.map((user, u) => (rule.units.includes(u) ? rule.index : user));
    const found = { ...explained.found, choice: { ...choice, useOf } };
    return isInTheWay ? null : { ...explained, found, givesWay: 0 };
  }
  const giving = evaluation.takings.filter((taking) => excludes(explained, taking.rule, rule));
  if (!giving.every((taking) => mayGiveWay(explained, taking.rule))) return null;
  const given = new Set(giving.map(({ rule: other }) => other.index));
  const taken = new Set([...choice.taken].filter((index) => !given.has(index)));
  const isBaseSame = giving.every(({ rule: other }) => isBehind(other, rule));
  const found = {
    ...explained.found,
    choice: { ...choice, taken: new Set([...taken, rule.index]) },
  };
  return {
    ...explained,
    found,
    evaluation: isBaseSame ? evaluation : evaluate(problem, { ...choice, taken }),
    givesWay: giving.reduce((sum, { off }) => sum + sumOf(off), 0),
  };
}

function mayGiveWay({ context }: Explained, { promotion, works }: Rule): boolean {
  return (
    works === 'whole_cart' && !promotion.isExclusive && !context.pinned.has(promotion.promotionId)
  );
}

/** Whether leaving a rule out changes nothing of what another looks at. */
function isBehind(left: Rule, rule: Rule): boolean {
  const isEarlier = rule.promotion.basis === 'running' && left.index < rule.index;
  return !isEarlier && (left.promotion.stacksWithCoupons || !isCoupon(rule) || isCoupon(left));
}

/** Whether a taking looks at any of the units, or gives some of them. */
function touches({ rule: other, off }: Taking, rule: Rule): boolean {
  return rule.units.some((unit) => other.units.includes(unit) || off.has(unit));
}

/** What a way saves more than the cart does now, once the missing goods are in it; 0 where it loses what was insisted on. */
function gainOf(explained: Explained, way: Explained, rule: Rule, step: Step): number {
  const problem = withGoods(explained.problem, rule, step);
  const none = Array.from({ length: problem.unitCount - explained.problem.unitCount }, () => -1);
  const { choice } = way.found;
  const user = rule.promotion.isExclusive ? none.map(() => rule.index) : none;
  const then = evaluate(problem, {
    ...choice,
    offerOf: [...choice.offerOf, ...none],
    useOf: [...choice.useOf, ...user],
    setOf: [...choice.setOf, ...none],
  });
  const taken = new Set(then.takings.map((taking) => taking.rule.promotion));
  const { pinned } = explained.context;
  for (const one of explained.taken) {
    if (pinned.has(one.promotionId) && !taken.has(one)) return 0;
  }
  return explained.evaluation.netFen + (step.missingFen ?? 0) - then.netFen;
}

/** The cart with goods of just the missing amount, or as many units that cost nothing, which this rule alone is about. */
function withGoods(problem: Problem, rule: Rule, step: Step): Problem {
  const [line] = problem.lines;
  if (!line) return problem;
  const count = step.missingUnits ?? 1;
  const priceFen = fen(step.missingFen ?? 0);
  const units = Array.from({ length: count }, (_, i) => problem.unitCount + i);
  const goods = { ...line, lineId: '', unitCount: count, unitListFen: priceFen };
  return {
    ...problem,
    lines: [...problem.lines, goods],
    unitCount: problem.unitCount + count,
    lineOf: [...problem.lineOf, ...units.map(() => problem.lines.length)],
    placeOf: [...problem.placeOf, ...units.keys()],
    listOf: [...problem.listOf, ...units.map(() => priceFen)],
    rules: problem.rules.map((one) =>
      one === rule ? { ...one, units: [...one.units, ...units] } : one,
    ),
    standing: [...problem.standing, ...units.map(() => null)],
    free: [...problem.free, ...units.map(() => [])],
  };
}

/** The next step of a threshold above what there is; `null` where there is none. */
function nextStep(benefit: WholeCartBenefit, sum: number, count: number): Step | null {
  const at = (over: number, off: number): Step | null =>
    over > sum ? { missingFen: over - sum, missingUnits: null, off } : null;
  switch (benefit.kind) {
    case 'threshold_once':
      return at(benefit.overFen, benefit.offFen);
    case 'threshold_each': {
      const over = (Math.floor(sum / benefit.perFen) + 1) * benefit.perFen;
      return at(over, offWholeCart(benefit, over, count));
    }
    case 'threshold_tiered': {
      const above = benefit.tiers.filter((tier) => tier.overFen > sum);
      const next = above.toSorted((a, b) => a.overFen - b.overFen)[0];
      return next ? at(next.overFen, next.offFen) : null;
    }
    case 'threshold_percent': {
      const { overFen, overUnits } = benefit.threshold;
      if (overFen !== null) return at(overFen, offWholeCart(benefit, overFen, count));
      if (overUnits === null || count >= overUnits) return null;
      const off = Math.min(halfUp(sum, benefit.offRate), benefit.capFen ?? sum);
      return { missingFen: null, missingUnits: overUnits - count, off };
    }
    case 'coupon':
      return at(benefit.overFen, offWholeCart(benefit, benefit.overFen, count));
  }
}
