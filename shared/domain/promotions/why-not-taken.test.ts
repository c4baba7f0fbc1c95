import { describe, expect, it } from 'vitest';
import { contextOf, EVERYWHERE, plainPromotion } from '../../../test/support/random-promotions.ts';
import { fen } from '../../kernel/money.ts';
import { bestPromotions } from './best-promotions.ts';
import type { Benefit, Promotion } from './promotion.ts';
import type { PromotionContext, PromotionLine } from './promotion-cart.ts';

const yuan = (amount: number) => fen(amount * 100);
const only = (...skus: string[]) => ({ ...EVERYWHERE, skus });

const direct = (price: number): Benefit => ({
  ...{ kind: 'direct_price', priceFen: yuan(price), offFen: null },
});
const full = (over: number, off: number): Benefit => ({
  ...{ kind: 'threshold_once', overFen: yuan(over), offFen: yuan(off) },
});
const coupon = (over: number, off: number, rest: Partial<Benefit> = {}): Benefit =>
  ({
    ...{ kind: 'coupon', coupon: 'shop', claim: 'automatic', overFen: yuan(over) },
    ...{ offFen: yuan(off), offRate: null, capFen: null },
    ...rest,
  }) as Benefit;
const half: Benefit = { kind: 'nth_item', n: 2, offRate: 5_000 };
const kettleOver = (over: number): Benefit => ({
  kind: 'gift',
  threshold: { overFen: yuan(over), overUnits: null, isEach: false },
  reward: { skus: ['kettle'], count: 1 },
});
const set = (price: number, ...skus: string[]): Benefit => ({
  kind: 'bundle',
  items: skus.map((sku) => ({ sku, quantity: 1 })),
  priceFen: yuan(price),
});

type Rest = Partial<Promotion>;
const p = (id: string, benefit: Benefit, rest: Rest = {}): Promotion =>
  plainPromotion(id, layerOf(benefit), benefit, rest);

function layerOf({ kind }: Benefit): Promotion['layer'] {
  if (kind === 'coupon') return 4;
  if (kind.startsWith('threshold')) return 3;
  return ['nth_item', 'pick_n', 'bundle', 'gift', 'add_on'].includes(kind) ? 2 : 1;
}

function line(sku: string, price: number, unitCount = 1, isPricedByHand = false): PromotionLine {
  return {
    ...{ lineId: sku, sku, kind: 'goods', brand: '', category: '', tags: [] },
    ...{ unitCount, unitListFen: yuan(price), isPricedByHand },
  };
}

/** Why the first of the promotions was not taken, in few words. */
function said(
  lines: readonly PromotionLine[],
  promotions: readonly Promotion[],
  context: Partial<PromotionContext> = {},
): string {
  const outcome = bestPromotions(lines, contextOf(promotions, context));
  const not = outcome.notTaken.find(({ promotion }) => promotion === promotions[0]);
  if (!not) return 'taken';
  const { reason, missingFen, missingUnits, other } = not;
  const more = [missingFen === null ? null : missingFen / 100, missingUnits, other?.promotionId];
  return [reason, ...more.filter((one) => one !== null && one !== undefined)].join(' ');
}

const tv = line('tv', 4_000);
const [fridge, kettle] = [line('fridge', 3_000), line('kettle', 99)];

describe('who, when and where', () => {
  const base = p('a', full(3_000, 300));
  const { window, audience } = base;
  // It is ten o'clock of a Thursday.
  it.each<[string, Rest]>([
    ['not_this_day', { window: { ...window, weekdays: [1, 2, 3, 5, 6, 7] } }],
    ['not_this_hour', { window: { ...window, hours: [{ fromMinute: 601, toMinute: 1_440 }] } }],
    ['not_this_hour', { window: { ...window, hours: [{ fromMinute: 0, toMinute: 600 }] } }],
    ['customer_needed', { quota: { ...base.quota, perCustomer: 2 } }],
    ['other_register', { audience: { ...audience, registerIds: ['R9'] } }],
    [
      'coupon_not_shown',
      { layer: 4, benefit: coupon(100, 9, { claim: 'shared_code' } as Benefit) },
    ],
    [
      'deposit_missing',
      {
        layer: 1,
        benefit: { kind: 'presale', depositFen: yuan(100), worthFen: yuan(200), offFen: null },
      },
    ],
  ])('%s', (reason, rest) => {
    expect(said([tv], [{ ...base, ...rest }])).toBe(reason);
  });
});

describe('what the goods lack', () => {
  it.each<[string, string, readonly PromotionLine[], readonly Promotion[]]>([
    [
      'goods with a price of their own',
      'priced_by_hand',
      [line('tv', 4_000, 1, true)],
      [p('a', full(3_000, 300))],
    ],
    [
      'a gift whose only piece in the cart has a price of its own',
      'priced_by_hand',
      [fridge, line('kettle', 99, 1, true)],
      [p('a', kettleOver(2_000), { scope: only('fridge') })],
    ],
    ['a second one', 'set_incomplete 1', [tv], [p('a', half)]],
    ['the other half of a set', 'set_incomplete 1', [tv], [p('a', set(5_000, 'tv', 'fridge'))]],
    ['any good of a set', 'nothing_in_scope', [tv], [p('a', set(5_000, 'lamp', 'fridge'))]],
    [
      'a piece to give, as the one in the cart is needed to earn it',
      'reward_missing',
      [kettle],
      [p('a', kettleOver(50))],
    ],
    [
      'an amount that another layer has left too little of',
      'threshold_missing 100',
      [fridge],
      [p('a', full(3_000, 100), { layer: 5, basis: 'running' }), p('b', full(2_000, 100))],
    ],
    [
      'an amount at list prices, as it alone would be taken',
      'threshold_missing 500',
      [fridge],
      [p('a', full(3_500, 400), { isExclusive: true }), p('b', direct(2_800))],
    ],
  ])('%s: %s', (_, reason, lines, promotions) => {
    expect(said(lines, promotions)).toBe(reason);
  });
});

describe('what a price is not below', () => {
  it.each<[string, string, readonly PromotionLine[], readonly Promotion[]]>([
    ['the list price', 'not_lower', [tv], [p('a', direct(4_000))]],
    ['another price', 'not_lower', [tv], [p('a', direct(3_900)), p('b', direct(3_800))]],
    [
      'what the goods of a set cost apart',
      'not_lower',
      [tv, fridge],
      [p('a', set(6_900, 'tv', 'fridge')), p('b', direct(3_800), { scope: only('tv') })],
    ],
    [
      'a price of higher priority, lower or not',
      'outranked b',
      [tv],
      [p('a', direct(3_500)), p('b', direct(3_900), { priority: 1 })],
    ],
  ])('%s: %s', (_, reason, lines, promotions) => {
    expect(said(lines, promotions)).toBe(reason);
  });
});

describe('what was taken instead', () => {
  const alone = { isExclusive: true };
  it.each<[string, string, readonly PromotionLine[], readonly Promotion[]]>([
    [
      'the better one of its group',
      'one_of_group b',
      [tv],
      [p('a', full(3_000, 100), { group: 'g' }), p('b', full(3_000, 200), { group: 'g' })],
    ],
    [
      'nothing of its group, where no good is in both',
      'taken',
      [tv, fridge],
      [
        p('a', full(3_000, 100), { group: 'g', scope: only('tv') }),
        p('b', full(3_000, 200), { group: 'g', scope: only('fridge') }),
      ],
    ],
    [
      'a lower price, for which groups do not count',
      'not_lower',
      [tv],
      [p('a', direct(3_900), { group: 'g' }), p('b', direct(3_800), { group: 'g' })],
    ],
    ['the better coupon', 'one_coupon b', [tv], [p('a', coupon(0, 5)), p('b', coupon(0, 9))]],
    [
      'a price under which no coupon counts',
      'no_coupons b',
      [tv],
      [p('a', coupon(3_000, 50)), p('b', direct(3_500), { stacksWithCoupons: false })],
    ],
    [
      'a price that has all the goods it was offered on',
      'units_taken b',
      [tv],
      [p('a', full(3_000, 50)), p('b', direct(3_500), alone)],
    ],
    [
      'a set that uses the goods of this one',
      'units_taken b',
      [tv, fridge],
      [p('a', half, { scope: only('tv', 'fridge') }), p('b', set(4_000, 'tv', 'fridge'))],
    ],
    [
      'a set that uses the piece that would be given',
      'units_taken b',
      [fridge, kettle],
      [
        p('a', kettleOver(2_000), { scope: only('fridge') }),
        p('b', set(1_000, 'fridge', 'kettle')),
      ],
    ],
    [
      'what takes the goods out of everything else',
      'units_taken b',
      [tv],
      [p('a', full(3_000, 50), alone), p('b', full(3_000, 90), alone)],
    ],
    [
      'the coupon that would be lost with it',
      'not_best b',
      [tv],
      [p('a', full(3_000, 10), { stacksWithCoupons: false }), p('b', coupon(3_000, 50))],
    ],
  ])('%s: %s', (_, reason, lines, promotions) => {
    expect(said(lines, promotions)).toBe(reason);
  });

  it.each<[string, Partial<PromotionContext>]>([
    ['somebody insisted on another', { pinned: new Set(['b']) }],
    ['not all was compared', { workLimit: 0 }],
  ])('%s: it is not called worse', (_, context) => {
    const promotions = [
      p('a', full(3_000, 90), { stacksWithCoupons: false }),
      p('b', coupon(0, 50)),
    ];
    const outcome = bestPromotions([tv], contextOf(promotions, context));
    const reasons = outcome.notTaken.map(({ reason }) => reason);
    expect(reasons).toContain('not_in_choice');
  });

  it.each<[string, readonly Promotion[]]>([
    ['a price that takes the goods', [p('b', full(3_000, 10)), p('a', direct(3_900), alone)]],
    ['another coupon', [p('b', coupon(0, 9)), p('a', coupon(0, 5))]],
    ['one of its group', [p('b', full(0, 9), { group: 'g' }), p('a', full(0, 5), { group: 'g' })]],
  ])('%s that was insisted on as well, better or not: pin_impossible', (_, promotions) => {
    expect(said([tv], promotions, { pinned: new Set(['a', 'b']) })).toBe('pin_impossible');
  });
});
