import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../electron/core/db/open.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import type { PeopleTill } from '../support/people-till.ts';
import { tradedDays } from '../support/traded-days.ts';
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

/** What the verifier says of the store after `sql`; the store is put back afterwards. */
function badAfter(sql: string): string {
  db.exec('BEGIN');
  try {
    expect(db.prepare(sql).run().changes, sql).toBeGreaterThan(0);
    const { firstBad } = verifyStore(db);
    return firstBad === null ? 'nothing' : `${firstBad.why} ${firstBad.what}`;
  } finally {
    db.exec('ROLLBACK');
  }
}

/** One row in the middle of a table that is over: of a day that is closed. */
function middle(table: string): string {
  const key = db
    .prepare<[], { name: string; pk: number }>(`SELECT name, pk FROM pragma_table_info('${table}')`)
    .all()
    .filter(({ pk }) => pk > 0)
    .map(({ name }) => name);
  const columns = key.map((name) => `"${name}"`).join(', ');
  const half =
    db.prepare<[], { n: number }>(`SELECT count(*) / 2 AS n FROM ${table}`).get()?.n ?? 0;
  return `(${columns}) = (SELECT ${columns} FROM ${table} ORDER BY ${columns} LIMIT 1 OFFSET ${half})`;
}

describe('a row that the journal records', () => {
  it('is as it was written in a store that nobody touched', () => {
    expect(verifyStore(db).firstBad).toBeNull();
  });

  it.each(TABLES)('of %s is found when any of its fields is changed', (table) => {
    const columns = db
      .prepare<[], { name: string; type: string }>(
        `SELECT name, type FROM pragma_table_info('${table}')`,
      )
      .all();
    const unnoticed = columns
      .filter(({ name }) => !UNSAID.includes(`${table}.${name}`))
      .filter(({ name, type }) => {
        const changed =
          type === 'INTEGER' ? `coalesce("${name}", 0) + 60000` : `coalesce("${name}", '') || 'x'`;
        const sql = `UPDATE ${table} SET "${name}" = ${changed} WHERE ${middle(table)}`;
        return isAllowed(sql) && badAfter(sql) === 'nothing';
      })
      .map(({ name }) => name);
    expect(unnoticed).toEqual([]);
  });

  it.each(TABLES)('of %s is found when it is taken out', (table) => {
    expect(badAfter(`DELETE FROM ${table} WHERE ${middle(table)}`)).toMatch(/row_|entry_missing/);
  });

  it.each(TABLES)('of %s is found when one more is put in', (table) => {
    expect(
      badAfter(
        `INSERT INTO ${table} SELECT ${strange(table)} FROM ${table} WHERE ${middle(table)}`,
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
    expect(badAfter(sql)).toContain(why);
  });

  it('takes what a Z report says from the entries it covers', () => {
    const { zReports } = verifyStore(db);
    expect(zReports).toEqual([1, 2, 3, 4].map((number) => ({ number, ok: true, register: '01' })));
    db.exec(`BEGIN; UPDATE z_report SET report = json_set(report, '$.netFen', 1) WHERE number = 3`);
    expect(verifyStore(db).zReports.map((z) => z.ok)).toEqual([true, true, false, true]);
    db.exec('ROLLBACK');
  });
});

/** Some changes the schema itself refuses: a kind that is none, an amount below nothing. */
function isAllowed(sql: string): boolean {
  db.exec('BEGIN');
  try {
    db.prepare(sql).run();
    return true;
  } catch {
    return false;
  } finally {
    db.exec('ROLLBACK');
  }
}

/** The columns of a copy of a row under keys of its own. */
function strange(table: string): string {
  const unique = new Set([
    ...['request_id', 'cart_id', 'receipt_seq', 'receipt_number', 'return_seq', 'return_number'],
    ...['from_shift_id', 'to_shift_id', 'undoes'],
    ...(table === 'shift' ? ['number'] : []),
    ...(table === 'z_report' ? ['shift_id'] : []),
  ]);
  return db
    .prepare<[], { name: string; pk: number; type: string }>(
      `SELECT name, pk, type FROM pragma_table_info('${table}')`,
    )
    .all()
    .map(({ name, pk, type }) => {
      if (pk === 0 && !unique.has(name)) return `"${name}"`;
      if (table === 'period_close' && name === 'kind') return '"kind"';
      if (table === 'period_close' && name === 'period') return `'2027-01'`;
      return type === 'INTEGER' ? `"${name}" + 60000` : `"${name}" || 'x'`;
    })
    .join(', ');
}
