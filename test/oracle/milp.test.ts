import { beforeAll, describe, expect, it } from 'vitest';
import { bestPromotions } from '../../shared/domain/promotions/best-promotions.ts';
import { printedSeed } from '../support/printed-seed.ts';
import { oneEachCart, shopGoods } from '../support/shop-promotions.ts';
import { bestChoice } from './best-choice.ts';
import { brokenSum } from './judge.ts';
import { milpOracle } from './milp.ts';
import { at, type OracleCart } from './rule-arithmetic.ts';

/** 500 carts, large ones among them; `MILP_CARTS=10000` is the long form, `SEED` tries others. */
const USUAL_SEED = 618_000_000;
const CARTS = Number(process.env.MILP_CARTS ?? 500);

/** Of every hundred carts so many of this size: the solver takes 20 ms for a small one and seconds for a large one. */
const SIZES = [
  { share: 53, units: 4, promotions: 8 },
  { share: 41, units: 6, promotions: 20 },
  { share: 4, units: 10, promotions: 40 },
  { share: 1.6, units: 20, promotions: 100 },
  { share: 0.4, units: 20, promotions: 200 },
] as const;

/** The long form takes some minutes. */
const LIMIT_MS = CARTS > 500 ? 3_600_000 : 120_000;

/** Large carts that once were wrong. */
const KEPT = [{ seed: 700_000_072, units: 20, promotions: 100 }] as const;

describe('the best price where each unit is in one promotion, against an integer program', () => {
  let solve: (cart: OracleCart) => { readonly netFen: number };
  beforeAll(async () => {
    solve = await milpOracle();
  });

  it('the integer program itself agrees with every choice tried', () => {
    const { seed } = printedSeed('carts for both oracles', USUAL_SEED);
    const goods = shopGoods();
    for (let i = 0; i < 40; i++) {
      const cart = oneEachCart(seed + i, { units: 3, promotions: 6 }, goods);
      expect({ i, ...solve(cart) }).toEqual({ i, netFen: bestChoice(cart).netFen });
    }
  });

  it.each(KEPT)('is the least on a cart that once was wrong: $seed', ({ seed, ...size }) => {
    const { lines, context } = oneEachCart(seed, size, shopGoods());
    const { netFen, isProved } = bestPromotions(lines, context);
    expect({ netFen, isProved }).toEqual({ ...solve({ lines, context }), isProved: true });
  });

  it.each(SIZES)(
    'is the least on $share of 100 carts: $units units, $promotions promotions',
    ({ share, units, promotions }) => {
      const { seed } = printedSeed(
        `carts of ${units} units and ${promotions} promotions`,
        USUAL_SEED,
      );
      const goods = shopGoods();
      const wrong: object[] = [];
      for (let i = 0; i < Math.round((CARTS * share) / 100); i++) {
        const cart = oneEachCart(seed + i, { units, promotions }, goods);
        const outcome = bestPromotions(cart.lines, cart.context);
        const expected = { isProved: true, netFen: solve(cart).netFen, sums: null };
        const { isProved, netFen } = outcome;
        const found = {
          isProved,
          netFen,
          sums: brokenSum(cart, outcome) ?? inOneEach(outcome.lines),
        };
        if (JSON.stringify(found) !== JSON.stringify(expected)) {
          wrong.push({ seed: seed + i, found, expected, work: outcome.work });
        }
      }
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );
});

/** Whether some unit got something off from two promotions. */
function inOneEach(lines: ReturnType<typeof bestPromotions>['lines']): string | null {
  const twice = lines.filter(({ shares, unitNets }) =>
    unitNets.some((_, u) => shares.filter(({ unitShares }) => at(unitShares, u) > 0).length > 1),
  );
  return twice.length > 0 ? `${at(twice, 0).lineId} in two exclusive promotions` : null;
}
