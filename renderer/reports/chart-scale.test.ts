import { describe, expect, it } from 'vitest';
import type { ReportChart } from '../../shared/contract/reports.ts';
import { axisLabels, axisText, placeText } from './chart-scale.ts';

const DATES = { placeKind: 'date' } as const;
const BRANDS = { placeKind: 'word', placeWords: 'none' } as const;
const HOURS = { placeKind: 'word', placeWords: 'hour' } as const;

function chart(of: Pick<ReportChart, 'placeKind' | 'placeWords'>): ReportChart {
  return { shape: 'bars', kind: 'fen', places: [], series: [], ...of };
}

describe('the axes of a chart', () => {
  it.each([
    [0, '0', '0'],
    [12_350, '123.5', '123.5'],
    [999_900, '9999', '9999'],
    [6_000_000, '6万', '60k'],
    [152_500_000, '152.5万', '1.5M'],
    [-5_000_000, '−5万', '−50k'],
  ])('say %i fen in Chinese as %s and in English as %s', (fen, zh, en) => {
    expect(axisText(fen, 'fen', 'zh-CN')).toBe(zh);
    expect(axisText(fen, 'fen', 'en')).toBe(en);
  });

  it('count pieces as pieces', () => {
    expect(axisText(12, 'count', 'zh-CN')).toBe('12');
  });

  it('say dates, months and hours in short', () => {
    expect(placeText(chart(DATES), '2026-06-08', 'zh-CN')).toBe('6-8');
    expect(placeText(chart(DATES), '2026-06', 'zh-CN')).toBe('6月');
    expect(placeText(chart(DATES), '2026-06', 'en')).toBe('2026-06');
    expect(placeText(chart(HOURS), '09', 'zh-CN')).toBe('9时');
    expect(placeText(chart(HOURS), '09', 'en')).toBe('09h');
    expect(placeText(chart(BRANDS), '', 'zh-CN')).toBe('（无）');
  });

  it('leave dates out where they would touch, but never the name of a bar', () => {
    const dates = Array.from({ length: 31 }, (_, i) => `6-${i + 1}`);
    expect(axisLabels(DATES, { texts: dates, widthPx: 1200, emPx: 13 }).step).toBe(2);
    expect(axisLabels(DATES, { texts: dates, widthPx: 400, emPx: 13 }).step).toBe(4);
    const names = ['燃气热水器', '空调', '洗烘套装'];
    const narrow = axisLabels(BRANDS, { texts: names, widthPx: 150, emPx: 13 });
    expect(narrow.step).toBe(1);
    expect(narrow.texts).toEqual(['燃气…', '空调', '洗烘…']);
    expect(axisLabels(BRANDS, { texts: names, widthPx: 900, emPx: 13 }).texts).toEqual(names);
    expect(axisLabels(BRANDS, { texts: [], widthPx: 0, emPx: 13 }).texts).toEqual([]);
  });
});
