import { type Fen, fen } from '../../kernel/money.ts';
import { type Explained, wantedUnits } from './explained.ts';
import type { Promotion } from './promotion.ts';
import type { Problem, Rule } from './promotion-problem.ts';
import { standingPrice } from './search/structures.ts';
import { unitPriceUnder } from './unit-price.ts';
import { halfUp } from './whole-cart.ts';

/** The unit price of higher priority that rules it out, where it is offered on no unit at all. */
export function outrankedBy({ problem }: Explained, rule: Rule): Promotion | null {
  if (rule.units.some((unit) => isOffered(problem, rule, unit))) return null;
  for (const unit of rule.units) {
    const unitMilli = problem.lines[problem.lineOf[unit] ?? 0]?.unitMilli;
    const price = unitPriceUnder(rule.promotion.benefit, listOf(problem, unit), unitMilli);
    if (price === null) continue;
    const best = problem.standing[unit] ?? problem.free[unit]?.[0];
    const { promotion } = best?.rule ?? {};
    if (promotion && promotion.priority > rule.promotion.priority) return promotion;
  }
  return null;
}

export function isOffered({ standing, free }: Problem, rule: Rule, unit: number): boolean {
  return (
    standing[unit]?.rule === rule || (free[unit]?.some((offer) => offer.rule === rule) ?? false)
  );
}

/** How many units a set or an N-th item lacks, counting what is in the cart at all. */
export function unitsLacking({ problem }: Explained, rule: Rule): number {
  const { benefit } = rule.promotion;
  if (benefit.kind === 'nth_item') return benefit.n - rule.units.length;
  if (benefit.kind === 'pick_n') return benefit.count - rule.units.length;
  if (benefit.kind !== 'bundle') return 0;
  return benefit.items.reduce(
    (lacking, { sku, quantity }) =>
      lacking + Math.max(0, quantity - ofSku(problem, rule.units, sku).length),
    0,
  );
}

/** Whether nothing would cost less under it than it does now: no unit, no set, no reward. */
export function isNoLower(explained: Explained, rule: Rule): boolean {
  const { problem } = explained;
  const { benefit, isExclusive } = rule.promotion;
  const price = (unit: number) =>
    isExclusive ? listOf(problem, unit) : openPrice(explained, unit);
  const dearest = (units: readonly number[], count: number) =>
    units
      .map(price)
      .toSorted((a, b) => b - a)
      .slice(0, count)
      .reduce((sum, one) => sum + one, 0);
  const goods = wantedUnits(explained, rule);
  switch (benefit.kind) {
    case 'bundle': {
      const sums = benefit.items.map(({ sku, quantity }) =>
        dearest(ofSku(problem, goods, sku), quantity),
      );
      return sums.reduce((total, sum) => total + sum, 0) <= benefit.priceFen;
    }
    case 'pick_n':
      return dearest(goods, benefit.count) <= benefit.priceFen;
    case 'nth_item':
      return goods.every((u) => halfUp(price(u), 10_000 - benefit.offRate) === price(u));
    case 'gift':
      return goods.every((u) => price(u) === 0);
    case 'add_on':
      return goods.every((u) => price(u) <= benefit.priceFen);
    default:
      return !goods.some((unit) => isOffered(problem, rule, unit));
  }
}

/** What a unit costs now, or would if nothing exclusive held it. */
export function openPrice({ evaluation, problem }: Explained, unit: number): number {
  if (!evaluation.isHeld[unit]) return evaluation.unitPrices[unit] ?? 0;
  return standingPrice(problem, unit);
}

function ofSku({ lines, lineOf }: Problem, units: readonly number[], sku: string) {
  return units.filter((unit) => lines[lineOf[unit] ?? 0]?.sku === sku);
}

function listOf(problem: Problem, unit: number): Fen {
  return fen(problem.listOf[unit] ?? 0);
}
