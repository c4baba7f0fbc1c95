import { describe, expect, it } from 'vitest';
import {
  FIRST_PREV_HASH,
  hashInput,
  type JournalEntry,
  journalPayload,
  reasonText,
  verifyCode,
} from './journal-entry.ts';

const ENTRY: Omit<JournalEntry, 'hash'> = {
  registerId: '01',
  seq: 7,
  type: 'SALE',
  startedAt: 1_781_748_000_000,
  endedAt: 1_781_748_060_000,
  operator: 'demo-cashier',
  payload: journalPayload({ b: 1, a: '空调' }),
  prevHash: FIRST_PREV_HASH,
};

describe('a journal entry', () => {
  it('is hashed over its fields in a fixed order, the payload in canonical form', () => {
    expect(hashInput(ENTRY)).toBe(
      `01|7|SALE|1781748000000|1781748060000|demo-cashier|{"a":"空调","b":1}|${FIRST_PREV_HASH}`,
    );
  });

  it.each(['registerId', 'seq', 'type', 'startedAt', 'endedAt', 'operator', 'payload', 'prevHash'])(
    'another %s makes another text',
    (field) => {
      expect(hashInput({ ...ENTRY, [field]: 'x' })).not.toBe(hashInput(ENTRY));
    },
  );

  it.each([
    ['老王 13800138000 介绍', '老王 … 介绍'],
    ['138-0013-8000', '…'],
    ['１３８００１３８０００', '…'],
    ['身份证 36022219700101123X', '身份证 …'],
    ['对手价 1899', '对手价 1899'],
    ['618 活动 2026-06', '618 活动 2026-06'],
  ])('keeps of the reason "%s" only "%s"', (typed, kept) => {
    expect(reasonText(typed)).toBe(kept);
  });

  it('shows the first eight digits of its hash on paper', () => {
    expect(verifyCode('9f3a21c7deadbeef')).toBe('9F3A21C7');
  });
});
