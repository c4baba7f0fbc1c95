import { describe, expect, it } from 'vitest';
import { fen } from '../../kernel/money.ts';
import { type GiftPromise, giftsOwed } from './gift-value.ts';

// Over 2000 yuan of fridges and fans one kettle, and for every further 2000 one more: two of them were given.
const SALE: GiftPromise = {
  name: '满2000赠水壶',
  threshold: { overFen: fen(200_000), overUnits: null, isEach: true },
  count: 1,
  earning: [
    { position: 1, unit: 1, amountFen: 219_900 },
    { position: 1, unit: 2, amountFen: 219_900 },
    { position: 2, unit: 1, amountFen: 19_900 },
  ],
  gifts: [
    { position: 3, unit: 1, valueFen: 9_900 },
    { position: 4, unit: 1, valueFen: 12_900 },
  ],
};
const owed = (back: readonly string[], refundFen = 300_000, beforeFen = 0) =>
  giftsOwed([SALE], new Set(back), { refundFen: fen(refundFen), beforeFen: fen(beforeFen) });

describe('a gift that stays with the customer', () => {
  it.each([
    ['2/1', [], 0, 'the fan earned nothing'],
    ['1/1', [], 9_900, 'one fridge fewer: the gift that is worth less'],
    ['1/1 4/1', [], 0, 'the other gift came back with it'],
    ['1/1 1/2', [], 22_800, 'nothing stays that earns one'],
    ['1/1 1/2 3/1 4/1', [], 0, 'everything came back'],
    ['1/2', ['1/1'], 12_900, 'the second fridge later, the first gift is paid for'],
    ['3/1', ['1/1'], -9_900, 'the gift that was paid for comes back: its value is paid back'],
  ] as const)('%s after %j: %i fen, %s', (now, before, fenOwed, _why) => {
    const paid = before.length === 0 ? 0 : 9_900;
    expect(owed([...before, ...now.split(' ')], 300_000, paid)).toBe(fenOwed);
  });

  it('never costs more than what is paid back for the goods', () => {
    expect(owed(['1/1', '1/2'], 10_000)).toBe(10_000);
    expect(owed(['1/1', '1/2', '2/1'], 5_000, 10_000)).toBe(5_000);
  });

  it('costs nothing where the figures would not have earned it at the sale either', () => {
    const odd = { ...SALE, earning: SALE.earning.slice(2) };
    const paid = { refundFen: fen(10_000), beforeFen: fen(0) };
    expect(giftsOwed([odd], new Set(['2/1']), paid)).toBe(0);
  });
});
