import type { PromotionView } from '../../shared/contract/cart.ts';
import { GIVES_WAY } from './deal-acts.ts';

type Reason = PromotionView['reason'];

/** Nothing the customer buys or does at this till would bring these in. */
const FOREIGN: readonly Reason[] = ['nothing_in_scope', 'other_store', 'other_register'];
/** Out of reach today, however much is bought. */
const OUT_OF_TIME: readonly Reason[] = ['not_started', 'ended', 'not_this_day', 'not_this_hour'];

/** A season can have hundreds that give nothing; what is nearest is said, the rest is counted. */
const MOST_NOT_TAKEN = 40;

/**
 * The promotions worth a line in the explanation: taken ones as the core gave them, then what somebody decided by hand,
 * what gave way to better, what something is missing for, what is out of time. `otherCount` is how many are left out.
 */
export function dealsToShow(promotions: readonly PromotionView[]): {
  readonly shown: readonly PromotionView[];
  readonly otherCount: number;
} {
  const taken = promotions.filter((one) => one.isTaken);
  const near = promotions
    .filter((one) => !one.isTaken && (one.choice !== 'auto' || !FOREIGN.includes(one.reason)))
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, MOST_NOT_TAKEN);
  return {
    shown: [...taken, ...near],
    otherCount: promotions.length - taken.length - near.length,
  };
}

function distance({ choice, reason }: PromotionView): number {
  if (choice !== 'auto') return 0;
  if (GIVES_WAY.includes(reason)) return 1;
  return OUT_OF_TIME.includes(reason) ? 3 : 2;
}
