import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PeopleTill } from '../../../test/support/people-till.ts';
import { tradedDays } from '../../../test/support/traded-days.ts';
import { auditStore } from './audit-store.ts';

let shop: PeopleTill;
beforeAll(() => {
  shop = tradedDays({ days: 2, salesADay: 3 });
  shop.till.db.pragma('foreign_keys = OFF');
  // Facts cannot be changed; whoever forges them takes the guards off first.
  const guards = shop.till.db
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND
      (name LIKE '%no_update' OR name LIKE '%no_delete')`)
    .pluck()
    .all();
  for (const name of guards) shop.till.db.exec(`DROP TRIGGER ${name}`);
});
afterAll(() => shop.remove());

/** What the audit says of the shop after `sql`; the shop is put back afterwards. */
function faultsAfter(sql: string): readonly string[] {
  const { db } = shop.till;
  db.exec('BEGIN');
  try {
    expect(db.prepare(sql).run().changes).toBeGreaterThan(0);
    return auditStore(db).faults.map(({ invariant, what }) => `${invariant} ${what}`);
  } finally {
    db.exec('ROLLBACK');
  }
}

const ONE_OUT = `(SELECT movement_id FROM cash_movement WHERE kind = 'paid_out' AND undoes IS NULL LIMIT 1)`;
const MOVED =
  'I2 cash that moved moved in the drawer too, and nothing moved there without a reason';
const COUNTED = 'I6 the difference of a shift is what its last count differed by';
const HANDED =
  'I6 a drawer that was handed over holds what was counted, and the next shift begins with what was received';

describe('the audit of shifts', () => {
  it('finds nothing in a shop that traded', () => {
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it.each([
    ['a payment that grew', `UPDATE cash_movement SET amount_fen = amount_fen - 100`, MOVED],
    ['a payment that is gone', `DELETE FROM cash_movement WHERE movement_id = ${ONE_OUT}`, MOVED],
    ['cash that left unseen', `DELETE FROM drawer_event WHERE ref = ${ONE_OUT}`, MOVED],
    [
      'cash that left of another kind',
      `UPDATE drawer_event SET kind = 'safe_drop' WHERE ref = ${ONE_OUT}`,
      MOVED,
    ],
    [
      'a payment taken back in another amount',
      `UPDATE cash_movement SET amount_fen = amount_fen + 1 WHERE undoes IS NOT NULL`,
      'I6 a movement that takes another back is its opposite in the same shift',
    ],
    [
      'a difference that was evened out',
      `DELETE FROM drawer_event WHERE kind = 'over_short'`,
      COUNTED,
    ],
    ['a count that was smoothed', `UPDATE cash_count SET counted_fen = expected_fen + 1`, COUNTED],
    [
      'an expectation that was lowered',
      `UPDATE cash_count SET expected_fen = expected_fen - 1, counted_fen = counted_fen - 1`,
      'I7 the last count of a shift expected what its drawer then held',
    ],
    [
      'a handover of more than was counted',
      `UPDATE handover SET handed_fen = handed_fen + 1`,
      HANDED,
    ],
    [
      'a verdict that was turned round',
      `UPDATE handover_answer SET verdict = CASE verdict WHEN 'accepted' THEN 'disputed' ELSE 'accepted' END`,
      HANDED,
    ],
    ['a float that was not received', `UPDATE handover_answer SET received_fen = 1`, HANDED],
    [
      'a shift that fell out of its Z',
      `DELETE FROM z_shift WHERE shift_id IN (SELECT shift_id FROM z_report)`,
      'I2 a Z report holds its last shift, and only shifts that are closed',
    ],
    [
      'a Z that is gone',
      `DELETE FROM z_report WHERE number = 1`,
      'I3 Z reports and shifts are numbered without a gap',
    ],
    [
      'a shift that is gone',
      `DELETE FROM shift WHERE number = 1`,
      'I3 Z reports and shifts are numbered without a gap',
    ],
  ])('finds %s', (_, sql, fault) => {
    expect(faultsAfter(sql)).toContain(fault);
  });
});
