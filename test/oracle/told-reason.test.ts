import { describe, expect, it } from 'vitest';
import { bestPromotions } from '../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import {
  type NearMiss,
  NOT_TAKEN_REASONS,
  type OpenReward,
  type PromotionLine,
  type PromotionOutcome,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../shared/kernel/money.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { smallCart } from '../support/random-promotions.ts';
import { shopCart, shopGoods } from '../support/shop-promotions.ts';
import { amountOff, type OracleCart } from './rule-arithmetic.ts';
import { beforeIn } from './told-prices.ts';
import { untrueReason } from './told-reason.ts';

const CARTS = Number(process.env.RUNS ?? 600);
const { seed } = printedSeed('promotions: what is told', 618_000_000);
const GOODS = shopGoods();
const SHOP = { lines: 6, promotions: 60 };
const solve = ({ lines, context }: OracleCart): PromotionOutcome => bestPromotions(lines, context);

describe('why a promotion was not taken', () => {
  it('is true of the cart, whatever is in it', () => {
    const told = new Set<string>();
    const wrong = carts().flatMap(([name, cart]) => {
      const outcome = solve(cart);
      return outcome.notTaken.flatMap((not) => {
        told.add(not.reason);
        const untrue = untrueReason({ cart, outcome, solve }, not);
        return untrue === null ? [] : [`${name}: ${untrue}`];
      });
    });
    expect(wrong).toEqual([]);
    // Every reason comes up, none of them stands there for nothing; these carts are at a register that takes part, and of pieces.
    const unsaid = NOT_TAKEN_REASONS.filter((reason) => !told.has(reason));
    expect(unsaid).toEqual(['other_register', 'whole_units_only']);
  });
});

describe('what is nearly reached', () => {
  it('gives what was promised for exactly what is missing, and a fen less does not reach it', () => {
    let misses = 0;
    const wrong = carts().flatMap(([name, cart]) => {
      const outcome = solve(cart);
      misses += outcome.nearMisses.length;
      return outcome.nearMisses.flatMap((miss) => {
        const untrue = untrueMiss(cart, outcome, miss);
        return untrue === null ? [] : [`${name}: ${miss.promotion.promotionId} ${untrue}`];
      });
    });
    expect(wrong).toEqual([]);
    expect(misses).toBeGreaterThan(0);
  });
});

describe('a reward that is still open', () => {
  it('makes so many more of its goods cost no more than it says', () => {
    let count = 0;
    const wrong = carts().flatMap(([name, cart]) => {
      const outcome = solve(cart);
      count += outcome.openRewards.length;
      return outcome.openRewards.flatMap((reward) => {
        const untrue = untrueReward(cart, outcome, reward);
        return untrue === null ? [] : [`${name}: ${reward.promotion.promotionId} ${untrue}`];
      });
    });
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(0);
  });
});

function untrueReward(cart: OracleCart, outcome: PromotionOutcome, reward: OpenReward) {
  const { promotion, skus, count } = reward;
  const taken = outcome.taken.map((one) => one.promotion);
  // Of a group another may have the goods that come; which of the two is then had is another question.
  const isAlone = promotion.group === '' || taken.every(({ group }) => group !== promotion.group);
  if (!isAlone || !outcome.isProved) return null;
  const ids = new Set(taken.map(({ promotionId }) => promotionId));
  const known = cart.lines.find(({ sku }) => skus.includes(sku));
  const more: PromotionLine = {
    ...{ sku: skus[0] ?? '', kind: 'goods', brand: 'zz', category: 'zz', tags: [] },
    ...known,
    ...{ lineId: 'zz', unitCount: count, unitListFen: fen(5_000), isPricedByHand: false },
  };
  // What was insisted on in vain could be had with more in the cart.
  const pinned = new Set([...cart.context.pinned].filter((id) => ids.has(id)));
  const context = { ...cart.context, pinned };
  const then = solve({ lines: [...cart.lines, more], context });
  const { benefit } = promotion;
  const price = benefit.kind === 'add_on' ? benefit.priceFen : 0;
  const most = outcome.netFen + count * price;
  return then.netFen <= most ? null : `promises ${most} in all, and it is ${then.netFen}`;
}

function carts(): readonly (readonly [string, OracleCart])[] {
  const made = (count: number, name: string, cart: (i: number) => OracleCart) =>
    Array.from({ length: count }, (_, i) => [`${name} ${seed + i}`, cart(i)] as const);
  return [
    ...made(CARTS, 'small', (i) => smallCart(seed + i)),
    ...made(CARTS / 30, 'shop', (i) => shopCart(seed + i, SHOP, GOODS)),
  ];
}

/** What a near miss promises that adding just the missing does not bring. */
function untrueMiss(cart: OracleCart, outcome: PromotionOutcome, miss: NearMiss): string | null {
  const { promotion, missingFen, missingUnits, givesFen } = miss;
  const price = missingFen ?? 1_000;
  // What was insisted on in vain could be had with more in the cart, which then might cost more.
  const taken = new Set(outcome.taken.map((one) => one.promotion.promotionId));
  const pinned = new Set([...cart.context.pinned].filter((id) => taken.has(id)));
  const more = withMore(cart, promotion, { price, unitCount: missingUnits ?? 1, pinned });
  const then = solve(more);
  const paid = outcome.netFen + price * (missingUnits ?? 1) - givesFen;
  if (outcome.isProved && then.isProved && then.netFen > paid) {
    return `promises ${paid} in all, and it is ${then.netFen}`;
  }
  const before = beforeIn(cart, outcome, promotion);
  const isTaken = taken.has(promotion.promotionId);
  if (before === null || promotion.isExclusive || (promotion.basis === 'running' && !isTaken)) {
    return null;
  }
  const off = (sum: number, count: number) => amountOff(promotion, sum, count);
  const now = off(before.sum, before.count);
  if (missingFen === null) {
    const last = before.count + (missingUnits ?? 0);
    if (off(before.sum, last) <= now) return 'is not reached';
    return off(before.sum, last - 1) > now ? 'is reached by a unit less' : null;
  }
  if (off(before.sum + missingFen, before.count + 1) <= now) return 'is not reached';
  const steps =
    promotion.benefit.kind === 'threshold_percent' || promotion.benefit.kind === 'coupon';
  if (steps && now > 0) return null; // a rate grows with every fen
  return off(before.sum + missingFen - 1, before.count) > now ? 'is reached by a fen less' : null;
}

type More = {
  readonly price: number;
  readonly unitCount: number;
  readonly pinned: ReadonlySet<string>;
};

/** The cart with goods that only this promotion is about. */
function withMore(
  { lines, context }: OracleCart,
  promotion: Promotion,
  { price, unitCount, pinned }: More,
): OracleCart {
  const more: PromotionLine = {
    ...{ lineId: 'zz', sku: 'zz', kind: 'goods', brand: 'zz', category: 'zz', tags: [] },
    ...{ unitCount, unitListFen: fen(price), isPricedByHand: false },
  };
  const promotions = context.promotions.map((one): Promotion => {
    const { scope } = one;
    if (one !== promotion) {
      const exclude = { ...scope.exclude, skus: [...scope.exclude.skus, 'zz'] };
      return { ...one, scope: { ...scope, exclude } };
    }
    const lists = [scope.skus, scope.brands, scope.categories, scope.tags];
    if (lists.every((list) => list.length === 0)) return one;
    return { ...one, scope: { ...scope, skus: [...scope.skus, 'zz'] } };
  });
  return { lines: [...lines, more], context: { ...context, promotions, pinned } };
}
