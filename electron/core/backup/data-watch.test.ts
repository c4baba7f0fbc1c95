import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { growStore } from '../../../test/support/grown-store.ts';
import { type Core, createCore } from '../core.ts';
import { type Database, openDatabase, STORE_FILE } from '../db/open.ts';

/** A store that is too large to be looked through at once: its check runs in a thread. */
let grown: string;
beforeAll(() => {
  grown = mkdtempSync(join(tmpdir(), 'zhendian-watch-'));
  growStore(grown, { items: 0, sales: 1_500 });
});
afterAll(() => rmSync(grown, { recursive: true, force: true }));

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Opens a copy of the grown store as after a crash, once `harm` was done to it. */
function afterCrash(harm: (db: Database) => void = () => undefined): Core {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-watch-'));
  folders.push(folder);
  cpSync(grown, folder, { recursive: true });
  const db = openDatabase(join(folder, STORE_FILE));
  harm(db);
  db.close();
  const opened = createCore({ folder, demo: true });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

/** Changes facts as somebody would who puts every trigger back afterwards. */
function forge(db: Database, table: string, change: string): void {
  const triggers = db
    .prepare<[string], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?`,
    )
    .all(table);
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  expect(db.prepare(change).run().changes).toBe(1);
  for (const { sql } of triggers) db.exec(sql);
}

describe('a large store after a crash', () => {
  it('sells once pages, schema and the last entries hold, and is known whole a little later', async () => {
    const core = afterCrash();
    expect(core.data.standing()).toEqual({ state: 'checking' });
    expect(await core.data.maySell()).toBe(true);
    expect(await core.data.isGood()).toBe(true);
    expect(core.data.standing()).toMatchObject({ state: 'good' });
    await core.close();
  });

  it('with a sale of an earlier day changed: sells on no longer as soon as it is found', async () => {
    const core = afterCrash((db) =>
      forge(db, 'sale', 'UPDATE sale SET completed_at = completed_at + 1 WHERE rowid = 700'),
    );
    expect(await core.data.maySell()).toBe(true);
    expect(await core.data.isGood()).toBe(false);
    expect(core.data.standing()).toMatchObject({ state: 'corrupt' });
    expect(await core.data.maySell()).toBe(false);
    await core.close();
  });

  it.each([
    [
      'an entry since the last signed close changed',
      (db: Database) =>
        forge(
          db,
          'journal',
          `UPDATE journal SET ended_at = ended_at + 1 WHERE seq = (SELECT max(seq) FROM journal)`,
        ),
    ],
    ['a guard gone', (db: Database) => void db.exec('DROP TRIGGER sale_no_update')],
    [
      'an index that points elsewhere',
      (db: Database) => {
        db.unsafeMode(true);
        db.pragma('writable_schema = ON');
        const where = `WHERE name = 'sale_by_shift'`;
        db.exec(`UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema
          WHERE name = 'line_item') ${where}`);
      },
    ],
  ])('with %s: sells nothing', async (_, harm) => {
    const core = afterCrash(harm);
    expect(await core.data.maySell()).toBe(false);
    expect(core.data.standing()).toMatchObject({ state: 'corrupt' });
    await core.close();
  });
});
