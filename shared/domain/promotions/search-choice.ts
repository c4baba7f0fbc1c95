import { type Choice, evaluate } from './pipeline.ts';
import type { PromotionContext } from './promotion-cart.ts';
import type { Problem, Rule } from './promotion-problem.ts';

export type Found = { readonly choice: Choice; readonly isProved: boolean; readonly work: number };

/** Climbs from list prices: takes whatever lowers the total until nothing does. */
export function searchChoice(problem: Problem, context: PromotionContext): Found {
  let best: Choice = {
    offerOf: problem.listOf.map(() => -1),
    useOf: problem.listOf.map(() => -1),
    setOf: problem.listOf.map(() => -1),
    taken: new Set(),
  };
  let net = evaluate(problem, best).netFen;
  let work = 0;
  for (let isBetter = true; isBetter && work < context.workLimit; ) {
    isBetter = false;
    for (const rule of problem.rules) {
      const next = withRule(problem, best, rule);
      if (!next) continue;
      work += 1;
      const total = evaluate(problem, next).netFen;
      if (total >= net) continue;
      best = next;
      net = total;
      isBetter = true;
    }
  }
  return { choice: best, isProved: false, work };
}

function withRule(problem: Problem, choice: Choice, rule: Rule): Choice | null {
  const { benefit } = rule.promotion;
  const idle = rule.units.filter((unit) => (choice.useOf[unit] ?? -1) < 0);
  switch (rule.works) {
    case 'one_unit': {
      const able = idle.filter((u) => problem.free[u]?.some((offer) => offer.rule === rule));
      const takers = new Set(able.slice(0, Math.min(rule.limit, able.length)));
      return {
        ...choice,
        offerOf: choice.offerOf.map((was, unit) => (takers.has(unit) ? rule.index : was)),
      };
    }
    case 'whole_cart':
      return withWhole(problem, choice, rule);
    case 'several_units': {
      if (benefit.kind === 'nth_item') return using(choice, rule, idle, 0);
      if (benefit.kind === 'pick_n') {
        return idle.length < benefit.count
          ? null
          : using(choice, rule, idle.slice(0, benefit.count), idle[0] ?? 0);
      }
      if (benefit.kind !== 'bundle') return null;
      const picked = benefit.items.map(({ sku, quantity }) =>
        idle.filter((u) => problem.lines[problem.lineOf[u] ?? 0]?.sku === sku).slice(0, quantity),
      );
      const isWhole = picked.every((of, i) => of.length === benefit.items[i]?.quantity);
      const units = picked.flat();
      return isWhole ? using(choice, rule, units, units[0] ?? 0) : null;
    }
  }
}

function withWhole(problem: Problem, choice: Choice, rule: Rule): Choice | null {
  const { benefit, group, isExclusive } = rule.promotion;
  if (isExclusive || choice.taken.has(rule.index)) return null;
  const others = [...choice.taken].flatMap((index) => problem.rules[index] ?? []);
  const clashes = others.filter(({ promotion: other }) => {
    if (group !== '' && other.group === group) return true;
    return (
      benefit.kind === 'coupon' &&
      other.benefit.kind === 'coupon' &&
      other.benefit.coupon === benefit.coupon
    );
  });
  const taken = new Set(choice.taken);
  for (const clash of clashes) taken.delete(clash.index);
  return { ...choice, taken: taken.add(rule.index) };
}

function using(choice: Choice, rule: Rule, units: readonly number[], set: number): Choice {
  const used = new Set(units);
  return {
    ...choice,
    useOf: choice.useOf.map((was, unit) => (used.has(unit) ? rule.index : was)),
    setOf: choice.setOf.map((was, unit) => (used.has(unit) ? set : was)),
  };
}
