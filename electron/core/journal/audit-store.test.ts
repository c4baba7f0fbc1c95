import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { growStore } from '../../../test/support/grown-store.ts';
import { type Database, openDatabase, STORE_FILE } from '../db/open.ts';
import { auditStore } from './audit-store.ts';

let folder = '';
let db: Database;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-audit-'));
  growStore(folder, { items: 0, sales: 30 });
  db = openDatabase(join(folder, STORE_FILE));
  db.pragma('foreign_keys = OFF');
  // Facts cannot be changed; whoever forges them takes the guards off first.
  const guards = db
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND
      (name LIKE '%no_update' OR name LIKE '%no_delete' OR name = 'journal_gapless')`)
    .pluck()
    .all();
  for (const name of guards) db.exec(`DROP TRIGGER ${name}`);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What the audit says of the store after `sql`; the store is put back afterwards. */
function faultsAfter(sql: string): readonly string[] {
  db.exec('BEGIN');
  try {
    db.exec(sql);
    return auditStore(db).faults.map(({ invariant, what }) => `${invariant} ${what}`);
  } finally {
    db.exec('ROLLBACK');
  }
}

const SOME = `(SELECT sale_id FROM sale WHERE receipt_seq = 7)`;
const LAST = `(SELECT sale_id FROM sale ORDER BY receipt_seq DESC LIMIT 1)`;

describe('the audit of a store', () => {
  it('finds nothing in a whole one, and counts what it looked at', () => {
    expect(auditStore(db)).toEqual({ sales: 30, entries: 67, faults: [] });
  });

  it.each([
    [
      'a line that lost its price',
      `UPDATE line_item SET net_fen = net_fen - 1 WHERE sale_id = ${SOME} AND position = 1`,
      'I6 the lines add up to the sale',
    ],
    [
      'a line that is gone',
      `DELETE FROM line_item WHERE sale_id = ${SOME} AND position = 1`,
      'I6 the lines add up to the sale',
    ],
    [
      'a unit that is gone',
      `DELETE FROM sale_unit WHERE sale_id = ${SOME} AND position = 1`,
      'I6 the units add up to their line',
    ],
    [
      'rounding that nobody carries',
      `UPDATE sale_unit SET rounding_fen = 3 WHERE sale_id = ${SOME} AND position = 1`,
      'I6 the units carry the cash rounding',
    ],
    [
      'a sale that nobody paid',
      `DELETE FROM tender WHERE sale_id = ${SOME}`,
      'I6 the tenders pay what is due',
    ],
    [
      'goods that never left the stock',
      `DELETE FROM stock_movement WHERE ref = ${SOME}`,
      'I2 what was sold left the stock',
    ],
    [
      'goods that left the stock twice',
      `INSERT INTO stock_movement (sku, quantity_milli, reason, ref, at) SELECT sku, quantity_milli, reason, ref, at FROM stock_movement WHERE ref = ${SOME}`,
      'I2 what was sold left the stock',
    ],
    [
      'a stock level that was touched',
      `UPDATE stock_level SET quantity_milli = quantity_milli + 1000 WHERE sku = (SELECT min(sku) FROM stock_level)`,
      'I2 the stock on hand is the sum of its movements',
    ],
    [
      'cash that is not in the ledger',
      `DELETE FROM drawer_event WHERE ref = ${SOME}`,
      'I2 the drawer gained what was paid in cash',
    ],
    [
      'cash from a sale that is not there',
      `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by) SELECT shift_id, 'cash_sale', 500, 'nobody', 1, 'x' FROM shift LIMIT 1`,
      'I2 the drawer gained what was paid in cash',
    ],
    [
      'expected cash that was made up',
      `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by) SELECT shift_id, 'open_float', 500, NULL, 1, 'x' FROM shift LIMIT 1`,
      'I7 expected cash is the float, what was paid in cash, deposits, less refunds, and what moved',
    ],
    [
      'a sale without its receipt',
      `DELETE FROM print_job WHERE ref = ${SOME} AND kind = 'receipt'`,
      'I2 each sale has one original receipt and one drawer kick',
    ],
    [
      'two originals of a receipt',
      `UPDATE print_job SET kind = 'receipt' WHERE ref = ${SOME}`,
      'I2 each sale has one original receipt and one drawer kick',
    ],
    [
      'a sale that never goes to the cloud',
      `DELETE FROM outbox WHERE fact_id = ${SOME}`,
      'I2 each sale is on its way to the cloud once, and nothing else is',
    ],
    [
      'a sale that was taken out',
      `DELETE FROM sale WHERE sale_id = ${SOME}`,
      'I3 receipt numbers are gapless',
    ],
    [
      'the last sale taken out',
      `DELETE FROM sale WHERE sale_id = ${LAST}`,
      'I2 each sale stands in the journal, and each such entry has its sale',
    ],
    [
      'paper of a sale that is not there',
      `DELETE FROM sale WHERE sale_id = ${LAST}`,
      'I2 no receipt is printed of a sale that is not there',
    ],
    [
      'a cart that was sold and is still there',
      `INSERT INTO cart (cart_id, register_id, state, started_at, started_by) SELECT cart_id, '01', 'held', 1, 'x' FROM sale LIMIT 1`,
      'I2 a cart that was sold is gone',
    ],
    [
      'goods to deliver without a ticket',
      `UPDATE line_item SET handover = 'deliver' WHERE sale_id = ${SOME}`,
      'I2 what is delivered has its tickets',
    ],
    [
      'a serial number of no unit',
      `INSERT INTO serial_event (brand, serial_number, sku, role, state, sale_id, position, unit, at, by) VALUES ('海尔', 'SN1', 'x', 'unit', 'sold', ${SOME}, 9, 1, 1, 'x')`,
      'I2 a sold serial number belongs to a unit of its sale',
    ],
    [
      'a journal entry that was taken out',
      `DELETE FROM journal WHERE seq = 20`,
      'I3 journal numbers are gapless',
    ],
    [
      'a journal entry that was changed',
      `UPDATE journal SET payload = replace(payload, '"type"', '"typo"'), operator = 'x' WHERE seq = 20`,
      'I4 the hash of a journal entry is that of its content',
    ],
    [
      'a journal entry that was changed and hashed anew',
      `UPDATE journal SET hash = '00' WHERE seq = 20; UPDATE journal SET prev_hash = '11' WHERE seq = 21`,
      'I4 the hash of a journal entry is that of its content',
    ],
    [
      'a link that was bent',
      `UPDATE journal SET prev_hash = '11' WHERE seq = 21`,
      'I4 each journal entry follows from the one before',
    ],
  ])('finds %s', (_, sql, fault) => {
    expect(faultsAfter(sql)).toContain(fault);
  });

  it('shows no more than the first faults of one rule', () => {
    const unpaid = faultsAfter('DELETE FROM tender').filter((f) => f.includes('tenders pay'));
    expect(unpaid.length).toBe(20);
  });
});
