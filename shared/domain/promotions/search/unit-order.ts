import { type Choice, evaluate } from '../pipeline.ts';
import type { Problem } from '../promotion-problem.ts';
import { comesBefore, compareUnits, keyOf } from './tie-order.ts';

/**
 * The same choice with the units of each line told apart by the published order: of units that are alike, which the
 * search need not tell apart, the earlier ones take the earlier promotions. Where a unit's place in its line changes
 * what it costs, the choice stays as it is.
 */
export function earlierUnitsFirst(problem: Problem, choice: Choice): Choice {
  if (problem.unitCount === problem.lines.length) return choice;
  const key = keyOf(problem, choice);
  const from = Map.groupBy(problem.lineOf.keys(), (unit) => problem.lineOf[unit] ?? 0);
  const order = [...from.values()].flatMap((units) =>
    units.toSorted(
      (a, b) => compareUnits(problem, key.byUnit[a] ?? [], key.byUnit[b] ?? []) || a - b,
    ),
  );
  if (order.every((unit, place) => unit === place)) return choice;
  const moved = (of: readonly number[]) => order.map((unit) => of[unit] ?? -1);
  const other: Choice = {
    offerOf: moved(choice.offerOf),
    useOf: moved(choice.useOf),
    setOf: moved(choice.setOf),
    taken: choice.taken,
  };
  const costsAsMuch = evaluate(problem, other).netFen === evaluate(problem, choice).netFen;
  return costsAsMuch && comesBefore(problem, keyOf(problem, other), key) ? other : choice;
}
