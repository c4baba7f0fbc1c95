import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshMemory } from '../../../test/support/store-template.ts';
import { type Database, inTransaction } from '../db/open.ts';
import {
  appendEntry,
  countEntries,
  eachEntry,
  firstBrokenEntry,
  lastEntry,
} from './journal-table.ts';

let db: Database;

beforeEach(() => {
  db = freshMemory();
  db.exec("INSERT INTO register VALUES ('01', 'ZD-1', 0), ('02', 'ZD-2', 0)");
});
afterEach(() => db.close());

function append(registerId: string, what: string, at = 1_781_748_000_000) {
  return appendEntry(db, {
    registerId,
    type: 'SALE',
    startedAt: at,
    endedAt: at + 1000,
    operator: 'demo-cashier',
    payload: { what, nested: { b: 1, a: [1, 2] } },
  });
}

/** What only somebody with the file in his hands can do: past the triggers. */
function tamper(sql: string, ...bound: unknown[]): void {
  db.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete');
  db.exec('DROP TRIGGER IF EXISTS journal_gapless');
  db.prepare(sql).run(...bound);
}

describe('the journal', () => {
  it('counts from one without a gap, each register for itself, each entry chained to the one before', () => {
    const [a, b, c] = [append('01', 'a'), append('02', 'b'), append('01', 'c')];
    expect([a.seq, b.seq, c.seq]).toEqual([1, 1, 2]);
    expect(a.prevHash).toBe('0'.repeat(64));
    expect(c.prevHash).toBe(a.hash);
    expect(lastEntry(db, '01')).toEqual(c);
    expect([...eachEntry(db, '01')]).toEqual([a, c]);
    expect(firstBrokenEntry(db, '01')).toBeNull();
    expect(firstBrokenEntry(db, '03')).toBeNull();
  });

  it('gives the number of a rolled back entry to the next one', () => {
    append('01', 'a');
    expect(() =>
      inTransaction(db, () => {
        append('01', 'lost');
        throw new Error('power');
      }),
    ).toThrow('power');
    expect(append('01', 'b').seq).toBe(2);
    expect(firstBrokenEntry(db, '01')).toBeNull();
  });

  it('is neither changed nor cut nor given a gap by the program', () => {
    append('01', 'a');
    expect(() => db.exec("UPDATE journal SET operator = 'x'")).toThrow(/append-only/);
    expect(() => db.exec('DELETE FROM journal')).toThrow(/append-only/);
    expect(() =>
      db.exec("INSERT INTO journal SELECT register_id, 3, type, 0, 0, '', '', '', '' FROM journal"),
    ).toThrow(/gapless/);
    expect(() =>
      db.exec(
        "INSERT OR REPLACE INTO journal SELECT register_id, 1, 'COPY', 0, 0, '', '', '', '' FROM journal",
      ),
    ).toThrow(/gapless|append-only/);
  });

  it('counts entries of a kind since a time', () => {
    append('01', 'a', 1000);
    append('01', 'b', 5000);
    expect(countEntries(db, '01', 'SALE', 3000)).toBe(1);
    expect(countEntries(db, '01', 'COPY', 0)).toBe(0);
  });
});

describe('the verifier names the first entry', () => {
  beforeEach(() => {
    for (const what of ['a', 'b', 'c', 'd', 'e']) append('01', what);
  });

  it.each([
    ['type', "'COPY'"],
    ['started_at', 'started_at + 1'],
    ['ended_at', 'ended_at - 1'],
    ['operator', "'demo-owner'"],
    ['payload', `replace(payload, 'c', 'x')`],
    ['hash', "'00' || substr(hash, 3)"],
  ])('whose %s was changed', (column, value) => {
    tamper(`UPDATE journal SET ${column} = ${value} WHERE seq = 3`);
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 3, why: 'hash' });
  });

  it('that was linked elsewhere', () => {
    tamper("UPDATE journal SET prev_hash = '00' WHERE seq = 4");
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 4, why: 'link' });
  });

  it('that is missing', () => {
    tamper('DELETE FROM journal WHERE seq = 2');
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 2, why: 'gap' });
    tamper('DELETE FROM journal WHERE seq = 1');
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 1, why: 'gap' });
  });

  it('where two were swapped', () => {
    tamper('UPDATE journal SET seq = seq + 100 WHERE seq IN (2, 3)');
    tamper('UPDATE journal SET seq = CASE seq WHEN 102 THEN 3 ELSE 2 END WHERE seq > 100');
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 2, why: 'link' });
  });

  it('where the line between operator and payload was moved, though the hashed text is the same', () => {
    append('01', 'a|b');
    const piped = lastEntry(db, '01');
    const [first = '', ...rest] = (piped?.payload ?? '').split('|');
    tamper(
      'UPDATE journal SET operator = ?, payload = ? WHERE seq = ?',
      `${piped?.operator}|${first}`,
      rest.join('|'),
      piped?.seq,
    );
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 6, why: 'hash' });
  });

  it('of another register’s chain that was put in its place', () => {
    append('02', 'other');
    tamper("UPDATE journal SET register_id = '01', seq = 6 WHERE register_id = '02'");
    expect(firstBrokenEntry(db, '01')).toEqual({ seq: 6, why: 'link' });
  });
});
