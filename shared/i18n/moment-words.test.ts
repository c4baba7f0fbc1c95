import { describe, expect, it } from 'vitest';
import { endWords, startWords } from './moment-words.ts';

const NOW = Date.parse('2026-11-23T22:30:00+08:00');
const at = (text: string) => Date.parse(`${text}+08:00`);

describe('a moment as people say it', () => {
  it.each([
    ['2026-11-27T00:00:00', '11月26日 24:00', '26 Nov, 24:00'],
    ['2026-11-26T18:30:00', '11月26日 18:30', '26 Nov, 18:30'],
    ['2027-01-01T00:00:00', '12月31日 24:00', '31 Dec, 24:00'],
    ['2027-01-02T00:00:00', '2027年1月1日 24:00', '1 Jan 2027, 24:00'],
  ])('an end at %s is still of the day that ends', (text, zh, en) => {
    expect(endWords(at(text), 'zh-CN', NOW)).toBe(zh);
    expect(endWords(at(text), 'en', NOW)).toBe(en);
  });

  it('a start at midnight is of the day that begins', () => {
    expect(startWords(at('2026-11-24T00:00:00'), 'zh-CN', NOW)).toBe('11月24日 00:00');
    expect(startWords(at('2027-01-01T00:00:00'), 'en', NOW)).toBe('1 Jan 2027, 00:00');
  });
});
