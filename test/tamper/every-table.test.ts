import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../electron/core/db/open.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import type { PeopleTill } from '../support/people-till.ts';
import { tradedDays } from '../support/traded-days.ts';
import { badAfter, middle, strange, unnoticedFields } from './changed-rows.ts';
import { dropGuards, inMemory } from './tampering.ts';

/** Tables whose rows the journal records. */
const TABLES = [
  ...['sale', 'line_item', 'sale_unit', 'tender', 'sale_return', 'returned_unit', 'refund'],
  ...['shift', 'shift_transition', 'cash_count', 'drawer_event', 'cash_movement', 'training_sale'],
  ...['handover', 'handover_count', 'handover_answer', 'handover_settlement'],
  ...['z_report', 'z_shift', 'period_close'],
] as const;

/** Columns an entry cannot speak of: typed notes that may name a person, and places in a list of one. */
const UNSAID: readonly string[] = [
  ...['sale.note', 'line_item.note', 'drawer_event.reason', 'cash_movement.payee_enc'],
  ...['tender.seq', 'refund.seq', 'drawer_event.event_id', 'serial_event.event_id'],
];

let shop: PeopleTill;
let db: Database;
beforeAll(() => {
  shop = tradedDays({ days: 5, salesADay: 5, isLastOpen: true });
  db = inMemory(shop.till.db);
  dropGuards(db);
});
afterAll(() => {
  db.close();
  shop.remove();
});

describe('a row that the journal records', () => {
  it('is as it was written in a store that nobody touched', () => {
    expect(verifyStore(db).firstBad).toBeNull();
  });

  it.each(TABLES)('of %s is found when any of its fields is changed', (table) => {
    const unnoticed = unnoticedFields(db, table, middle(db, table), UNSAID);
    expect(unnoticed).toEqual([]);
  });

  it.each(TABLES)('of %s is found when it is taken out', (table) => {
    expect(badAfter(db, `DELETE FROM ${table} WHERE ${middle(db, table)}`)).toMatch(
      /row_|entry_missing/,
    );
  });

  it.each(TABLES)('of %s is found when one more is put in', (table) => {
    expect(
      badAfter(
        db,
        `INSERT INTO ${table} SELECT ${strange(db, table)} FROM ${table} WHERE ${middle(db, table)}`,
      ),
    ).not.toBe('nothing');
  });
});

describe('what stands beside the journal', () => {
  it.each([
    [
      'a signature that was taken out',
      'DELETE FROM journal_signature WHERE seq = (SELECT min(seq) FROM journal_signature)',
      'signature_missing',
    ],
    [
      'a signature that was changed',
      `UPDATE journal_signature SET signature = 'AAAA' || substr(signature, 5) WHERE seq = (SELECT max(seq) FROM journal_signature)`,
      'signature_wrong',
    ],
    [
      'a key that was changed',
      `UPDATE signing_key SET public_key = 'AAAA' || substr(public_key, 5)`,
      'key_unknown',
    ],
    [
      'a purge that nobody made',
      `INSERT INTO journal_purge SELECT register_id, 5, hash, 'none', 0, 'x' FROM journal WHERE seq = 5`,
      'purge',
    ],
  ])('%s is found', (_, sql, why) => {
    expect(badAfter(db, sql)).toContain(why);
  });

  it('takes what a Z report says from the entries it covers', () => {
    const { zReports } = verifyStore(db);
    expect(zReports).toEqual([1, 2, 3, 4].map((number) => ({ number, ok: true, register: '01' })));
    db.exec(`BEGIN; UPDATE z_report SET report = json_set(report, '$.netFen', 1) WHERE number = 3`);
    expect(verifyStore(db).zReports.map((z) => z.ok)).toEqual([true, true, false, true]);
    db.exec('ROLLBACK');
  });
});
