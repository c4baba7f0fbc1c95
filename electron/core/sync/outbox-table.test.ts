import { describe, expect, it } from 'vitest';
import { MAX_FACT_BODY } from '../../../shared/contract/sync.ts';
import { syncTill } from '../../../test/support/sync-till.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/open.ts';
import {
  insertFact,
  listParked,
  nextBatch,
  outboxCounts,
  resendParked,
  settle,
} from './outbox-table.ts';

function add(db: Database, factId: string, body = '{}', createdAt = 5) {
  insertFact(db, { factId, kind: 'sale', registerId: '01', body, createdAt });
}

describe('the outbox', () => {
  it('gives facts out in the order they were written, with gapless numbers', () => {
    const { db } = syncTill();
    for (const id of ['c', 'a', 'b']) add(db, id);
    expect(nextBatch(db).map((fact) => [fact.seq, fact.factId])).toEqual([
      [1, 'c'],
      [2, 'a'],
      [3, 'b'],
    ]);
  });

  it('leaves no hole in the numbers when a sale is rolled back', () => {
    const { db } = syncTill();
    add(db, 'a');
    const fail = () =>
      inTransaction(db, () => {
        add(db, 'b');
        throw new Error('power cut');
      });
    expect(fail).toThrow('power cut');
    add(db, 'c');
    expect(nextBatch(db).map((fact) => fact.seq)).toEqual([1, 2]);
  });

  it.each([
    ['as many facts as allowed', { facts: 2, bytes: 1000 }, ['a', 'b']],
    ['as many bytes as allowed', { facts: 10, bytes: 20 }, ['a', 'b']],
    ['one fact at least, however large', { facts: 10, bytes: 1 }, ['a']],
  ])('fills a request with %s', (_, limits, ids) => {
    const { db } = syncTill();
    for (const id of ['a', 'b', 'c']) add(db, id, '{"镇":1}'); // 9 bytes each, though 7 characters
    expect(nextBatch(db, limits).map((fact) => fact.factId)).toEqual(ids);
  });

  it('refuses the same fact twice, because a sale is pushed once', () => {
    const { db } = syncTill();
    add(db, 'a');
    expect(() => add(db, 'a')).toThrow('UNIQUE');
  });

  it('counts what waits and what is parked, and since when the oldest waits', () => {
    const { db } = syncTill();
    add(db, 'a', '{}', 10);
    add(db, 'b', '{}', 20);
    add(db, 'c', '{}', 30);
    settle(db, [{ factId: 'a', state: 'acknowledged' }], 99);
    settle(db, [{ factId: 'c', state: 'parked', reason: 'kind_unknown' }], 99);
    expect(outboxCounts(db)).toEqual({ waiting: 1, parked: 1, oldestWaitingAt: 20 });
  });

  it('says nothing waits when nothing waits', () => {
    const counts = outboxCounts(syncTill().db);
    expect(counts).toEqual({ waiting: 0, parked: 0, oldestWaitingAt: null });
  });

  it('parks a fact with its reason, out of the way of the next ones, until it is sent again', () => {
    const { db } = syncTill();
    for (const id of ['a', 'b']) add(db, id);
    settle(db, [{ factId: 'a', state: 'parked', reason: 'content_differs' }], 77);
    expect(nextBatch(db).map((fact) => fact.factId)).toEqual(['b']);
    expect(listParked(db)).toEqual([
      {
        factId: 'a',
        seq: 1,
        kind: 'sale',
        registerId: '01',
        createdAt: 5,
        parkedAt: 77,
        reason: 'content_differs',
      },
    ]);
    expect(resendParked(db, ['a', 'unknown'])).toBe(1);
    expect(nextBatch(db).map((fact) => fact.factId)).toEqual(['a', 'b']);
    expect(listParked(db)).toEqual([]);
  });

  it('sends every parked fact again when none is named, but never an acknowledged one', () => {
    const { db } = syncTill();
    for (const id of ['a', 'b', 'c']) add(db, id);
    settle(db, [{ factId: 'a', state: 'acknowledged' }], 1);
    settle(db, [{ factId: 'b', state: 'parked', reason: 'x' }], 1);
    settle(db, [{ factId: 'c', state: 'parked', reason: 'x' }], 1);
    expect(resendParked(db, null)).toBe(2);
    expect(nextBatch(db).map((fact) => fact.factId)).toEqual(['b', 'c']);
  });

  it('never takes an acknowledgement back', () => {
    const { db } = syncTill();
    add(db, 'a');
    settle(db, [{ factId: 'a', state: 'acknowledged' }], 1);
    settle(db, [{ factId: 'a', state: 'parked', reason: 'late answer' }], 2);
    expect(outboxCounts(db)).toMatchObject({ waiting: 0, parked: 0 });
  });

  it('parks a fact too large to send at once: the sale is kept and the queue flows', () => {
    const { db } = syncTill();
    add(db, 'a', 'x'.repeat(MAX_FACT_BODY + 1));
    add(db, 'b');
    expect(nextBatch(db).map((fact) => fact.factId)).toEqual(['b']);
    expect(listParked(db)[0]?.reason).toBe('fact_too_large');
    expect(resendParked(db, null)).toBe(0);
  });
});
