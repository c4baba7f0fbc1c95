import type { PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../shared/kernel/money.ts';
import {
  contextOf,
  dice,
  EVERYWHERE,
  plainPromotion,
  type RandomCart,
} from '../support/random-promotions.ts';
import { shopGoods, shopLines } from '../support/shop-promotions.ts';

/** A cart with what every engine can say: so many percent off some goods, an amount off the order from a threshold on. */
export type PeerCart = {
  readonly lines: readonly {
    readonly id: string;
    readonly sku: string;
    readonly price: number; // fen
    readonly quantity: number;
  }[];
  readonly promotions: readonly PeerPromotion[];
};

type PeerPromotion =
  | {
      readonly id: string;
      readonly kind: 'percent';
      readonly skus: readonly string[];
      readonly percent: number;
    }
  | {
      readonly id: string;
      readonly kind: 'order_off';
      readonly over: number;
      readonly off: number;
    };

/** Plain questions of one promotion each: nobody who answers them otherwise than the shop is compared. */
export function probeCarts(): readonly PeerCart[] {
  const lines = [
    { id: 'l0', sku: 'A', price: 10_000, quantity: 2 },
    { id: 'l1', sku: 'B', price: 30_000, quantity: 1 },
  ];
  const percent = { id: 'p0', kind: 'percent', skus: ['A'], percent: 10 } as const;
  const off = (over: number) => ({ id: 'p1', kind: 'order_off', over, off: 3_000 }) as const;
  return [[percent], [off(50_000)], [off(50_001)]].map((promotions) => ({
    lines,
    promotions,
  }));
}

/**
 * 20 goods and 200 promotions: a percentage of one good each, no good twice, and a dozen amounts off the order. Where
 * thresholds look at prices after percentages (`activity`), none lies between that sum and the sum of list
 * prices, so that an engine which looks at list prices finds the same ones reached.
 */
export function peerCart(seed: number, basis: 'activity' | 'running'): PeerCart {
  const roll = dice(seed);
  const goods = shopGoods().filter(({ priceFen }) => priceFen % 100 === 0);
  const lines = shopLines(goods, 20, roll).map(({ lineId, sku, unitListFen }) => ({
    ...{ id: lineId, sku, price: unitListFen as number, quantity: 1 },
  }));
  const others = [...new Set(goods.map(({ sku }) => sku))].filter(
    (sku) => !lines.some((line) => line.sku === sku),
  );
  const skus = [...lines.slice(0, 15).map(({ sku }) => sku), ...others].slice(0, 188);
  const percents = skus.map((sku, i): PeerPromotion & { kind: 'percent' } => ({
    ...{ id: `a${String(i).padStart(3, '0')}`, kind: 'percent', skus: [sku] },
    percent: roll.between(2, 12),
  }));
  const list = lines.reduce((sum, { price }) => sum + price, 0);
  const activity = lines.reduce((sum, { sku, price }) => {
    const percent = percents.find(({ skus: [own] }) => own === sku)?.percent ?? 0;
    return sum + price - (price * percent) / 100;
  }, 0);
  const offs: PeerPromotion[] = [];
  while (offs.length < 12) {
    const over = Math.floor((list * roll.between(50, 110)) / 100 / 10_000) * 10_000;
    const isBetween = over > activity && over <= list;
    if (basis === 'activity' && isBetween) continue;
    const off = Math.floor((over * roll.between(5, 40)) / 1_000 / 100) * 100;
    offs.push({ id: `b${String(offs.length).padStart(3, '0')}`, kind: 'order_off', over, off });
  }
  return { lines, promotions: [...percents, ...offs] };
}

/** The same question as the engine of the shop reads it. */
export function ourCart(cart: PeerCart, basis: 'activity' | 'running'): RandomCart {
  const lines = cart.lines.map(
    ({ id, sku, price, quantity }): PromotionLine => ({
      ...{ lineId: id, sku, kind: 'goods', brand: '', category: '', tags: [] },
      ...{ unitCount: quantity, unitListFen: fen(price), isPricedByHand: false },
    }),
  );
  const promotions = cart.promotions.map((promotion) => {
    if (promotion.kind === 'percent') {
      const scope = { ...EVERYWHERE, skus: promotion.skus };
      const payRate = 10_000 - promotion.percent * 100;
      return plainPromotion(promotion.id, 1, { kind: 'percent', payRate }, { scope });
    }
    const { id, over, off } = promotion;
    const benefit = { kind: 'threshold_once', overFen: fen(over), offFen: fen(off) } as const;
    return plainPromotion(id, 3, benefit, { basis });
  });
  return { lines, context: contextOf(promotions) };
}
