import { describe, expect, it } from 'vitest';
import { readZReport } from '../../shared/domain/shift/read-z-report.ts';
import {
  HANDED_OVER_Z,
  MONTH,
  MONTH_OF_RESTORE,
  PLAIN_X,
  PLAIN_Z,
  Z_AFTER_RESTORE,
} from '../../test/golden/sample-reports.ts';
import { periodSections, periodZs } from './period-sections.ts';
import { type ReportSection, signedYuan, totalYuan, type Words } from './report-row.ts';
import { dayDifference, reportSections } from './report-sections.ts';

/** The keys themselves, with what is put into them, so that no test depends on a wording. */
const words: Words = {
  // A translator is a type of many overloads; the sections call it with a key and values alone.
  t: ((key: string, params?: object) =>
    params ? `${key} ${Object.values(params).join(' ')}` : key) as unknown as Words['t'],
  dayTime: (at) => `at${at}`,
  time: (at) => `at${at}`,
  day: (date) => date,
};

const titles = (sections: readonly ReportSection[]) =>
  sections.map(({ title }) => title.replace('report.section.', ''));
const valueNamed = (sections: readonly ReportSection[], name: string) =>
  sections.flatMap(({ rows }) => rows).find((row) => row.name === name)?.value;

describe('a report on the screen', () => {
  it('of a day with a handover has every section', () => {
    expect(titles(reportSections(HANDED_OVER_Z, words))).toEqual([
      'sales',
      'cash',
      'tenders',
      'pieces',
      'recounts',
      'shifts',
      'deductions',
      'owed',
      'goods',
      'tickets',
      'control',
      'matters',
      'totals',
      'head',
    ]);
  });

  it('of a plain day leaves out what it has nothing to say of', () => {
    expect(titles(reportSections(PLAIN_X, words))).toEqual([
      'sales',
      'cash',
      'tenders',
      'deductions',
      'goods',
      'control',
      'totals',
      'head',
    ]);
    expect(titles(reportSections(PLAIN_Z, words))).toContain('pieces');
  });

  it('lists cash so that its lines add up to what is expected', () => {
    const cash = reportSections(HANDED_OVER_Z, words)[1]?.rows ?? [];
    const fen = cash.map(({ value }) =>
      Math.round(Number(value.replace('−', '-').replaceAll(',', '')) * 100),
    );
    expect(fen.slice(0, -1).reduce((sum, one) => sum + one, 0)).toBe(fen.at(-1));
    expect(fen.at(-1)).toBe(HANDED_OVER_Z.expectedFen);
  });

  it('says what all drawers of the day differed by, where more than one did', () => {
    expect(dayDifference(HANDED_OVER_Z)).toBe(-700);
    expect(dayDifference(PLAIN_Z)).toBeNull();
    expect(dayDifference(PLAIN_X)).toBeNull();
  });

  it('that was stored in the first form shows what it recorded, and no word of the rest', () => {
    const { form, store, shifts, operators, deductions, returns, cash, control, ...rest } = PLAIN_Z;
    const { kinds, tickets, matters, perpetualAbsoluteFen, ...first } = rest;
    const old = readZReport(JSON.stringify(first));
    const sections = reportSections(old, words);
    expect(titles(sections)).toEqual([
      'sales',
      'cash',
      'tenders',
      'pieces',
      'goods',
      'control',
      'totals',
      'head',
    ]);
    const shown = JSON.stringify(sections);
    for (const word of ['perpetualAbsolute', 'null', 'undefined', 'NaN', 'report.store']) {
      expect(shown).not.toContain(word);
    }
    expect(valueNamed(sections, 'report.perpetual')).toBe(totalYuan(PLAIN_Z.perpetualFen));
  });
});

describe('a month on the screen', () => {
  it('has its days, and totals that go on from the month before', () => {
    const sections = periodSections(MONTH, words);
    expect(titles(sections)).toEqual([
      'sales',
      'tenders',
      'cash',
      'rowsMonth',
      'goods',
      'totals',
      'head',
    ]);
    expect(valueNamed(sections, 'report.rowCount 2026-06-18 7')).toBe('17,900.10 (−7.00)');
    expect(valueNamed(sections, 'report.perpetual')).toBe(totalYuan(HANDED_OVER_Z.perpetualFen));
  });
});

describe('after a restore', () => {
  it('a report says what of the perpetual total the lane before took', () => {
    const sections = reportSections(Z_AFTER_RESTORE, words);
    expect(valueNamed(sections, 'report.ofLane 01 365')).toBe(totalYuan(9_991_230_000));
    expect(valueNamed(reportSections(PLAIN_Z, words), 'report.ofLane 01 365')).toBeUndefined();
  });

  it('a month names the Z reports and days by their registers', () => {
    expect(periodZs(MONTH)).toBe('Z 11 – Z 12');
    expect(periodZs(MONTH_OF_RESTORE)).toBe('01 Z 365 – Z 365 · 01QXF Z 1 – Z 2');
    expect(periodZs({ ...MONTH_OF_RESTORE, firstZ: 1, lastZ: 0 })).toBe('01 Z 365 – Z 365');
    const sections = periodSections(MONTH_OF_RESTORE, words);
    expect(valueNamed(sections, 'report.rowCount 2026-06-16 01 7')).toBe('18,000.00');
    expect(valueNamed(sections, 'report.rowCount 2026-06-17 7')).toBe('18,000.00');
  });
});

it.each([
  [0, '0.00', '0.00'],
  [5, '0.05', '+0.05'],
  [-123_456, '−1,234.56', '−1,234.56'],
  [99_999_999_999_99, '99,999,999,999.99', '+99,999,999,999.99'],
])('%d fen read as %s, with a sign as %s', (fen, plain, signed) => {
  expect([totalYuan(fen), signedYuan(fen)]).toEqual([plain, signed]);
});
