import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type PeopleTill, peopleTill } from '../../../test/support/people-till.ts';
import { appendNow } from './journal-table.ts';
import { comparePaper } from './paper-code.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
});
afterEach(() => shop.remove());

describe('the code on a paper', () => {
  it('is the beginning of its entry’s hash, in small or capital letters, or all of it', () => {
    const { till } = shop;
    const { seq, hash, endedAt } = appendNow(till, 'NO_SALE', 'demo-owner', { reason: 'change' });
    const paper = { register: till.registerId, seq };
    for (const code of [hash.slice(0, 8), hash.slice(0, 16).toUpperCase(), hash]) {
      expect(comparePaper(till, { ...paper, code })).toEqual({ state: 'same', at: endedAt });
    }
    const other = `${hash.startsWith('0') ? '1' : '0'}${hash.slice(1, 8)}`;
    expect(comparePaper(till, { ...paper, code: other })).toEqual({
      state: 'differs',
      at: endedAt,
    });
  });

  it('does not vouch for an entry whose content was altered, and knows none that is not there', () => {
    const { till } = shop;
    const { seq, hash } = appendNow(till, 'NO_SALE', 'demo-owner', { reason: 'change' });
    const paper = { register: till.registerId, seq, code: hash.slice(0, 8) };
    till.db.exec('DROP TRIGGER journal_no_update');
    till.db.prepare(`UPDATE journal SET payload = '{}' WHERE seq = ?`).run(seq);
    expect(comparePaper(till, paper).state).toBe('altered');
    expect(comparePaper(till, { ...paper, seq: seq + 1 })).toEqual({ state: 'unknown', at: null });
    expect(comparePaper(till, { ...paper, register: '99' })).toEqual({
      state: 'unknown',
      at: null,
    });
  });
});
