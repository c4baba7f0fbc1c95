import { describe, expect, it } from 'vitest';
import { emptyValues, type FormValues } from './form-values.ts';
import { openFields, realProblems, saysSomething, wrongFields } from './open-fields.ts';

const NOW = Date.parse('2026-06-15T22:30:00+08:00');
const form = (kind: FormValues['kind'], filled: Partial<FormValues> = {}): FormValues => ({
  ...emptyValues(kind, NOW),
  ...filled,
});
const problems = (...codes: readonly string[]) =>
  codes.map((code) => ({ code }) as Parameters<typeof realProblems>[1][number]);

describe('what the form of a promotion still waits for', () => {
  it.each([
    ['direct_price', ['price']],
    ['percent', []], // 95 stands there
    ['member_price', ['price']],
    ['flash_sale', ['price']],
    ['presale', ['deposit', 'worth']],
    ['nth_item', []],
    ['pick_n', ['price']],
    ['bundle', ['price', 'items']],
    ['gift', ['over', 'reward']],
    ['add_on', ['over', 'price', 'reward']],
    ['threshold_once', ['over', 'off']],
    ['threshold_each', ['over', 'off']],
    ['threshold_tiered', ['tiers']],
    ['threshold_percent', ['over']],
    ['coupon', ['off']], // one without a threshold is meant
  ] as const)('a new %s wants its name and what it cannot do without', (kind, fields) => {
    expect(openFields(form(kind))).toEqual(['name', ...fields]);
  });

  it('one whose fields are all filled in waits for nothing', () => {
    expect(openFields(form('threshold_once', { name: '满减', over: '300', off: '30' }))).toEqual(
      [],
    );
    expect(openFields(form('direct_price', { name: '直降', isFixed: false, off: '5' }))).toEqual(
      [],
    );
  });

  it('two of one good are a set as well', () => {
    const filled = { name: '套购', price: '99' };
    const items = (quantity: string) => [{ sku: 'a', quantity }];
    expect(openFields(form('bundle', { ...filled, items: items('1') }))).toEqual(['items']);
    expect(openFields(form('bundle', { ...filled, items: items('2') }))).toEqual([]);
  });

  it('a start or an end that was taken out is asked for again', () => {
    expect(openFields(form('percent', { name: '九五折', from: '', to: '' }))).toEqual([
      'from',
      'to',
    ]);
  });
});

describe('the headline of a new promotion', () => {
  it('is the name of its kind until something of what it gives has been said', () => {
    for (const kind of [
      'threshold_each',
      'gift',
      'pick_n',
      'bundle',
      'threshold_tiered',
    ] as const) {
      expect(saysSomething(form(kind)), kind).toBe(false);
    }
    expect(saysSomething(form('threshold_each', { over: '1000' }))).toBe(true);
    expect(saysSomething(form('gift', { rewardSkus: ['a'] }))).toBe(true);
    expect(saysSomething(form('bundle', { items: [{ sku: 'a', quantity: '1' }] }))).toBe(true);
    expect(saysSomething(form('threshold_tiered', { tiers: [{ over: '1', off: '' }] }))).toBe(true);
  });
});

describe('what is wrong with what was typed', () => {
  it.each([
    ['a price that is no figure', form('flash_sale', { price: 'abc' }), ['price']],
    ['a price of nothing', form('flash_sale', { price: '0' }), ['price']],
    ['an amount with three places', form('threshold_once', { over: '9.999', off: '1' }), ['over']],
    ['more than all of it', form('percent', { rate: '120' }), ['rate']],
    ['half a unit', form('gift', { isByUnits: true, over: '1.5' }), ['over']],
    ['a cap in words', form('threshold_each', { over: '9', off: '1', cap: '不限' }), ['cap']],
    // It would otherwise count as no threshold at all.
    ['the threshold of a coupon in words', form('coupon', { over: '一千', off: '5' }), ['over']],
  ] as const)('%s is marked', (_, values, wrong) => {
    expect(wrongFields(values)).toEqual(wrong);
  });

  it('a coupon may say that it asks for nothing', () => {
    expect(wrongFields(form('coupon', { over: '0', off: '5' }))).toEqual([]);
  });

  it('an empty field is asked for and not complained of; everything else is', () => {
    const found = problems(
      ...['promotion_name_missing', 'promotion_amount_invalid', 'promotion_quota_invalid'],
    );
    expect(realProblems(form('flash_sale'), found)).toEqual(problems('promotion_quota_invalid'));
    const typed = form('flash_sale', { name: '抢购', price: '0' });
    expect(realProblems(typed, found.slice(1))).toEqual(found.slice(1));
  });
});
