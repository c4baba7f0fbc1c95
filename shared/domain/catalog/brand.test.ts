import { describe, expect, it } from 'vitest';
import { BRANDS, brandFromCell, brandFromName, knownBrand } from './brand.ts';

describe('a brand in a name', () => {
  it.each([
    ['SIEMENS/西门子KF88HVA56C湖蕴蓝', '西门子', 'KF88HVA56C湖蕴蓝'],
    ['Casarte/卡萨帝空调CAS351UBA(A1)套机', '卡萨帝', '空调CAS351UBA(A1)套机'],
    ['西门子/SIEMENS KF88', '西门子', 'KF88'],
    ['TCL空调KFR-35GW', 'TCL', '空调KFR-35GW'],
    ['A.O.史密斯电热水器 E50', 'A.O.史密斯', '电热水器 E50'],
    ['史密斯 E50', 'A.O.史密斯', 'E50'],
    ['海尔MOOKA/模卡彩电 U58A5', '模卡', '彩电 U58A5'],
    ['ＴＣＬ 空调', 'TCL', '空调'],
    ['Leader/统帅燃气灶', '统帅', '燃气灶'],
  ])('%s is of %s', (name, brand, rest) => {
    expect(brandFromName(name)).toEqual({ brand, rest });
  });

  it('stays empty where nobody known stands at the front, and is never the dealer', () => {
    for (const name of ['BCD-515W60FZBAS琥珀钰', '镇店电器冰箱', 'MINI冰箱', '', 'MB80-eco11W']) {
      expect(brandFromName(name).brand, name).toBe('');
    }
  });
});

describe('a filled brand column', () => {
  it.each([
    ['Brand/雷鸟', '雷鸟'],
    ['史密斯', 'A.O.史密斯'],
    ['haier', '海尔'],
    ['Haier/海尔', '海尔'],
    ['新牌子', '新牌子'],
    ['NewOne/新牌子', '新牌子'],
    ['', ''],
  ])('%s means %s', (cell, brand) => expect(brandFromCell(cell)).toBe(brand));

  it('keeps the lines of Haier apart from Haier', () => {
    expect(brandFromCell('统帅')).toBe('统帅');
    expect(brandFromCell('卡萨帝')).toBe('卡萨帝');
  });
});

it('every brand has one curated reading and no alias belongs to two brands', () => {
  for (const { name, pinyin, aliases } of BRANDS) {
    expect(pinyin.join(''), name).toMatch(/^[a-z]+$/);
    if (/^\p{Script=Han}+$/u.test(name)) expect(pinyin.length, name).toBe([...name].length);
    for (const alias of aliases) expect(knownBrand(alias)?.name).toBe(name);
  }
  expect(knownBrand('美的')?.pinyin.join('')).toBe('meidi');
  expect(knownBrand('长虹')?.pinyin.join('')).toBe('changhong');
});
