import BetterSqlite3 from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { apply, MIGRATIONS, migrate, withoutForeignKeys } from './migrate.ts';
import { tendersMigration } from './migrations/0190-tenders.ts';
import { settledPromisesMigration } from './migrations/0210-settled-promises.ts';

describe('a step of the schema', () => {
  let db: BetterSqlite3.Database;
  beforeEach(() => {
    db = new BetterSqlite3(':memory:');
    db.pragma('foreign_keys = ON');
    db.exec(`CREATE TABLE parent (id INTEGER PRIMARY KEY) STRICT;
      CREATE TABLE child (of INTEGER NOT NULL REFERENCES parent (id)) STRICT;
      INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (1);`);
  });

  const anew = (keep: string) => ({
    id: 7,
    name: 'parent anew',
    sql: `CREATE TABLE parent_wider (id INTEGER PRIMARY KEY, note TEXT) STRICT;
      INSERT INTO parent_wider SELECT id, NULL FROM parent WHERE ${keep};
      DROP TABLE parent; ALTER TABLE parent_wider RENAME TO parent;`,
  });

  test('may make a table anew that others refer to, and the references hold after it', () => {
    withoutForeignKeys(db, () => apply(db, anew('id > 0')));
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('user_version', { simple: true })).toBe(7);
    expect(() => db.exec('INSERT INTO child VALUES (9)')).toThrow('FOREIGN KEY');
    db.exec('INSERT INTO child VALUES (2)');
    expect(db.pragma('foreign_key_list(child)')).toMatchObject([{ table: 'parent' }]);
  });

  test('that would leave a row without the one it refers to is not kept at all', () => {
    expect(() => withoutForeignKeys(db, () => apply(db, anew('id = 2')))).toThrow('child');
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1);
    expect(db.pragma('user_version', { simple: true })).toBe(0);
    expect(db.prepare('SELECT count(*) AS n FROM parent').get()).toEqual({ n: 2 });
    expect(db.pragma('table_info(parent)')).toHaveLength(1);
  });

  test('leaves foreign keys switched as it found them', () => {
    db.pragma('foreign_keys = OFF');
    withoutForeignKeys(db, () => apply(db, anew('id > 0')));
    expect(db.pragma('foreign_keys', { simple: true })).toBe(0);
  });
});

describe('returns, tenders and the drawer of a store from before subsidies', () => {
  test('stand in the wider tables as they were, and stay facts', () => {
    const db = new BetterSqlite3(':memory:');
    const before = MIGRATIONS.filter(({ id }) => id < tendersMigration.id);
    withoutForeignKeys(db, () => {
      for (const step of before) apply(db, step);
    });
    db.exec(OLD_FACTS);
    db.pragma('foreign_keys = ON');
    expect(migrate(db)).toMatchObject({ ok: true });
    const row = (sql: string) => db.prepare(sql).get();
    expect(row('SELECT net_fen, rounding_fen, subsidy_fen, refund_fen FROM sale_return')).toEqual({
      ...{ net_fen: 1005, rounding_fen: 5, subsidy_fen: 0, refund_fen: 1000 },
    });
    expect(row('SELECT subsidy_fen FROM returned_unit')).toEqual({ subsidy_fen: 0 });
    expect(row('SELECT kind, amount_fen, ref FROM tender')).toEqual({
      ...{ kind: 'cash', amount_fen: 1000, ref: null },
    });
    for (const table of ['sale_return', 'tender', 'drawer_event', 'sale_unit', 'returned_unit']) {
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
    expect(() => db.exec('UPDATE sale_return SET refund_fen = 0')).toThrow('append-only');
    expect(() => db.exec('UPDATE tender SET amount_fen = 0')).toThrow('append-only');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

describe('coupons, claims and papers of a store from before what they promise was settled', () => {
  test('stand as they were: a used code in its first turn, a claim that was not asked, a slip that waits', () => {
    const db = new BetterSqlite3(':memory:');
    const before = MIGRATIONS.filter(({ id }) => id < settledPromisesMigration.id);
    withoutForeignKeys(db, () => {
      for (const step of before.filter(({ id }) => id < tendersMigration.id)) apply(db, step);
      db.exec(OLD_FACTS);
      for (const step of before.filter(({ id }) => id >= tendersMigration.id)) apply(db, step);
    });
    db.exec(PROMISES);
    db.pragma('foreign_keys = ON');
    expect(migrate(db)).toMatchObject({ ok: true });
    const row = (sql: string) => db.prepare(sql).get();
    expect(row('SELECT * FROM coupon_use')).toEqual({
      ...{ code_hash: 'hash', turn: 1, promotion_id: 'p', sale_id: 's', at: 1 },
    });
    const asked = 'ean, filed_fen, is_entitled, is_address_in_region';
    expect(row(`SELECT subsidy_fen, ${asked} FROM subsidy_claim`)).toEqual({
      ...{ subsidy_fen: 150, ean: '', filed_fen: null, is_entitled: 0, is_address_in_region: 0 },
    });
    expect(row('SELECT job_id, kind, state, document FROM print_job')).toEqual({
      ...{ job_id: 'j', kind: 'receipt', state: 'queued', document: '{}' },
    });
    for (const table of ['coupon_use', 'subsidy_claim']) {
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow('append-only');
    }
    const again = `INSERT INTO coupon_use VALUES ('hash', 1, 'p', 's', 2)`;
    expect(() => db.exec(again)).toThrow('UNIQUE');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});

const PROMISES = `
INSERT INTO coupon_code VALUES ('hash', 'p', '1234', 1, 'a');
INSERT INTO coupon_use VALUES ('hash', 'p', 's', 1);
INSERT INTO subsidy_claim VALUES ('c', 'CN', 1, 's', 1, 1, '', '2026', '空调', '1级', '格力', 'SN1', 1000, 150, 1, 'a');
INSERT INTO print_job (job_id, seq, kind, ref, document, next_try_at, created_at)
  VALUES ('j', 1, 'receipt', 's', '{}', 1, 1);`;

const OLD_FACTS = `
INSERT INTO register (register_id, serial, created_at) VALUES ('01', 'S1', 1);
INSERT INTO staff_member (staff_id, name, role, pin_hash, is_active, created_at) VALUES ('a', 'A', 'owner', '', 1, 1);
INSERT INTO shift (shift_id, register_id, number, business_date, opened_at, opened_by, opening_float_fen, opening_count)
  VALUES ('h', '01', 1, '2026-01-01', 1, 'a', 0, '{}');
INSERT INTO drawer_event (shift_id, kind, amount_fen, at, by) VALUES ('h', 'open_float', 0, 1, 'a');
INSERT INTO sale (sale_id, request_id, cart_id, register_id, epoch, receipt_seq, receipt_number, business_date, shift_id,
  cashier_id, started_at, completed_at, list_fen, discount_fen, net_fen, rounding_fen, due_fen, allocation, note,
  journal_seq, journal_hash) VALUES ('s', 'r', 'c', '01', 1, 1, 'n', '2026-01-01', 'h', 'a', 1, 1, 1005, 0, 1005, 5,
  1000, 'x', '', 1, 'x');
INSERT INTO line_item (sale_id, position, sku, name, model, brand, category, kind, unit_label, quantity_milli,
  unit_list_fen, list_fen, net_fen, adjustments, handover, note)
  VALUES ('s', 1, 'k', 'n', '', '', '', 'goods', '台', 1000, 1005, 1005, 1005, '[]', 'carry_out', '');
INSERT INTO sale_unit (sale_id, position, unit, net_fen, rounding_fen) VALUES ('s', 1, 1, 1005, 5);
INSERT INTO tender (sale_id, seq, kind, amount_fen, tendered_fen, change_fen) VALUES ('s', 1, 'cash', 1000, 1000, 0);
INSERT INTO sale_return (return_id, request_id, sale_id, register_id, epoch, return_seq, return_number, business_date,
  shift_id, by, reason, at, net_fen, rounding_fen, refund_fen, journal_seq, journal_hash)
  VALUES ('b', 'q', 's', '01', 1, 1, 'R1', '2026-01-01', 'h', 'a', 'x', 2, 1005, 5, 1000, 2, 'y');
INSERT INTO returned_unit (sale_id, position, unit, return_id, net_fen, rounding_fen, condition)
  VALUES ('s', 1, 1, 'b', 1005, 5, 'restock');
INSERT INTO refund (return_id, seq, kind, amount_fen) VALUES ('b', 1, 'cash', 1000);`;
