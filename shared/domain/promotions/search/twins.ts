import type { Choice } from '../pipeline.ts';
import type { Problem } from '../promotion-problem.ts';
import type { Structure } from './structures.ts';
import { compareRules, keyOf, type TieKey } from './tie-order.ts';

/**
 * N-th items that are alike but for their names, funding and dates: which of them has which units changes no price, so
 * that a search need look at one way of many.
 */
export type Twins = {
  /** By structure: the one like it that has to be used first; `null` none. */
  readonly before: readonly (Structure | null)[];
  /** Rules that are alike, by index, in the published order. */
  readonly classes: readonly (readonly number[])[];
};

export function twinsOf(
  problem: Problem,
  structures: readonly Structure[],
  pinned: ReadonlySet<number>,
): Twins {
  const nth = structures.filter((s) => s.kind === 'nth' && !pinned.has(s.rule.index));
  const alike = [...Map.groupBy(nth, likenessOf).values()].filter((of) => of.length > 1);
  const before = structures.map((structure) => {
    const of = alike.find((one) => one.includes(structure)) ?? [];
    return of[of.indexOf(structure) - 1] ?? null;
  });
  const classes = alike.map((of) =>
    of.map((s) => s.rule.index).toSorted((a, b) => compareRules(problem, [a], [b])),
  );
  return { before, classes };
}

function likenessOf({ rule, size, most, isExclusive, units }: Structure): string {
  const { benefit, group, stacksWithCoupons } = rule.promotion;
  const rate = benefit.kind === 'nth_item' ? benefit.offRate : 0;
  return JSON.stringify([size, rate, most, isExclusive, group, stacksWithCoupons, [...units]]);
}

/** Rules, by index and in the order of the pipeline, with the published first of each class for those that are used. */
export function twinsFirst({ classes }: Twins, rules: ReadonlySet<number>): readonly number[] {
  const used = new Set(rules);
  for (const of of classes) {
    const count = of.filter((rule) => rules.has(rule)).length;
    for (const [place, rule] of of.entries()) {
      if (place < count) used.add(rule);
      else used.delete(rule);
    }
  }
  return [...used].sort((a, b) => a - b);
}

/** The same choice with the published first of each class used, and its earlier units by the earlier of them. */
export function twinsInOrder(
  problem: Problem,
  { classes }: Twins,
  choice: Choice,
): { readonly choice: Choice; readonly key: TieKey } {
  const key = keyOf(problem, choice);
  const other = new Map<number, number>();
  for (const rules of classes) {
    const used = rules.filter((rule) => choice.useOf.includes(rule));
    const firstUnit = (rule: number) => key.byUnit.findIndex((of) => of.includes(rule));
    used.sort((a, b) => firstUnit(a) - firstUnit(b));
    for (const [i, rule] of used.entries()) other.set(rule, rules[i] ?? rule);
  }
  if ([...other].every(([rule, instead]) => rule === instead)) return { choice, key };
  const moved = { ...choice, useOf: choice.useOf.map((rule) => other.get(rule) ?? rule) };
  return { choice: moved, key: keyOf(problem, moved) };
}
