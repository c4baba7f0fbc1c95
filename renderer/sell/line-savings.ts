import type { AdjustmentView } from '../../shared/contract/cart.ts';

/** As many chips as fit beside each other under a line, with what else it says. */
const MOST_CHIPS = 3;

/**
 * What a line's chips name one by one: all of a few; of many the two that matter most, what a person gave by hand or
 * gave away first, then the largest. The rest is one chip more; all of it stands in the explanation.
 */
export function savingsToShow(adjustments: readonly AdjustmentView[]): {
  readonly shown: readonly AdjustmentView[];
  readonly rest: { readonly count: number; readonly amountFen: number } | null;
} {
  if (adjustments.length <= MOST_CHIPS) return { shown: adjustments, rest: null };
  const first = adjustments.toSorted(
    (a, b) => rank(a) - rank(b) || b.amountFen - a.amountFen || a.reason.localeCompare(b.reason),
  );
  const kept = first.slice(0, MOST_CHIPS - 1);
  const rest = first.slice(MOST_CHIPS - 1);
  return {
    shown: adjustments.filter((one) => kept.includes(one)),
    rest: { count: rest.length, amountFen: rest.reduce((sum, one) => sum + one.amountFen, 0) },
  };
}

function rank({ kind }: AdjustmentView): number {
  if (kind === 'gift') return 0;
  return kind === 'override' || kind === 'line_discount' || kind === 'cart_discount' ? 0 : 1;
}
