import { describe, expect, it } from 'vitest';
import { itemTitle, shortTitle } from './item-title.ts';

describe('the title of a good', () => {
  it.each([
    ['TCL', 'TCL空调 KFR-35GW', 'KFR-35GW', 'TCL空调 KFR-35GW', 'TCL空调'],
    ['COLMO', '多开门冰箱', 'CRBUF706N', 'COLMO 多开门冰箱 CRBUF706N', 'COLMO 多开门冰箱'],
    ['', '加长铜管', '', '加长铜管', '加长铜管'],
    ['美的', '电饭煲', 'tb10', '美的 电饭煲 tb10', '美的 电饭煲'],
  ])('%s + %s + %s reads “%s”', (brand, name, model, title, short) => {
    expect(itemTitle({ brand, name, model })).toBe(title);
    expect(shortTitle({ brand, name, model })).toBe(short);
  });
});
