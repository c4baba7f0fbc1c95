import { allocate } from '../../kernel/allocate.ts';
import { fen } from '../../kernel/money.ts';
import type { Problem, Rule } from './promotion-problem.ts';
import { offNthItem, offSet, type UnitAt } from './several-units.ts';
import { isWholeCart, offWholeCart, timesReached } from './whole-cart.ts';

/** Everything that the rules leave free: who takes which unit price, what uses which unit, what the cart takes. */
export type Choice = {
  /** By unit: the index of the free unit price it takes; -1 keeps the price it simply has. */
  readonly offerOf: readonly number[];
  /** By unit: the rule of several units, or the exclusive one of the whole cart, that uses it; -1 none. */
  readonly useOf: readonly number[];
  /** By unit: which set of a bundle or a pick it is in; sets of one rule differ; -1 none. */
  readonly setOf: readonly number[];
  /** Whole-cart rules that are not exclusive, by index. */
  readonly taken: ReadonlySet<number>;
};

/** What one rule took: an amount by unit, what was clipped, and how often it was had. */
export type Taking = {
  readonly rule: Rule;
  readonly off: ReadonlyMap<number, number>;
  readonly forfeitedFen: number;
  readonly times: number;
};

export type Evaluation = {
  /** In the order of the pipeline; a rule that gives nothing is not among them. */
  readonly takings: readonly Taking[];
  /** By unit: the price after the unit price and after several units, and what is left in the end. */
  readonly unitPrices: readonly number[];
  readonly activityPrices: readonly number[];
  readonly nets: readonly number[];
  /** By unit: taken by an exclusive promotion, and so in nothing else. */
  readonly isHeld: readonly boolean[];
  /** By unit: under a promotion that takes no coupons. */
  readonly isBarred: readonly boolean[];
  readonly netFen: number;
};

/** Prices one choice by the pipeline: unit prices, several units, then the whole cart in order. */
export function evaluate(problem: Problem, choice: Choice): Evaluation {
  const prices = unitPricesOf(problem, choice);
  const several = severalOf(problem, choice, prices.unitPrices);
  const activityPrices = prices.unitPrices.map((price, unit) => price - offAt(several, unit));
  const isBarred = barredBy(problem, choice, [...prices.takings, ...several], prices.isHeld);
  const nets = [...activityPrices];
  const whole = wholeOf(problem, choice, { ...prices, activityPrices, isBarred }, nets);
  return {
    takings: [...prices.takings, ...several, ...whole].toSorted(
      (a, b) => a.rule.index - b.rule.index,
    ),
    unitPrices: prices.unitPrices,
    activityPrices,
    nets,
    isHeld: prices.isHeld,
    isBarred,
    netFen: nets.reduce((a, b) => a + b, 0),
  };
}

function unitPricesOf(problem: Problem, choice: Choice) {
  const off = new Map<Rule, Map<number, number>>();
  const isHeld: boolean[] = [];
  const unitPrices = problem.listOf.map((list, unit) => {
    const user = problem.rules[choice.useOf[unit] ?? -1];
    isHeld.push(user?.promotion.isExclusive ?? false);
    if (user?.promotion.isExclusive) return list;
    const chosen = choice.offerOf[unit] ?? -1;
    const offer =
      chosen < 0
        ? problem.standing[unit]
        : problem.free[unit]?.find((free) => free.rule.index === chosen);
    if (!offer) return list;
    if (offer.rule.promotion.isExclusive) isHeld[unit] = true;
    const of = off.get(offer.rule) ?? new Map<number, number>();
    off.set(offer.rule, of.set(unit, list - offer.priceFen));
    return offer.priceFen;
  });
  const takings = [...off].map(([rule, by]) => taking(rule, by, by.size));
  return { unitPrices, isHeld, takings };
}

/** What promotions of several units take, each from the price after the unit price. */
export function severalOf(
  problem: Problem,
  choice: Choice,
  unitPrices: readonly number[],
): readonly Taking[] {
  const users = Map.groupBy(problem.listOf.keys(), (unit) => choice.useOf[unit] ?? -1);
  return [...users].flatMap(([index, units]) => {
    const rule = problem.rules[index];
    if (rule?.works !== 'several_units') return [];
    const used = units.map((unit) => ({ unit, priceFen: unitPrices[unit] ?? 0 }));
    const found = offSeveral(problem, choice, rule, used);
    return found.off.size === 0 ? [] : [found];
  });
}

function offSeveral(problem: Problem, choice: Choice, rule: Rule, used: readonly UnitAt[]): Taking {
  const { benefit } = rule.promotion;
  switch (benefit.kind) {
    case 'nth_item': {
      const off = offNthItem(benefit, used, rule.limit, problem.placeOf);
      return taking(rule, off, off.size);
    }
    case 'bundle':
    case 'pick_n': {
      const sets = [...Map.groupBy(used, (u) => choice.setOf[u.unit] ?? -1).values()];
      const off = sets.map((set) => offSet(set, benefit.priceFen, problem.lineOf));
      return taking(rule, new Map(off.flatMap((of) => [...(of ?? [])])), sets.length);
    }
    case 'gift':
    case 'add_on': {
      const price = benefit.kind === 'gift' ? 0 : benefit.priceFen;
      const off = used.map((u) => [u.unit, u.priceFen - price] as const);
      return taking(rule, new Map(off), off.length);
    }
    default:
      return taking(rule, new Map(), 0);
  }
}

function barredBy(
  problem: Problem,
  choice: Choice,
  takings: readonly Taking[],
  isHeld: readonly boolean[],
): readonly boolean[] {
  const isBarred = problem.listOf.map(() => false);
  for (const { rule, off } of takings) {
    if (rule.promotion.stacksWithCoupons) continue;
    const used = rule.works === 'one_unit' ? off.keys() : usedBy(choice, rule);
    for (const unit of used) isBarred[unit] = true;
  }
  for (const index of choice.taken) {
    const rule = problem.rules[index];
    if (!rule || rule.promotion.stacksWithCoupons || isCoupon(rule)) continue;
    for (const unit of rule.units) if (!isHeld[unit]) isBarred[unit] = true;
  }
  return isBarred;
}

/** The units that a rule of several units uses, discounted or not. */
function usedBy(choice: Choice, rule: Rule): readonly number[] {
  return choice.useOf.flatMap((user, unit) => (user === rule.index ? [unit] : []));
}

export function isCoupon(rule: Rule): boolean {
  return rule.promotion.benefit.kind === 'coupon';
}

function wholeOf(
  problem: Problem,
  choice: Choice,
  at: {
    readonly activityPrices: readonly number[];
    readonly isHeld: readonly boolean[];
    readonly isBarred: readonly boolean[];
  },
  nets: number[],
): readonly Taking[] {
  const takings: Taking[] = [];
  for (const rule of problem.rules) {
    if (rule.works !== 'whole_cart') continue;
    const { isExclusive, basis } = rule.promotion;
    if (!isExclusive && !choice.taken.has(rule.index)) continue;
    const units = isExclusive
      ? usedBy(choice, rule)
      : rule.units.filter((u) => !at.isHeld[u] && !(isCoupon(rule) && at.isBarred[u]));
    const base = basis === 'running' ? nets : at.activityPrices;
    const found = takeWhole(
      problem,
      rule,
      units.map((unit) => ({ unit, priceFen: base[unit] ?? 0 })),
      nets,
    );
    if (found) takings.push(found);
  }
  return takings;
}

/** Takes one whole-cart rule off what is left: by line, clipped, the clipped part forfeited, then by unit. */
function takeWhole(
  problem: Problem,
  rule: Rule,
  units: readonly UnitAt[],
  nets: number[],
): Taking | null {
  const { benefit } = rule.promotion;
  if (!isWholeCart(benefit)) return null;
  const sum = units.reduce((total, u) => total + u.priceFen, 0);
  const amount = offWholeCart(benefit, sum, units.length);
  if (amount <= 0) return null;
  const lines = [...Map.groupBy(units, (u) => problem.lineOf[u.unit] ?? 0).values()];
  const shares = allocate(
    fen(amount),
    lines.map((of) => of.reduce((total, u) => total + u.priceFen, 0)),
  );
  const off = new Map<number, number>();
  for (const [index, of] of lines.entries()) {
    const left = of.map((u) => nets[u.unit] ?? 0);
    const most = left.reduce((a, b) => a + b, 0);
    const share = fen(Math.min(shares[index] ?? 0, most));
    if (share === 0) continue;
    const parts = unitParts(share, of, left);
    for (const [place, u] of of.entries()) {
      const part = parts[place] ?? 0;
      if (part === 0) continue;
      off.set(u.unit, part);
      nets[u.unit] = (nets[u.unit] ?? 0) - part;
    }
  }
  const given = sumOf(off);
  return { rule, off, forfeitedFen: amount - given, times: timesReached(benefit, sum) };
}

/** A line's share over its units by what they cost, or by what is left where one has less than its part. */
function unitParts(share: number, of: readonly UnitAt[], left: readonly number[]) {
  const parts = allocate(
    fen(share),
    of.map((u) => u.priceFen),
  );
  const isCovered = parts.every((part, place) => part <= (left[place] ?? 0));
  return isCovered ? parts : allocate(fen(share), left);
}

function taking(rule: Rule, off: ReadonlyMap<number, number>, times: number): Taking {
  return { rule, off, forfeitedFen: 0, times };
}

function offAt(takings: readonly Taking[], unit: number): number {
  return takings.reduce((sum, { off }) => sum + (off.get(unit) ?? 0), 0);
}

/** All that a taking took off. */
export function sumOf(off: ReadonlyMap<number, number>): number {
  return [...off.values()].reduce((a, b) => a + b, 0);
}
