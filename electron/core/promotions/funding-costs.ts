import type { CostByFunding } from '../../../shared/contract/promotion-trials.ts';
import type { PricedCart } from '../../../shared/domain/pricing/priced-cart.ts';

export const NO_COSTS: CostByFunding = { store: 0, brand: 0, platform: 0, government: 0 };

/** What each who pays bears more with a promotion than without it, in fen; below zero where it bears less. */
export function costsOf(without: PricedCart, withIt: PricedCart): CostByFunding {
  return addCosts(bornBy(withIt), bornBy(without), -1);
}

export function addCosts(a: CostByFunding, b: CostByFunding, sign: 1 | -1 = 1): CostByFunding {
  return {
    store: a.store + sign * b.store,
    brand: a.brand + sign * b.brand,
    platform: a.platform + sign * b.platform,
    government: a.government + sign * b.government,
  };
}

export function sumOfCosts({ store, brand, platform, government }: CostByFunding): number {
  return store + brand + platform + government;
}

function bornBy({ lines }: PricedCart): CostByFunding {
  const sums = { ...NO_COSTS };
  for (const { shares } of lines) {
    for (const { promotion, amountFen } of shares) sums[promotion.funding] += amountFen;
  }
  return sums;
}
