import { describe, expect, it } from 'vitest';
import { type PromotionRow, promotionDraft } from '../../shared/contract/promotions.ts';
import type { Benefit, PromotionKind } from '../../shared/domain/promotions/promotion.ts';
import { fen } from '../../shared/kernel/money.ts';
import { barsOf, monthOf, movedBy } from './calendar-bars.ts';
import { draftFrom, emptyValues, type FormValues, valuesFrom } from './form-values.ts';
import { endText, fromLocal, momentText, toLocal } from './local-time.ts';

const NOW = Date.parse('2026-06-15T22:30:00+08:00');
const yuan = (amount: number) => fen(Math.round(amount * 100));
const OVER = { overFen: yuan(1000), overUnits: null, isEach: true };
const UNITS = { overFen: null, overUnits: 2, isEach: false };

const BENEFITS: readonly Benefit[] = [
  { kind: 'direct_price', priceFen: yuan(1999.5), offFen: null },
  { kind: 'direct_price', priceFen: null, offFen: yuan(150) },
  { kind: 'percent', payRate: 8550 },
  { kind: 'member_price', priceFen: yuan(2949) },
  { kind: 'flash_sale', priceFen: yuan(0.01) },
  { kind: 'presale', depositFen: yuan(100), worthFen: yuan(200), offFen: null },
  { kind: 'presale', depositFen: yuan(100), worthFen: null, offFen: yuan(300) },
  { kind: 'nth_item', n: 2, offRate: 5000 },
  { kind: 'pick_n', count: 3, priceFen: yuan(99) },
  {
    kind: 'bundle',
    items: [
      { sku: 'a', quantity: 1 },
      { sku: 'b', quantity: 2 },
    ],
    priceFen: yuan(5588),
  },
  { kind: 'gift', threshold: OVER, reward: { skus: ['g'], count: 1 } },
  { kind: 'add_on', threshold: UNITS, reward: { skus: ['g', 'h'], count: 2 }, priceFen: yuan(99) },
  { kind: 'threshold_once', overFen: yuan(3000), offFen: yuan(300) },
  { kind: 'threshold_each', perFen: yuan(1000), offFen: yuan(60), capFen: null },
  { kind: 'threshold_each', perFen: yuan(1000), offFen: yuan(60), capFen: yuan(300) },
  { kind: 'threshold_tiered', tiers: [{ overFen: yuan(10), offFen: yuan(1) }] },
  { kind: 'threshold_percent', threshold: UNITS, offRate: 1000, capFen: yuan(500) },
  {
    ...{ kind: 'coupon', coupon: 'platform', claim: 'shared_code', overFen: yuan(1000) },
    ...{ offFen: yuan(50), offRate: null, capFen: null },
  },
  {
    ...{ kind: 'coupon', coupon: 'category', claim: 'one_time_code', overFen: yuan(1000) },
    ...{ offFen: null, offRate: 500, capFen: yuan(80) },
  },
];

describe('the form of a promotion', () => {
  it.each(BENEFITS.map((benefit) => [benefit.kind, benefit] as const))(
    'takes a %s apart and puts it together again',
    (_, benefit) => {
      const layer = draftFrom(emptyValues(benefit.kind, NOW)).layer;
      const draft = draftFrom({
        ...valuesFrom({ ...draftFrom(emptyValues(benefit.kind, NOW)), benefit, name: '名称' }),
      });
      expect(draft.benefit).toEqual(benefit);
      expect(promotionDraft.parse(draft)).toEqual(draft);
      expect(draft.layer).toBe(
        benefit.kind === 'coupon' && benefit.coupon === 'platform' ? 6 : layer,
      );
    },
  );

  it('begins at tomorrow’s midnight of the shop and lasts three days', () => {
    const { from, to } = emptyValues('percent', NOW);
    expect([from, to]).toEqual(['2026-06-16T00:00', '2026-06-19T00:00']);
  });

  const LETTERS: readonly [keyof FormValues, string, PromotionKind][] = [
    ['price', '一千', 'flash_sale'],
    ['rate', '八折', 'percent'],
    ['count', '2.5', 'nth_item'],
  ];
  it.each(LETTERS)('a %s of %s is a figure that the check names', (field, typed, kind) => {
    const draft = draftFrom({ ...emptyValues(kind, NOW), [field]: typed });
    const { benefit } = draft;
    const figure =
      benefit.kind === 'flash_sale'
        ? benefit.priceFen
        : benefit.kind === 'percent'
          ? benefit.payRate
          : benefit.kind === 'nth_item' && benefit.n;
    expect(figure).toBe(0);
  });

  it('hours to midnight last to the end of the day', () => {
    const hours = [{ from: '18:00', to: '00:00' }];
    const { window } = draftFrom({ ...emptyValues('percent', NOW), hours });
    expect(window.hours).toEqual([{ fromMinute: 1080, toMinute: 1440 }]);
    expect(valuesFrom(draftFrom({ ...emptyValues('percent', NOW), hours })).hours).toEqual(hours);
  });

  it('a set is about its own goods', () => {
    const items = [{ sku: 'a', quantity: '1' }];
    expect(draftFrom({ ...emptyValues('bundle', NOW), items }).scope.skus).toEqual(['a']);
  });

  it('a moment is the shop’s, and half a moment is none', () => {
    expect(toLocal(fromLocal('2026-06-18T10:05') ?? 0)).toBe('2026-06-18T10:05');
    expect([fromLocal(''), fromLocal('2026-06-18'), fromLocal('2026-13-41T00:00')]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('times of a promotion in words', () => {
  const at = (text: string) => fromLocal(text) ?? 0;
  it('an end at midnight is the end of the day before, and another year is named', () => {
    expect(endText(at('2026-06-19T00:00'), NOW)).toBe('6/18 24:00');
    expect(endText(at('2027-01-01T00:00'), NOW)).toBe('12/31 24:00');
    expect(momentText(at('2027-06-19T09:30'), NOW)).toBe('2027/6/19 09:30');
  });
});

describe('a month of promotions', () => {
  const row = (from: string, to: string, standing = 'scheduled') =>
    ({
      ...{ promotionId: from, standing, changedAt: NOW },
      definition: { window: { fromAt: fromLocal(from), toAt: fromLocal(to) } },
    }) as unknown as PromotionRow; // what a bar looks at
  const june = monthOf(NOW);

  it('has a bar from the first to the last day, cut at the ends of the month', () => {
    const rows = [
      row('2026-06-16T00:00', '2026-06-19T00:00'),
      row('2026-05-30T12:00', '2026-06-02T12:00'),
      row('2026-06-30T10:00', '2026-07-05T00:00'),
      row('2026-07-01T00:00', '2026-07-02T00:00'),
    ];
    expect(barsOf(rows, june, NOW)).toMatchObject([
      { fromDay: 1, toDay: 2, isCutLeft: true, isCutRight: false },
      { fromDay: 16, toDay: 18, isCutLeft: false, isCutRight: false },
      { fromDay: 30, toDay: 30, isCutLeft: false, isCutRight: true },
    ]);
  });

  it('shows what runs through the whole month last: what begins and ends in it is looked for', () => {
    const year = row('2026-01-01T00:00', '2027-01-01T00:00');
    const weekend = row('2026-06-20T00:00', '2026-06-22T00:00');
    expect(barsOf([year, weekend], june, NOW).map((bar) => bar.row)).toEqual([weekend, year]);
  });

  it('knows today in this month only, and December is followed by January', () => {
    expect([june.today, movedBy(june, 1).today]).toEqual([15, null]);
    expect(movedBy(june, 7)).toMatchObject({ year: 2027, month: 1, dayCount: 31 });
  });
});
