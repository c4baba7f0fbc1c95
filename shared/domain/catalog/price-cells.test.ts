import { describe, expect, it } from 'vitest';
import { energyGradeFrom } from './energy-grade.ts';
import { priceFromCell } from './price-text.ts';
import { barcodeFromCell, hasGoodCheckDigit, ownCodeFromCell } from './product-code.ts';

describe('a price cell', () => {
  it.each([
    ['1898', 189_800],
    ['8499.00元', 849_900],
    ['￥1,999.00', 199_900],
    ['¥ 1999', 199_900],
    ['RMB 12.5', 1250],
    ['423.52', 42_352],
    ['423.51999999999998', 42_352],
    ['330.65', 33_065],
    ['１０９９', 109_900],
    ['1.2万', 1_200_000],
    ['1.00', 100],
    ['0', 0],
    ['1999元/台', 199_900],
  ])('%s is %i fen', (cell, fen) => expect(priceFromCell(cell)).toEqual({ kind: 'price', fen }));

  it.each(['', ' ', '-', '—', '/', '无'])('"%s" is blank', (cell) => {
    expect(priceFromCell(cell).kind).toBe('blank');
  });

  it.each(['面议', '-5', '停产', '#REF!', '1999-2999', '12,34', '99999999999', '1e99', '0x10'])(
    '%s is no price',
    (cell) => expect(priceFromCell(cell).kind).toBe('unreadable'),
  );
});

describe('a code cell', () => {
  it('keeps leading zeros and dots of own codes', () => {
    expect(ownCodeFromCell('00001')).toEqual({ kind: 'own', code: '00001' });
    expect(ownCodeFromCell('20.04.01.01.079')).toEqual({ kind: 'own', code: '20.04.01.01.079' });
    expect(ownCodeFromCell("'007 ")).toEqual({ kind: 'own', code: '007' });
  });

  it('checks the check digit of barcodes', () => {
    expect(hasGoodCheckDigit('6942147491119')).toBe(true);
    expect(hasGoodCheckDigit('96385074')).toBe(true);
    expect(barcodeFromCell('6942147491118').kind).toBe('bad_check_digit');
    expect(barcodeFromCell(' 6942147 491119')).toEqual({ kind: 'ean', code: '6942147491119' });
  });

  it.each(['6.94215E+12', '6.9E+12', '#####', '1'.repeat(41)])('%s has lost digits', (cell) => {
    expect(barcodeFromCell(cell).kind).toBe('mangled');
  });

  it('takes a body barcode of 20 digits as an own code', () => {
    expect(barcodeFromCell('12345678901234567890').kind).toBe('own');
  });
});

describe('an energy grade', () => {
  it.each([
    ['1级', '1级'],
    ['一级', '1级'],
    ['一级能效', '1级'],
    ['新一级(APF5.32)', '1级'],
    ['1级能效变频', '1级'],
    ['三级', '3级'],
    ['2', '2级'],
    ['', null],
    ['APF5.32', null],
    ['6级', null],
    ['11级', null],
  ])('%s is %s', (text, grade) => expect(energyGradeFrom(text)).toBe(grade));
});
