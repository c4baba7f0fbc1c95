import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programPolicies } from '../core/subsidy/program-policies.ts';
import { type CaseAnswer, priceCase } from './case-answer.ts';
import { readCases } from './case-input.ts';

type Line = Readonly<Record<string, unknown>>;
type Input = {
  readonly lines: readonly Line[];
  readonly promos?: readonly Line[];
  readonly date?: string;
  readonly cashRounding?: string;
};

/** As the program prints it, without starting it for every line of a table. */
function priced(input: Input): CaseAnswer {
  const read = readCases([{ id: 'one', input }]);
  if ('fault' in read) throw new Error(JSON.stringify(read.fault));
  const [one] = read.cases;
  if (!one) throw new Error('a case');
  return priceCase(one, programPolicies());
}

const fridge = { sku: 'fridge', unit: 219_900, qty: 1, category: 'FRIDGE' };
const washer = { sku: 'washer', unit: 129_900, qty: 1, category: 'WASHER' };
const micro = { sku: 'micro', unit: 129_900, qty: 1 };
const each = { t: 'crossStore', per: 30_000, off: 5_000 };

describe('a file that cannot be understood', () => {
  it.each<[string, unknown, RegExp]>([
    ['no cases', 3, /cases/],
    [
      'a price in text',
      [{ id: 'X', input: { lines: [{ sku: 'A', unit: '1' }] } }],
      /^X lines\[0\]\.unit/,
    ],
    [
      'half a fen',
      [{ id: 'X', input: { lines: [{ sku: 'A', unit: 1.5 }] } }],
      /^X lines\[0\]\.unit/,
    ],
    ['no lines', [{ id: 'X', input: {} }], /^X lines/],
    [
      'nothing of it',
      [{ id: 'X', input: { lines: [{ ...fridge, qty: 0 }] } }],
      /^X lines\[0\]\.qty/,
    ],
    [
      'more pieces than a cart may hold',
      [
        {
          id: 'X',
          input: {
            lines: [
              { ...fridge, qty: 600 },
              { ...fridge, qty: 401 },
            ],
          },
        },
      ],
      /^X lines: at most 1000 pieces/,
    ],
    [
      'two own prices',
      [{ id: 'X', input: { lines: [{ ...fridge, pct: 95, directOff: 1 }] } }],
      /^X lines\[0\]/,
    ],
    [
      'paying 950 %',
      [{ id: 'X', input: { lines: [{ ...fridge, pct: 950 }] } }],
      /^X lines\[0\]\.pct/,
    ],
    [
      'a kind nobody knows',
      [{ id: 'Y', input: { lines: [fridge], promos: [{ t: 'lottery' }] } }],
      /^Y promos\[0\]/,
    ],
    [
      'no amount',
      [{ id: 'Y', input: { lines: [fridge], promos: [each, { t: 'shopCoupon', over: 1 }] } }],
      /^Y promos\[1\]\.off/,
    ],
    ['no such day', [{ id: 'Z', input: { lines: [fridge], date: '2026-02-30' } }], /^Z date/],
    [
      'no such rounding',
      [{ id: 'Z', input: { lines: [fridge], cashRounding: 'UP' } }],
      /^Z cashRounding/,
    ],
  ])('%s is refused by its case and field', (_, content, place) => {
    const read = readCases(content);
    expect('fault' in read && `${read.fault.id} ${read.fault.field}: ${read.fault.what}`).toMatch(
      place,
    );
  });
});

describe('what the worked cases say beside their sums', () => {
  const { cases } = JSON.parse(
    readFileSync(new URL('../../test/fixtures/promotion-cases.json', import.meta.url), 'utf8'),
  ) as { cases: readonly { id: string; input: Input; expect: Readonly<Record<string, never>> }[] };
  const worked = (id: string) => {
    const found = cases.find((one) => one.id === id);
    if (!found) throw new Error(id);
    return { input: found.input, wanted: found.expect as Record<string, Record<string, unknown>> };
  };

  it('P7 on the running basis, and O3 with an odd fen', () => {
    const p7 = worked('P7');
    const promos = (p7.input.promos ?? []).map((promo) => ({ ...promo, basis: 'running' }));
    expect(priced({ ...p7.input, promos })).toMatchObject(p7.wanted.ifBasisRunning ?? {});
    const { input, wanted } = worked('O3');
    const lines = input.lines.map((line) => ({ ...line, unit: wanted.oddFen?.unit }));
    expect(priced({ ...input, lines }).unitNets[0]?.[1]).toBe(wanted.oddFen?.secondUnitNet);
  });

  it('O4 pays the washer back as it was allocated, O6 splits its units', () => {
    const o4 = worked('O4');
    expect(priced(o4.input).net[1]).toBe(o4.wanted.returnWasher?.policyAllocated);
    const o6 = worked('O6');
    const split = o6.wanted.split as unknown as readonly { qty: number; unitNet: number }[];
    const units = split.flatMap(({ qty, unitNet }) => Array<number>(qty).fill(unitNet));
    const answer = priced(o6.input);
    expect(answer.unitNets).toEqual([units]);
    expect(answer.shares.crossStore).toEqual([o6.wanted.discountCrossStore]);
  });
});

describe('a cart of a file', () => {
  it('a mixed pool gives its cheapest unit for half', () => {
    const fan = { sku: 'fan', unit: 19_990, qty: 2 };
    const kettle = { sku: 'kettle', unit: 9_990, qty: 1 };
    const half = { t: 'nthHalf', n: 2, pct: 50, pool: ['fan', 'kettle'] };
    const answer = priced({ lines: [fan, kettle, micro], promos: [half] });
    expect(answer.unitNets).toEqual([[19_990, 19_990], [4_995], [129_900]]);
    expect(answer.shares).toEqual({ nthHalf: [0, 4_995, 0] });
  });

  it('a coupon of a category takes off that category alone, under any of its names', () => {
    const coupon = { t: 'categoryCoupon', over: 200_000, off: 30_000, category: '冰箱' };
    const answer = priced({ lines: [fridge, washer], promos: [coupon] });
    expect(answer.shares).toEqual({ categoryCoupon: [30_000, 0] });
    expect(answer.payable).toBe(319_800);
    const none = priced({ lines: [washer], promos: [coupon] });
    expect(none.payable).toBe(129_900);
    expect(none.shares).toEqual({ categoryCoupon: [0] });
  });

  it('tiers and coupons of shop and platform stack, each shared out by the activity price', () => {
    const answer = priced({
      lines: [fridge, washer],
      promos: [
        {
          t: 'tier',
          tiers: [
            [300_000, 20_000],
            [500_000, 40_000],
          ],
        },
        { t: 'shopCoupon', over: 300_000, off: 30_000 },
        { t: 'platformCoupon', over: 349_800, off: 1_001 },
      ],
    });
    expect(answer.shares).toEqual({
      tier: [12_573, 7_427],
      shopCoupon: [18_859, 11_141],
      platformCoupon: [629, 372],
    });
    expect(answer.net).toEqual([187_839, 110_960]);
  });

  it('goods of an exclusive flash sale count towards nothing else', () => {
    const flash = { t: 'flash', price: 99_900, exclusive: true, only: ['micro'] };
    const answer = priced({ lines: [micro, fridge], promos: [flash, each] });
    expect(answer.net).toEqual([99_900, 184_900]);
    expect(answer.shares).toEqual({ flash: [30_000, 0], crossStore: [0, 35_000] });
  });

  it('every so much stops at its cap', () => {
    const answer = priced({ lines: [fridge], promos: [{ ...each, cap: 20_000 }] });
    expect(answer.payable).toBe(199_900);
  });

  it('on the running basis a threshold sees what the coupon left', () => {
    const coupon = { t: 'shopCoupon', over: 200_000, off: 30_000 };
    const payable = (basis: string) =>
      priced({ lines: [fridge], promos: [coupon, { ...each, basis }] }).payable;
    expect([payable('activity'), payable('running')]).toEqual([154_900, 159_900]);
    const one = { t: 'shopCoupon', over: 10_000, off: 2_000, basis: 'running' };
    const two = { ...one, t: 'platformCoupon' };
    const answer = priced({ lines: [{ sku: 'A', unit: 10_000, qty: 1 }], promos: [one, two] });
    expect(answer.payable).toBe(8_000);
  });

  it('a deposit counts for more, and a coupon still measures the price', () => {
    const presale = { deposit: 10_000, worth: 15_000 };
    const line = { sku: 'A', unit: 100_000, qty: 1, presale };
    const coupon = { t: 'shopCoupon', over: 90_000, off: 5_000 };
    expect(priced({ lines: [line], promos: [coupon] })).toMatchObject({
      ...{ net: [90_000], payable: 90_000, depositPaid: 10_000, tail: 80_000 },
    });
    const off = { ...line, qty: 2, presale: { deposit: 5_000, depositOff: 8_000 } };
    expect(priced({ lines: [off], promos: [] })).toMatchObject({
      ...{ unitNets: [[92_000, 92_000]], payable: 184_000, depositPaid: 10_000, tail: 174_000 },
    });
  });

  it('what is excluded counts towards nothing, and `only` names all that does', () => {
    const but = priced({ lines: [fridge, washer], promos: [{ ...each, exclude: ['washer'] }] });
    expect(but.shares).toEqual({ crossStore: [35_000, 0] });
    const only = priced({ lines: [fridge, washer], promos: [{ ...each, only: ['washer'] }] });
    expect(only.shares).toEqual({ crossStore: [0, 20_000] });
  });

  it('metres are one amount, rounded half up at the price of one', () => {
    const cable = { sku: 'cable', unit: 399, qtyMilli: 12_500 };
    expect(priced({ lines: [cable] }).unitNets).toEqual([[4_988]]);
    expect(priced({ lines: [{ ...cable, pct: 90 }] }).net).toEqual([4_488]);
    expect(priced({ lines: [{ ...cable, directOff: 100 }] }).net).toEqual([3_738]);
    const flash = { t: 'flash', price: 200 };
    expect(priced({ lines: [cable], promos: [flash] }).shares).toEqual({ flash: [2_488] });
    expect(priced({ lines: [{ ...cable, qtyMilli: 3_000 }] }).unitNets).toEqual([[399, 399, 399]]);
  });

  it('a length that is not whole is in no set and no second item, as at the till', () => {
    const lines = [{ sku: 'pipe', unit: 12_000, qtyMilli: 2_500 }, fridge];
    const promos = [{ t: 'bundle', skus: ['pipe', 'fridge'], price: 200_000 }, { t: 'nthHalf' }];
    expect(priced({ lines, promos }).net).toEqual([30_000, 219_900]);
    const whole = [{ sku: 'pipe', unit: 12_000, qtyMilli: 2_000 }, fridge];
    expect(priced({ lines: whole, promos }).net).not.toEqual([24_000, 219_900]);
  });

  it('five lines with odd cents add up to the fen', () => {
    const lines = [19_999, 9_999, 3_333, 777, 101].map((unit, n) => ({
      sku: `s${n}`,
      unit,
      qty: 1,
    }));
    const answer = priced({ lines, promos: [{ t: 'orderPercent', over: 30_000, pct: 7 }] });
    expect(answer.shares).toEqual({ orderPercent: [1_400, 700, 233, 55, 7] });
    expect(answer.payable).toBe(31_814);
  });

  it.each([
    ['NONE', 0],
    ['FLOOR_JIAO', 4],
    ['FLOOR_YUAN', 14],
    ['ROUND_JIAO', 4],
    ['ROUND_YUAN', 14],
    ['抹分', 4],
  ])('cash is rounded the way %s says', (cashRounding, rounding) => {
    const lines = [{ sku: 'A', unit: 31_814, qty: 1 }];
    expect(priced({ lines, cashRounding })).toMatchObject({
      ...{ payable: 31_814, rounding, consumerPays: 31_814 - rounding },
    });
  });

  it('half up may round against the customer, and only what is paid in cash is rounded', () => {
    const lines = [{ sku: 'A', unit: 31_866, qty: 1 }];
    expect(priced({ lines, cashRounding: 'ROUND_JIAO' })).toMatchObject({ rounding: -4 });
    const ac = { sku: 'A', unit: 289_999, qty: 1, category: 'AC', grade: 1 };
    const answer = priced({ lines: [ac], date: '2026-06-18', cashRounding: 'FLOOR_JIAO' });
    expect(answer).toMatchObject({ subsidy: [43_500], rounding: 9, consumerPays: 246_490 });
  });

  it('a unit takes the lowest of its own price and a flash sale, as long as that lasts', () => {
    const line = { ...micro, qty: 3, memberPrice: 110_000 };
    const flash = { t: 'flash', price: 99_900, limitPerCustomer: 1 };
    const answer = priced({ lines: [line], promos: [flash] });
    expect(answer.unitNets[0]?.toSorted()).toEqual([110_000, 110_000, 99_900].toSorted());
    expect(answer.shares).toEqual({ flash: [30_000] });
  });

  it('two lines of one good keep their own prices', () => {
    const lines = [
      { ...micro, directOff: 10_000 },
      { ...micro, pct: 87.5 },
      { ...micro, memberPrice: 140_000 },
    ];
    expect(priced({ lines }).net).toEqual([119_900, 113_663, 129_900]);
  });

  it('a set can be had as often as its goods are there, and an amount off an order once', () => {
    const bundle = { t: 'bundle', skus: ['fridge', 'washer'], price: 300_000 };
    const lines = [
      { ...fridge, qty: 2 },
      { ...washer, qty: 3 },
    ];
    expect(priced({ lines, promos: [bundle] }).payable).toBe(729_900);
    expect(priced({ lines, promos: [bundle, { t: 'orderOff', off: 9_900 }] }).payable).toBe(
      720_000,
    );
  });

  it('services stand outside coupons and tiers, and may have a price of their own', () => {
    const bracket = { sku: 'bracket', kind: 'service', unit: 8_000, qty: 2, directOff: 1_000 };
    const coupon = { t: 'shopCoupon', over: 225_000, off: 10_000 };
    const answer = priced({ lines: [fridge, bracket], promos: [coupon] });
    expect(answer.net).toEqual([219_900, 14_000]);
  });
});

describe('the subsidy of a file', () => {
  const ac = { sku: 'AC', category: 'AC', grade: 2, unit: 1_500_000, qty: 1 };
  const subsidy = (lines: readonly Line[], date: string) => priced({ lines, date }).subsidy;

  it('pays by the grade, up to its cap, in the years it was in force', () => {
    expect(subsidy([ac], '2025-06-18')).toEqual([200_000]);
    expect(subsidy([{ ...ac, unit: 289_900 }], '2024-09-01')).toEqual([43_485]);
    expect(subsidy([ac], '2026-06-18')).toEqual([0]);
    expect(subsidy([{ ...ac, grade: 1 }], '2026-06-18')).toEqual([150_000]);
    expect(subsidy([{ ...ac, grade: '1级', category: '挂机' }], '2026-06-18')).toEqual([150_000]);
    expect(subsidy([ac], '2024-07-31')).toEqual([0]);
  });

  it('is for goods with a price after everything else, and not for services', () => {
    const lines = [
      { ...ac, grade: 1, unit: 289_900 },
      { sku: 'hole', kind: 'service', category: 'AC', grade: 1, unit: 8_000, qty: 1 },
    ];
    const promos = [{ t: 'shopCoupon', over: 200_000, off: 9_900 }];
    const answer = priced({ lines, promos, date: '2026-06-18' });
    expect(answer).toMatchObject({ payable: 288_000, subsidy: [42_000, 0], consumerPays: 246_000 });
  });

  it('is for as many units of a category as a person gets', () => {
    const fridges = { ...fridge, grade: 1, qty: 2 };
    expect(subsidy([fridges], '2026-06-18')).toEqual([32_985]);
    expect(subsidy([{ ...ac, unit: 100_000, qty: 4 }], '2025-06-18')).toEqual([45_000]);
  });

  it('pays for telephones up to a price', () => {
    const phone = { sku: 'P', category: 'PHONE', grade: 1, unit: 300_000, qty: 1 };
    expect(subsidy([phone], '2026-06-18')).toEqual([45_000]);
    expect(subsidy([{ ...phone, unit: 599_900 }], '2026-06-18')).toEqual([50_000]);
    expect(subsidy([{ ...phone, unit: 600_001 }], '2026-06-18')).toEqual([0]);
  });
});

describe('why a cart costs what it costs', () => {
  it('is said in sentences', () => {
    const answer = priced({
      lines: [{ ...fridge, grade: 1, presale: { deposit: 10_000, worth: 20_000 } }],
      promos: [{ t: 'shopCoupon', over: 200_000, off: 30_000 }],
      date: '2026-06-18',
      cashRounding: 'FLOOR_JIAO',
    });
    expect(answer.explain).toEqual(
      expect.arrayContaining([
        '付定金100元抵200元：已减 ￥100.00（fridge ￥100.00）。',
        '店铺券满2000减300：已减 ￥300.00（fridge ￥300.00）。',
        '已付定金 ￥100.00，尾款 ￥1,699.00。',
        'fridge：2026年国家以旧换新补贴按 15% 补 ￥269.85。',
        '现金抹零 ￥0.05。',
      ]),
    );
  });

  it('names what was not taken and why, and what little is missing', () => {
    const lines = [{ sku: 'A', unit: 10_000, qty: 1 }];
    const one = { t: 'shopCoupon', over: 10_000, off: 2_000, basis: 'running' };
    const { explain } = priced({ lines, promos: [one, { ...one, t: 'platformCoupon' }] });
    expect(explain.join('\n')).toMatch(/平台券满100减20：没有用。还差 ￥20\.00 才到门槛。/);
    const tiers = {
      t: 'tier',
      tiers: [
        [9_000, 500],
        [12_000, 1_500],
      ],
    };
    expect(priced({ lines, promos: [tiers] }).explain.join('\n')).toMatch(/再买 ￥20\.00，可再减/);
  });
});
