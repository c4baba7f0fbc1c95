import { describe, expect, it } from 'vitest';
import { NOT_TAKEN_REASONS } from '../domain/promotions/promotion-cart.ts';
import { nearMissSentence, whySentence } from './why-words.ts';

const VIEW = {
  reason: null,
  missingFen: null,
  missingUnits: null,
  otherName: '',
  amountFen: 0,
  forfeitedFen: 0,
} as const;
const LANGUAGES = ['zh-CN', 'en'] as const;

describe('why a promotion was not taken', () => {
  it.each(NOT_TAKEN_REASONS)(
    '%s has a sentence in both languages, whatever is known beside it',
    (reason) => {
      const views = [
        { ...VIEW, reason },
        { ...VIEW, reason, missingFen: 12_000, otherName: '618 满减' },
        { ...VIEW, reason, missingUnits: 2, otherName: '618 满减' },
      ];
      for (const language of LANGUAGES) {
        for (const view of views) {
          const sentence = whySentence(view, language);
          expect(sentence).toMatch(language === 'en' ? /^[^{}“”]*(“618 满减”)?[^{}]*\.$/ : /。$/);
          expect(sentence).not.toMatch(/[{}]|undefined|null|“”/);
        }
      }
    },
  );

  it('names what is missing and what was better', () => {
    const say = (view: object) => whySentence({ ...VIEW, ...view }, 'zh-CN');
    expect(say({ reason: 'threshold_missing', missingFen: 12_000 })).toBe(
      '还差 ￥120.00 才到门槛。',
    );
    expect(say({ reason: 'threshold_missing', missingUnits: 1 })).toBe('还差 1 件才到门槛。');
    expect(say({ reason: 'one_of_group', otherName: '每满300减50' })).toBe(
      '同组只能用一个，已用“每满300减50”。',
    );
    expect(say({ reason: 'outranked' })).toBe('有优先级更高的价格。');
  });
});

describe('what a promotion took', () => {
  it('is said with what was lost because nothing was left', () => {
    const view = { ...VIEW, amountFen: 2_000 };
    expect(whySentence(view, 'zh-CN')).toBe('已减 ￥20.00。');
    expect(whySentence({ ...view, forfeitedFen: 3_000 }, 'en')).toBe(
      '￥20.00 taken off; ￥30.00 more was lost because nothing was left.',
    );
  });
});

describe('what is nearly reached', () => {
  it('says how much more and what it gives', () => {
    const miss = { missingFen: 12_000, missingUnits: null, givesFen: 20_000 };
    expect(nearMissSentence(miss, 'zh-CN')).toBe('再买 ￥120.00，可再减 ￥200.00。');
    expect(nearMissSentence(miss, 'en')).toBe('￥120.00 more gives another ￥200.00 off.');
    const units = { missingFen: null, missingUnits: 1, givesFen: 9_995 };
    expect(nearMissSentence(units, 'zh-CN')).toBe('再买 1 件，可再减 ￥99.95。');
  });
});
