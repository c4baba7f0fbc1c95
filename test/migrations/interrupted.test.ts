import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { env, execPath } from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate } from '../../electron/core/db/migrate.ts';
import { BEFORE_MIGRATION_FILE, type Database, openStore } from '../../electron/core/db/open.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { sellingTill, sellOne } from '../support/selling-till.ts';
import { ENDS } from '../support/waited-program.ts';
import type { Migrated } from './migrating-child.ts';
import {
  lostRows,
  OLD_STORE_NOON,
  OLDEST,
  oldStoreAt,
  rowsOf,
  SCHEMAS,
  schemaOf,
  writeOldStore,
} from './old-store.ts';
import { statementsOf } from './sql-statements.ts';

const CHILD = resolve(import.meta.dirname, 'migrating-child.ts');
/** How many of the child's kill points are tried; `MIGRATION_KILLS=1000` tries every one. */
const KILLS = Number(env.MIGRATION_KILLS ?? 8);

describe('a change of the schema that is interrupted', () => {
  it('a migration script falls into the statements that SQLite sees', () => {
    for (const step of MIGRATIONS) {
      const [whole, single] = [new BetterSqlite3(':memory:'), new BetterSqlite3(':memory:')];
      for (const before of MIGRATIONS.filter(({ id }) => id < step.id)) {
        whole.exec(before.sql);
        single.exec(before.sql);
      }
      whole.exec(step.sql);
      for (const statement of statementsOf(step.sql)) single.exec(statement);
      expect(names(single), `step ${step.id}`).toEqual(names(whole));
    }
  });

  // Every later schema is passed on the way.
  it.each([OLDEST])(
    'from schema %d: fails at any statement of any step, and leaves the old schema whole or the new one',
    (schema) => {
      const start = oldStoreAt(schema);
      const reference = states(schema);
      let failures = 0;
      for (let failAt = 1; ; failAt += 1) {
        const db = new BetterSqlite3(start.serialize());
        const hasFailed = migrateFailingAt(db, failAt);
        const version = Number(db.pragma('user_version', { simple: true }));
        const whole = reference.get(version);
        expect(schemaOf(db), `failed at ${failAt}`).toBe(whole?.schema);
        expect(rowsOf(db), `failed at ${failAt}`).toEqual(whole?.rows);
        if (!hasFailed) break;
        failures += 1;
        expect(migrate(db)).toMatchObject({ ok: true });
        const newest = reference.get(SCHEMAS.at(-1) ?? 0);
        expect(schemaOf(db), `gone on after ${failAt}`).toBe(newest?.schema);
        expect(rowsOf(db), `gone on after ${failAt}`).toEqual(newest?.rows);
        db.close();
      }
      const statements = MIGRATIONS.filter(({ id }) => id > schema).map(
        ({ sql }) => statementsOf(sql).length + 2, // and both sides of the version
      );
      expect(failures).toBe(statements.reduce((sum, count) => sum + count, 0));
    },
  );

  it('would be seen to leave half a schema behind, were its steps no transactions', () => {
    const start = oldStoreAt(OLDEST);
    const reference = states(OLDEST);
    const half = [2, 20, 40].filter((failAt) => {
      const db = new BetterSqlite3(start.serialize());
      db.transaction = ((work: () => void) => ({ exclusive: work })) as Database['transaction'];
      migrateFailingAt(db, failAt);
      const version = Number(db.pragma('user_version', { simple: true }));
      return schemaOf(db) !== reference.get(version)?.schema;
    });
    expect(half).toEqual([2, 20, 40]);
  });
});

describe('a power cut while a store is brought to the newest schema', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'zhendian-cut-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = (killAt: number) => {
    const child = spawnSync(execPath, ['--no-warnings', CHILD, folder], {
      encoding: 'utf8',
      env: { ...env, KILL_AT: String(killAt) },
      ...ENDS,
    });
    return { signal: child.signal, said: child.stdout, wrong: child.stderr };
  };

  it(`loses nothing, whichever of its points it is killed at (${KILLS} of them)`, () => {
    writeOldStore(folder, OLDEST);
    const whole = run(0);
    expect(whole.wrong).toBe('');
    const { points, isOpen } = JSON.parse(whole.said) as Migrated;
    expect(isOpen).toBe(true);
    expect(points).toBeGreaterThan(100);
    const step = Math.max(1, Math.floor(points / KILLS));
    const before = oldStoreAt(OLDEST);
    for (let killAt = 1; killAt <= points; killAt += step) {
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'zhendian-cut-'));
      writeOldStore(folder, OLDEST);
      expect(run(killAt).signal, `killed at ${killAt}`).toBe('SIGKILL');
      const opened = openStore(folder);
      if (!opened.ok) throw new Error(`${opened.refusal.code} after a kill at ${killAt}`);
      expect(lostRows(before, opened.value), `killed at ${killAt}`).toEqual([]);
      expect(existsSync(join(folder, BEFORE_MIGRATION_FILE))).toBe(true);
      opened.value.close();
      const till = { ...sellingTill(folder), clock: { now: () => OLD_STORE_NOON } };
      sellOne(till, 'KETTLE');
      expect(auditStore(till.db).faults, `killed at ${killAt}`).toEqual([]);
      till.db.close();
    }
  });
});

/** Migrates with a failure in place of the n-th statement, the version's own included; whether it came to it. */
function migrateFailingAt(db: Database, failAt: number): boolean {
  let reached = 0;
  const point = () => {
    reached += 1;
    if (reached === failAt) throw new Error('interrupted');
  };
  const exec = db.exec.bind(db);
  db.exec = (sql) => {
    for (const statement of statementsOf(sql)) {
      point();
      exec(statement);
    }
    return db;
  };
  const pragma = db.pragma.bind(db);
  db.pragma = ((text: string, options?: { simple: true }) => {
    if (!text.includes('user_version =')) return pragma(text, options);
    point();
    const answer = pragma(text, options);
    point();
    return answer;
  }) as Database['pragma'];
  try {
    migrate(db);
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'interrupted') return true;
    throw error;
  } finally {
    db.exec = exec;
    db.pragma = pragma as Database['pragma'];
  }
}

/** What the store is at each version on its way, by the version. */
function states(schema: number) {
  return new Map(
    SCHEMAS.filter((id) => id >= schema).map((id) => {
      const db = oldStoreAt(schema);
      for (const step of MIGRATIONS.filter((one) => one.id > schema && one.id <= id)) {
        db.exec(step.sql);
        db.pragma(`user_version = ${step.id}`);
      }
      return [id, { schema: schemaOf(db), rows: rowsOf(db) }];
    }),
  );
}

function names(db: Database): readonly string[] {
  return db
    .prepare<[], { name: string }>('SELECT name FROM sqlite_schema ORDER BY name')
    .all()
    .map(({ name }) => name);
}
