import { describe, expect, it } from 'vitest';
import { LAYER_NAMES } from '../documents/shift-report-words.ts';
import { en } from './en.ts';
import { promotionKindsZh } from './promotion-kind-words.ts';
import { zhCN } from './zh-CN.ts';

const KINDS = Object.keys(promotionKindsZh);
const BY_HAND = ['override', 'line_discount', 'cart_discount'];

describe('what a deduction is called', () => {
  it('the shift report says the same on paper and on the screen', () => {
    expect(LAYER_NAMES).toEqual(zhCN.report.layer);
  });

  it('every kind of promotion and every deduction by hand has a name in the reports of both languages', () => {
    const all = [...BY_HAND, ...KINDS].sort();
    for (const { report, reports } of [zhCN, en]) {
      expect(Object.keys(report.layer).sort()).toEqual(all);
      expect(Object.keys(reports.words.deduction).sort()).toEqual(all);
    }
  });

  it('no two kinds share a name', () => {
    for (const { report } of [zhCN, en]) {
      expect(new Set(Object.values(report.layer)).size).toBe(KINDS.length + BY_HAND.length);
    }
  });
});
