import { readFileSync } from 'node:fs';
import type { Benefit, Layer, Promotion, Scope } from '../../shared/domain/promotions/promotion.ts';
import type { PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import { type Fen, fen } from '../../shared/kernel/money.ts';
import {
  contextOf,
  type Dice,
  dice,
  EVERYWHERE,
  plainPromotion,
  type RandomCart,
} from './random-promotions.ts';

/** One of the demo shop's goods. */
export type ShopGood = {
  readonly sku: string;
  readonly brand: string;
  readonly category: string;
  readonly priceFen: Fen;
};

/** The demo shop's goods that have a price. */
export function shopGoods(): readonly ShopGood[] {
  const file = new URL('../../resources/demo-store/goods.csv', import.meta.url);
  const rows = readFileSync(file, 'utf8').trim().split(/\r?\n/).slice(1);
  return rows.flatMap((row) => {
    const [brand, model, , category, price] = row.split(',');
    if (!brand || !model || !category || !price || !/^\d+(\.\d\d?)?$/.test(price)) return [];
    return [{ sku: model, brand, category, priceFen: fen(Math.round(Number(price) * 100)) }];
  });
}

/** `count` goods in the cart, one line each, of a few brands and categories, as a customer who fits out a flat buys. */
export function shopLines(goods: readonly ShopGood[], count: number, roll: Dice): PromotionLine[] {
  const brands = roll.some([...new Set(goods.map(({ brand }) => brand))], 8);
  const near = goods.filter(({ brand }) => brands.includes(brand));
  const pool = near.length >= count ? near : goods;
  const chosen = new Map<string, ShopGood>();
  while (chosen.size < count) {
    const good = roll.one(pool.length > chosen.size ? pool : goods);
    if (!chosen.has(good.sku) || new Set(pool.map(({ sku }) => sku)).size < count) {
      chosen.set(chosen.has(good.sku) ? roll.one(goods).sku : good.sku, good);
    }
  }
  return [...chosen].map(([sku, good], i) => ({
    lineId: `l${String(i).padStart(2, '0')}`,
    sku,
    kind: 'goods',
    brand: good.brand,
    category: good.category,
    tags: [],
    unitCount: 1,
    unitListFen: good.priceFen,
    isPricedByHand: false,
  }));
}

const yuan = (amount: number): Fen => fen(amount * 100);

/**
 * What an integer program can say: each unit in one promotion only, as all of them are exclusive. Percent, thresholds
 * once, for each and in tiers, sets, any so many, N-th item. Of many promotions most are about goods that are not in the cart.
 */
export function oneEachCart(
  seed: number,
  size: { readonly units: number; readonly promotions: number },
  goods: readonly ShopGood[] = shopGoods(),
): RandomCart {
  const roll = dice(seed);
  const lines: PromotionLine[] = [];
  let left = size.units;
  for (const line of shopLines(goods, size.units, roll)) {
    if (left === 0) break;
    const unitCount = roll.is(0.2) ? Math.min(left, roll.between(2, 3)) : 1;
    lines.push({ ...line, unitCount });
    left -= unitCount;
  }
  const promotions = Array.from({ length: size.promotions }, (_, i) => {
    const about = roll.is(0.3) || size.promotions < 50 ? lines : shopLines(goods, 6, roll);
    const { layer, benefit, scope } = oneEachBenefit(about, roll);
    const isLimited = roll.is(0.15) && (layer === 1 || benefit.kind === 'nth_item');
    return plainPromotion(`p${String(i).padStart(3, '0')}`, layer, benefit, {
      scope,
      isExclusive: true,
      priority: roll.is(0.1) ? 1 : 0,
      quota: {
        total: null,
        perDay: null,
        perCustomer: null,
        perSale: isLimited ? roll.between(1, 3) : null,
      },
    });
  });
  return { lines, context: contextOf(promotions) };
}

/** As often as shops have them. */
const ONE_EACH_KINDS = [
  ...['percent', 'percent', 'percent', 'percent', 'bundle', 'bundle', 'bundle', 'pick_n'],
  ...['nth_item', 'nth_item', 'nth_item', 'threshold_once', 'threshold_once', 'threshold_each'],
  'threshold_tiered',
] as const;

type Made = { layer: Layer; benefit: Benefit; scope: Scope };

function oneEachBenefit(lines: readonly PromotionLine[], roll: Dice): Made {
  const scope = shopScope(lines, roll);
  const price = roll.one(lines).unitListFen / 100;
  const over = Math.max(100, Math.floor((price * roll.between(5, 40)) / 1000) * 100);
  const off = Math.max(9, Math.floor((over * roll.between(3, 12)) / 100));
  switch (roll.one(ONE_EACH_KINDS)) {
    case 'percent':
      return {
        layer: 1,
        scope,
        benefit: { kind: 'percent', payRate: roll.between(85, 99) * 100 - 5 },
      };
    case 'threshold_once':
      return {
        layer: 3,
        scope,
        benefit: { kind: 'threshold_once', overFen: yuan(over), offFen: yuan(off) },
      };
    case 'threshold_each':
      return {
        layer: roll.one([3, 5] as const),
        scope,
        benefit: {
          kind: 'threshold_each',
          perFen: yuan(over),
          offFen: yuan(off),
          capFen: roll.is(0.4) ? yuan(off * roll.between(1, 4) + roll.upTo(9)) : null,
        },
      };
    case 'threshold_tiered':
      return {
        layer: 3,
        scope,
        benefit: {
          kind: 'threshold_tiered',
          tiers: [1, 2, 4].map((k) => ({
            overFen: yuan(over * k),
            offFen: yuan(Math.floor(off * k * (1 + k / 20))),
          })),
        },
      };
    case 'bundle':
      return { layer: 2, ...bundleOf(lines, roll) };
    case 'pick_n':
      return pickOf(lines, roll);
    default:
      return {
        layer: 2,
        scope: scope.skus.length > 0 || lines.length < 10 ? scope : skuScope(lines, roll),
        benefit: {
          kind: 'nth_item',
          n: roll.one([2, 2, 3]),
          offRate: roll.one([2000, 3000, 5000]),
        },
      };
  }
}

function bundleOf(lines: readonly PromotionLine[], roll: Dice): { benefit: Benefit; scope: Scope } {
  const chosen = roll.some(lines, 3);
  const items = chosen.map(({ sku, unitCount }) => ({
    sku,
    quantity: chosen.length === 1 || (unitCount > 1 && roll.is(0.2)) ? 2 : 1,
  }));
  const sum = chosen.reduce(
    (all, { unitListFen }, i) => all + unitListFen * (items[i]?.quantity ?? 1),
    0,
  );
  const priceFen = fen(Math.floor((sum * roll.between(80, 97)) / 10_000) * 100 + 99);
  return { scope: EVERYWHERE, benefit: { kind: 'bundle', items, priceFen } };
}

/** Any two or three of a few goods of about one price. */
function pickOf(lines: readonly PromotionLine[], roll: Dice): Made {
  const count = roll.between(2, 3);
  const byPrice = [...lines].sort((a, b) => a.unitListFen - b.unitListFen);
  const from = roll.upTo(Math.max(0, lines.length - 3));
  const pool = byPrice.slice(from, from + roll.between(2, 5));
  const mean = pool.reduce((sum, { unitListFen }) => sum + unitListFen, 0) / pool.length;
  const priceFen = fen(Math.floor((mean * count * roll.between(80, 97)) / 10_000) * 100 + 99);
  const scope = { ...EVERYWHERE, skus: pool.map(({ sku }) => sku) };
  return { layer: 2, scope, benefit: { kind: 'pick_n', count, priceFen } };
}

/** Mostly a few goods or a brand; seldom a category, or all. */
function shopScope(lines: readonly PromotionLine[], roll: Dice): Scope {
  const line = roll.one(lines);
  const throwOf = roll.upTo(39);
  if (throwOf === 0) return EVERYWHERE;
  if (throwOf < 5) return { ...EVERYWHERE, categories: [line.category] };
  if (throwOf < 10) {
    const exclude = { ...EVERYWHERE.exclude, skus: [roll.one(lines).sku] };
    return { ...EVERYWHERE, brands: [line.brand], exclude };
  }
  if (throwOf < 16) return { ...EVERYWHERE, brands: [line.brand], categories: [line.category] };
  return skuScope(lines, roll);
}

function skuScope(lines: readonly PromotionLine[], roll: Dice): Scope {
  return { ...EVERYWHERE, skus: roll.some(lines, 4).map(({ sku }) => sku) };
}

/**
 * A promotion day as shops have it: 20 goods, 200 promotions that run at once and stack, mirrored from brands and platforms:
 * unit prices, second units, sets, thresholds of shops and across them, coupons.
 */
export function shopCart(
  seed: number,
  size: { readonly lines: number; readonly promotions: number } = { lines: 20, promotions: 200 },
  goods: readonly ShopGood[] = shopGoods(),
): RandomCart {
  const roll = dice(seed);
  const lines = shopLines(goods, size.lines, roll);
  const promotions = Array.from({ length: size.promotions }, (_, i) => {
    const id = `s${String(i).padStart(4, '0')}`;
    return shopPromotion(id, roll.is(0.5) ? lines : shopLines(goods, 1, roll), roll);
  });
  return {
    lines,
    context: contextOf(promotions, {
      shownCoupons: new Set(promotions.slice(-6).map(({ promotionId }) => promotionId)),
    }),
  };
}

function shopPromotion(id: string, lines: readonly PromotionLine[], roll: Dice): Promotion {
  const line = roll.one(lines);
  const list = line.unitListFen;
  const part = (percent: number) => fen(Math.floor((list * percent) / 10_000) * 100 + 9);
  const own: Scope = { ...EVERYWHERE, skus: [line.sku] };
  const brand: Scope = { ...EVERYWHERE, brands: [line.brand] };
  const both: Scope = { ...brand, categories: [line.category] };
  const category: Scope = { ...EVERYWHERE, categories: [line.category] };
  const made = (layer: Layer, benefit: Benefit, scope: Scope, rest: Partial<Promotion> = {}) =>
    plainPromotion(id, layer, benefit, { scope, ...rest });
  const throwOf = roll.upTo(99);
  if (throwOf < 22)
    return made(
      1,
      { kind: 'direct_price', priceFen: part(roll.between(88, 97)), offFen: null },
      own,
      { funding: 'brand' },
    );
  if (throwOf < 30)
    return made(1, { kind: 'percent', payRate: roll.between(90, 98) * 100 }, both, {
      funding: 'brand',
    });
  if (throwOf < 36)
    return made(1, { kind: 'member_price', priceFen: part(roll.between(90, 96)) }, own, {
      audience: { tiers: ['member'], storeIds: [], registerIds: [], isCustomerNeeded: true },
    });
  if (throwOf < 42) {
    const quota = { total: 20, perDay: null, perCustomer: null, perSale: 1 };
    return made(1, { kind: 'flash_sale', priceFen: part(roll.between(75, 90)) }, own, {
      isExclusive: roll.is(0.7),
      quota,
      priority: 1,
    });
  }
  if (throwOf < 48)
    return made(2, { kind: 'nth_item', n: 2, offRate: roll.one([2000, 3000, 5000]) }, both, {
      funding: 'brand',
    });
  if (throwOf < 54) {
    const pair = roll.some(lines, 2);
    const sum = pair.reduce((all, { unitListFen }) => all + unitListFen, 0);
    const items = pair.map(({ sku }) => ({ sku, quantity: pair.length === 1 ? 2 : 1 }));
    const priceFen = fen(
      Math.floor((sum * (pair.length === 1 ? 2 : 1) * roll.between(85, 96)) / 100),
    );
    return made(2, { kind: 'bundle', items, priceFen }, EVERYWHERE);
  }
  if (throwOf < 56)
    return made(
      2,
      {
        kind: 'gift',
        threshold: { overFen: yuan(roll.between(3, 9) * 1000), overUnits: null, isEach: false },
        reward: { skus: [line.sku], count: 1 },
      },
      brand,
      { isOptional: true },
    );
  if (throwOf < 64) return made(3, tiersOf(roll), brand, { group: 'brand', funding: 'brand' });
  if (throwOf < 70) return made(3, tiersOf(roll), category, { group: roll.is(0.5) ? 'brand' : '' });
  if (throwOf < 74)
    return made(
      3,
      {
        kind: 'threshold_percent',
        threshold: { overFen: null, overUnits: roll.between(2, 3), isEach: false },
        offRate: roll.between(3, 8) * 100,
        capFen: yuan(500),
      },
      brand,
      { group: 'brand', stacksWithCoupons: roll.is(0.7) },
    );
  if (throwOf < 84) {
    const over = roll.between(1, 5) * 1000;
    return made(
      4,
      {
        kind: 'coupon',
        coupon: 'category',
        claim: roll.is(0.5) ? 'automatic' : 'shared_code',
        overFen: yuan(over),
        offFen: yuan(Math.floor((over * roll.between(3, 8)) / 100)),
        offRate: null,
        capFen: null,
      },
      category,
      { basis: 'running' },
    );
  }
  if (throwOf < 90) {
    const over = roll.between(1, 8) * 1000;
    return made(
      4,
      {
        kind: 'coupon',
        coupon: 'shop',
        claim: 'shared_code',
        overFen: yuan(over),
        offFen: yuan(Math.floor((over * roll.between(3, 8)) / 100)),
        offRate: null,
        capFen: null,
      },
      brand,
      { basis: 'running' },
    );
  }
  if (throwOf < 96)
    return made(
      5,
      {
        kind: 'threshold_each',
        perFen: yuan(roll.one([200, 300, 1000])),
        offFen: yuan(roll.one([20, 30, 50])),
        capFen: yuan(roll.one([500, 1000, 2000])),
      },
      roll.is(0.5) ? EVERYWHERE : category,
      { group: 'cross', funding: 'platform' },
    );
  return made(
    6,
    {
      kind: 'coupon',
      coupon: 'platform',
      claim: 'automatic',
      overFen: yuan(roll.between(2, 9) * 1000),
      offFen: yuan(roll.between(50, 300)),
      offRate: null,
      capFen: null,
    },
    EVERYWHERE,
    { funding: 'platform' },
  );
}

function tiersOf(roll: Dice): Benefit {
  const over = roll.between(2, 5) * 1000;
  const off = Math.floor((over * roll.between(4, 8)) / 100);
  const tiers = [1, 2, 3].map((k) => ({
    overFen: yuan(over * k),
    offFen: yuan(Math.floor(off * k * (1 + k / 10))),
  }));
  return { kind: 'threshold_tiered', tiers };
}
