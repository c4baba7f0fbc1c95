import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { growStore } from '../../../test/support/grown-store.ts';
import { type Database, openDatabase, STORE_FILE } from '../db/open.ts';
import { examineStore } from './examine-store.ts';

let folder = '';
let db: Database;
let triggers: readonly { name: string; sql: string }[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-examined-'));
  growStore(folder, { items: 0, sales: 12 });
  db = openDatabase(join(folder, STORE_FILE));
  db.pragma('foreign_keys = OFF');
  triggers = db
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'",
    )
    .all();
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What is found after `sql`, which is carried out past the guards and then taken back. */
function foundAfter(sql: string) {
  db.exec('BEGIN');
  try {
    for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
    db.exec(sql);
    for (const { sql: guard } of triggers) db.exec(guard);
    const { faults, hints } = examineStore(db);
    return { stops: faults.length > 0, tells: hints.length > 0 };
  } finally {
    db.exec('ROLLBACK');
  }
}

const ONE = '(SELECT sale_id FROM sale WHERE receipt_seq = 3)';

describe('what an examination of the data says', () => {
  it('of a store that is whole: nothing', () => {
    expect(foundAfter('SELECT 1')).toEqual({ stops: false, tells: false });
  });

  it.each([
    ['a receipt that is not in the print list', `DELETE FROM print_job WHERE ref = ${ONE}`],
    ['a sheet of a sale that nobody knows', `UPDATE print_job SET ref = 'x' WHERE ref = ${ONE}`],
    ['a sale that was not put in the outbox', `DELETE FROM outbox WHERE fact_id = ${ONE}`],
    ['a level that is not the sum of its movements', 'UPDATE stock_level SET quantity_milli = 7'],
    ['an index that an older program made', 'DROP INDEX print_job_by_ref'],
  ])('%s is told, and selling goes on', (_, sql) => {
    expect(foundAfter(sql)).toEqual({ stops: false, tells: true });
  });

  it.each([
    ['the amount of a line', `UPDATE line_item SET net_fen = net_fen - 1 WHERE sale_id = ${ONE}`],
    ['a tender that is gone', `DELETE FROM tender WHERE sale_id = ${ONE}`],
    ['a sale that is gone', `DELETE FROM sale WHERE sale_id = ${ONE}`],
    ['cash that moved in the drawer alone', 'UPDATE drawer_event SET amount_fen = amount_fen + 1'],
    ['goods that left without a sale', `UPDATE stock_movement SET quantity_milli = -9000`],
    ['a word of the journal', "UPDATE journal SET payload = '{}' WHERE seq = 5"],
    ['a number that the journal lacks', 'DELETE FROM journal WHERE seq = 5'],
    [
      'a guard that is gone',
      'CREATE TRIGGER journal_again AFTER INSERT ON journal BEGIN SELECT 1; END',
    ],
    ['a table that is none of ours', 'CREATE TABLE notes (text TEXT)'],
  ])('%s proves damage, and stops the till', (_, sql) => {
    expect(foundAfter(sql)).toMatchObject({ stops: true });
  });
});
