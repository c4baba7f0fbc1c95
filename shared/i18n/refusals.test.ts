import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../contract/error-codes.ts';
import { fillSentence } from './fill-sentence.ts';
import { REFUSALS, refusalSentence } from './refusals.ts';

describe('the words of a refusal', () => {
  it.each(ERROR_CODES)('%s is told in both languages, as whole sentences', (code) => {
    const { zh, en } = REFUSALS[code];
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(zh).toMatch(/[。]$/);
    expect(en).toMatch(/^[A-Z{“].*[.?]$/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('both languages of a code use the same params', () => {
    const names = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();
    for (const code of ERROR_CODES)
      expect(names(REFUSALS[code].zh)).toEqual(names(REFUSALS[code].en));
  });

  it('an amount is written in yuan, and a param that is missing leaves no brace', () => {
    expect(
      refusalSentence({ code: 'tendered_too_little', params: { missingFen: 123450 } }, 'en'),
    ).toBe('Not enough: ￥1,234.50 is missing; nothing was charged.');
    expect(fillSentence('等 {{seconds}} 秒', {})).toBe('等 秒');
  });
});
