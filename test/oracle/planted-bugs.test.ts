import { describe, expect, it } from 'vitest';
import { bestPromotions } from '../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type {
  PromotionContext,
  PromotionOutcome,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../shared/kernel/money.ts';
import { smallCart } from '../support/random-promotions.ts';
import { type Solve, wrongWith } from './judge.ts';

/** So many carts of the 10,000 have to be enough to notice. */
const CARTS = 1_500;

describe('a bug in the pricing of promotions does not pass the oracle', () => {
  it('and the engine as it is passes on the same carts', () => {
    expect(firstCaught(bestPromotions)).toBeNull();
  });

  it.each(Object.entries(bugs()))('%s', (_, solve) => {
    expect(firstCaught(solve)).not.toBeNull();
  });
});

function firstCaught(solve: Solve): string | null {
  for (let seed = 1; seed <= CARTS; seed++) {
    const wrong = wrongWith(smallCart(seed), solve);
    if (wrong) return wrong;
  }
  return null;
}

/** The engine with one mistake each. */
function bugs(): Readonly<Record<string, Solve>> {
  const changing =
    (change: (promotion: Promotion) => Promotion): Solve =>
    (lines, context) =>
      bestPromotions(lines, { ...context, promotions: context.promotions.map(change) });
  return {
    'a limit of a sale lets one more through': changing((promotion) => {
      const { perSale } = promotion.quota;
      return perSale === null
        ? promotion
        : { ...promotion, quota: { ...promotion.quota, perSale: perSale + 1 } };
    }),
    'what is left of a quota is one too many': (lines, context) => {
      const more = [...context.quotaLeft].map(([id, left]): [string, number] => [id, left + 1]);
      return bestPromotions(lines, { ...context, quotaLeft: new Map(more) });
    },
    'what a line cannot bear is moved to the others': movesClipped,
    'promotions are taken in the order of the list': greedy,
    'a fen that an allocation lost is given to the last unit': lastFen,
    'a group bars nothing': changing((promotion) => ({ ...promotion, group: '' })),
    'coupons stack with everything': changing((promotion) => ({
      ...promotion,
      stacksWithCoupons: true,
    })),
    'thresholds always look at the activity price': changing((promotion) => ({
      ...promotion,
      basis: 'activity',
    })),
    'an exclusive promotion is taken beside others': changing((promotion) => ({
      ...promotion,
      isExclusive: false,
    })),
    'a cap is forgotten': changing(withoutCap),
    'what the cashier left out is taken': (lines, context) =>
      bestPromotions(lines, { ...context, unticked: new Set() }),
    'a promotion that ends now is still taken': (lines, context) =>
      bestPromotions(lines, { ...context, at: context.at - 1 }),
  };
}

function withoutCap(promotion: Promotion): Promotion {
  const { benefit } = promotion;
  return 'capFen' in benefit ? { ...promotion, benefit: { ...benefit, capFen: null } } : promotion;
}

/** Keeps each promotion in turn that lowers the total beside those kept before it. */
function greedy(lines: Parameters<Solve>[0], context: PromotionContext): PromotionOutcome {
  let kept: readonly Promotion[] = [];
  const priced = (promotions: readonly Promotion[]) =>
    bestPromotions(lines, {
      ...context,
      promotions,
      pinned: new Set(promotions.map(({ promotionId }) => promotionId)),
    });
  let best = priced(kept);
  for (const promotion of context.promotions) {
    const tried = priced([...kept, promotion]);
    if (tried.netFen >= best.netFen) continue;
    kept = [...kept, promotion];
    best = tried;
  }
  return best;
}

/** Takes what was forfeited off the next unit that has something left, under the same promotion. */
function movesClipped(...[lines, context]: Parameters<Solve>): PromotionOutcome {
  const outcome = bestPromotions(lines, context);
  const clipped = outcome.taken.find(({ forfeitedFen }) => forfeitedFen > 0);
  return clipped
    ? oneUnitChanged(outcome, clipped.promotion, (left) => Math.min(left, clipped.forfeitedFen))
    : outcome;
}

function lastFen(...[lines, context]: Parameters<Solve>): PromotionOutcome {
  const outcome = bestPromotions(lines, context);
  const split = outcome.taken.find(({ promotion }) => promotion.layer > 2);
  return split ? oneUnitChanged(outcome, split.promotion, (left) => Math.min(left, 1)) : outcome;
}

/** The outcome with more off the first unit of a line that has both the promotion and money left. */
function oneUnitChanged(
  outcome: PromotionOutcome,
  promotion: Promotion,
  more: (left: number) => number,
): PromotionOutcome {
  const isOf = (id: Promotion) => id.promotionId === promotion.promotionId;
  const at = outcome.lines.findIndex(
    ({ shares, unitNets }) =>
      unitNets.some((net) => net > 0) && shares.some((own) => isOf(own.promotion)),
  );
  const line = outcome.lines[at];
  if (!line) return outcome;
  const unit = line.unitNets.findIndex((net) => net > 0);
  const off = more(line.unitNets[unit] ?? 0);
  const changed = {
    ...line,
    unitNets: line.unitNets.with(unit, fen((line.unitNets[unit] ?? 0) - off)),
    shares: line.shares.map((own) =>
      isOf(own.promotion)
        ? {
            ...own,
            amountFen: fen(own.amountFen + off),
            unitShares: own.unitShares.with(unit, fen((own.unitShares[unit] ?? 0) + off)),
          }
        : own,
    ),
  };
  return {
    ...outcome,
    lines: outcome.lines.with(at, changed),
    netFen: fen(outcome.netFen - off),
    taken: outcome.taken.map((one) =>
      isOf(one.promotion) ? { ...one, amountFen: fen(one.amountFen + off) } : one,
    ),
  };
}
