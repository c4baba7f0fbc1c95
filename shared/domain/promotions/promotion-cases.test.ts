import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { bestPromotions, WORK_LIMIT } from './best-promotions.ts';
import type { Benefit, Layer, Promotion, Scope } from './promotion.ts';
import type { PromotionContext, PromotionLine } from './promotion-cart.ts';

/** Worked cases with published or hand-computed sums, in whole fen. */
type Case = {
  readonly id: string;
  readonly title: string;
  readonly input: {
    readonly lines: readonly {
      readonly sku: string;
      readonly unit: number;
      readonly qty?: number;
      readonly qtyMilli?: number;
      readonly kind?: 'service';
      readonly presale?: { readonly deposit: number; readonly worth: number };
    }[];
    readonly promos: readonly (Readonly<Record<string, unknown>> & { readonly t: string })[];
  };
  readonly expect: {
    readonly net?: readonly number[];
    readonly lineTotals?: readonly number[];
    readonly unitNets?: readonly number[];
    readonly payable: number;
    readonly forfeited?: number;
    readonly shares?: Readonly<Record<string, readonly number[]>>;
  };
};

const CASES: readonly Case[] = JSON.parse(
  readFileSync(new URL('../../../test/fixtures/promotion-cases.json', import.meta.url), 'utf8'),
).cases;

describe('worked cases', () => {
  it.each(CASES)('$id $title', ({ input, expect: wanted }) => {
    const outcome = priced(input);
    const net = outcome.lines.map((line) => line.unitNets.reduce((a: number, b) => a + b, 0));
    expect(outcome.netFen).toBe(wanted.payable);
    expect(net.reduce((a, b) => a + b, 0)).toBe(outcome.netFen);
    const nets = wanted.net ?? wanted.lineTotals;
    if (nets) expect(net).toEqual(nets);
    if (wanted.unitNets) expect(outcome.lines[0]?.unitNets).toEqual(wanted.unitNets);
    for (const [t, shares] of Object.entries(wanted.shares ?? {})) {
      const of = outcome.lines.map(
        (line) => line.shares.find((share) => share.promotion.name === t)?.amountFen ?? 0,
      );
      expect(of, t).toEqual(shares);
    }
    if (wanted.forfeited !== undefined) {
      expect(outcome.taken.reduce((sum, t) => sum + t.forfeitedFen, 0)).toBe(wanted.forfeited);
    }
  });

  it('two coupons that look at what is left do not both reach a threshold that one brings below', () => {
    const found = CASES.find((c) => c.id === 'P7');
    const promos = (found?.input.promos ?? []).map((promo) => ({ ...promo, basis: 'running' }));
    const lines = found?.input.lines ?? [];
    expect(priced({ lines, promos }).netFen).toBe(8_000);
  });

  it('the second of two for half a price with an odd fen is rounded up', () => {
    const outcome = priced({
      lines: [{ sku: 'fan', unit: 19_999, qty: 2 }],
      promos: [{ t: 'nthHalf', n: 2, pct: 50 }],
    });
    expect(outcome.lines[0]?.unitNets).toEqual([19_999, 10_000]);
  });
});

function priced(input: Case['input']) {
  const lines = input.lines.map(
    (line, index): PromotionLine => ({
      lineId: `line-${index}`,
      sku: line.sku,
      kind: line.kind ?? 'goods',
      brand: '',
      category: '',
      tags: [],
      unitCount: line.qtyMilli === undefined ? (line.qty ?? 1) : 1,
      unitListFen: fen(
        line.qtyMilli === undefined ? line.unit : (line.unit * line.qtyMilli) / 1000,
      ),
      isPricedByHand: false,
    }),
  );
  const own = input.lines.flatMap((line): Promotion[] => {
    if (!line.presale) return [];
    const { deposit, worth } = line.presale;
    const benefit = {
      kind: 'presale',
      depositFen: fen(deposit),
      worthFen: fen(worth),
      offFen: null,
    } as const;
    return [{ ...plain('presale', 1, benefit), scope: scopeOf([line.sku], []) }];
  });
  const limits = input.promos.filter((promo) => promo.limitPerCustomer !== undefined);
  const context: PromotionContext = {
    promotions: [...own, ...input.promos.map(promotionOf)],
    at: 1,
    storeId: 'store-1',
    registerId: 'register-1',
    customer: { isKnown: false, tier: 'none' },
    shownCoupons: new Set(),
    deposits: new Map([['presale', 1]]),
    quotaLeft: new Map(limits.map((promo) => [promo.t, Number(promo.limitPerCustomer)])),
    unticked: new Set(),
    pinned: new Set(),
    workLimit: WORK_LIMIT,
  };
  return bestPromotions(lines, context);
}

function promotionOf(promo: Readonly<Record<string, unknown>> & { readonly t: string }): Promotion {
  const [layer, benefit] = benefitOf(promo);
  const only = (promo.only ?? promo.pool ?? []) as readonly string[];
  return {
    ...plain(promo.t, layer, benefit),
    basis: promo.basis === 'running' ? 'running' : 'activity',
    scope: scopeOf(only, (promo.exclude ?? []) as readonly string[]),
    isExclusive: promo.exclusive === true,
  };
}

function benefitOf(
  promo: Readonly<Record<string, unknown>> & { readonly t: string },
): [Layer, Benefit] {
  const amount = (name: string) => fen(Number(promo[name]));
  switch (promo.t) {
    case 'shopCoupon':
    case 'platformCoupon': {
      const coupon = promo.t === 'shopCoupon' ? 'shop' : 'platform';
      const benefit = {
        kind: 'coupon',
        coupon,
        claim: 'automatic',
        overFen: amount('over'),
        offFen: amount('off'),
        offRate: null,
        capFen: null,
      } as const;
      return [coupon === 'shop' ? 4 : 6, benefit];
    }
    case 'crossStore':
      return [
        5,
        { kind: 'threshold_each', perFen: amount('per'), offFen: amount('off'), capFen: null },
      ];
    case 'tier': {
      const tiers = (promo.tiers as readonly (readonly [number, number])[]).map(([over, off]) => ({
        overFen: fen(over),
        offFen: fen(off),
      }));
      return [3, { kind: 'threshold_tiered', tiers }];
    }
    case 'orderPercent': {
      const threshold = { overFen: amount('over'), overUnits: null, isEach: false };
      const offRate = Number(promo.pct) * 100;
      return [3, { kind: 'threshold_percent', threshold, offRate, capFen: null }];
    }
    case 'nthHalf':
      return [2, { kind: 'nth_item', n: Number(promo.n), offRate: Number(promo.pct) * 100 }];
    case 'bundle': {
      const skus = promo.skus as readonly string[];
      const items = skus.map((sku) => ({ sku, quantity: 1 }));
      return [2, { kind: 'bundle', items, priceFen: amount('price') }];
    }
    case 'flash':
      return [1, { kind: 'flash_sale', priceFen: amount('price') }];
    default:
      throw new Error(`no such kind of promotion: ${promo.t}`);
  }
}

function scopeOf(skus: readonly string[], exclude: readonly string[]): Scope {
  const none = { skus: exclude, brands: [], categories: [] };
  return { skus, brands: [], categories: [], tags: [], exclude: none };
}

function plain(name: string, layer: Layer, benefit: Benefit): Promotion {
  return {
    promotionId: name,
    version: 1,
    name,
    campaign: '',
    layer,
    benefit,
    scope: scopeOf([], []),
    window: { fromAt: 0, toAt: 10, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    basis: 'activity',
    isExclusive: false,
    group: '',
    stacksWithCoupons: true,
    priority: 0,
    isOptional: false,
    funding: 'store',
    floorAgreedBy: null,
  };
}
