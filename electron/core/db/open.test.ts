import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { MIGRATIONS, migrate } from './migrate.ts';
import {
  BEFORE_MIGRATION_FILE,
  inRefusableTransaction,
  inTransaction,
  openDatabase,
  openStore,
  STORE_FILE,
} from './open.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-db-'));
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});
const file = () => join(folder, STORE_FILE);
const codeOf = (answer: ReturnType<typeof openStore>): string => {
  if (!answer.ok) return answer.refusal.code;
  answer.value.close();
  return 'ok';
};

describe('opening a store', () => {
  it('sets what a power cut must not undo, each time', () => {
    for (const _ of [1, 2]) {
      const db = openDatabase(file());
      const pragma = (name: string) => db.pragma(name, { simple: true });
      expect(['journal_mode', 'synchronous', 'foreign_keys'].map(pragma)).toEqual(['wal', 2, 1]);
      db.close();
    }
  });

  it('makes a folder that is not there, and opens it again', () => {
    const deep = join(folder, 'a', 'b');
    expect(codeOf(openStore(deep))).toBe('ok');
    expect(codeOf(openStore(deep))).toBe('ok');
  });

  it('refuses data of a newer version, and leaves it as it is', () => {
    codeOf(openStore(folder));
    const db = openDatabase(file());
    db.pragma('user_version = 9990');
    db.close();
    expect(openStore(folder)).toMatchObject({ refusal: { code: 'data_from_newer_version' } });
    const again = openDatabase(file());
    expect(again.pragma('user_version', { simple: true })).toBe(9990);
    again.close();
  });

  it('refuses a file that is no store, or a store whose head is cut off', () => {
    writeFileSync(
      file(),
      'a letter to the owner, long enough to be taken for something else'.repeat(50),
    );
    expect(codeOf(openStore(folder))).toBe('data_not_a_store');
    rmSync(file());
    codeOf(openStore(folder));
    truncateSync(file(), 5000);
    expect(codeOf(openStore(folder))).toBe('data_corrupt');
  });

  it('refuses a database that ends before its last page, and writes nothing to it', () => {
    codeOf(openStore(folder));
    const whole = statSync(file()).size;
    truncateSync(file(), whole - 8192);
    expect(codeOf(openStore(folder))).toMatch(/^data_(corrupt|not_a_store)$/);
    expect(statSync(file()).size).toBe(whole - 8192);
  });

  it('keeps a copy of the store as it was before its schema changes, and only then', () => {
    const old = openDatabase(file());
    const steps = MIGRATIONS.slice(0, -1);
    for (const step of steps) old.exec(step.sql);
    old.pragma(`user_version = ${steps.at(-1)?.id ?? 0}`);
    old.exec("INSERT INTO setting (name, value) VALUES ('kept', '1')");
    old.close();
    expect(codeOf(openStore(folder))).toBe('ok');
    const copy = openDatabase(join(folder, BEFORE_MIGRATION_FILE));
    expect(copy.pragma('user_version', { simple: true })).toBe(steps.at(-1)?.id);
    expect(copy.prepare('SELECT name FROM setting').pluck().all()).toEqual(['kept']);
    copy.close();
    rmSync(join(folder, BEFORE_MIGRATION_FILE));
    expect(codeOf(openStore(folder))).toBe('ok');
    expect(existsSync(join(folder, BEFORE_MIGRATION_FILE))).toBe(false);
  });

  it('refuses a folder that cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(codeOf(openStore(join(folder, 'file', 'store')))).toBe('data_folder_not_creatable');
    mkdirSync(join(folder, 'x'));
  });
});

describe('a transaction', () => {
  it('that throws leaves nothing, one that is refused leaves nothing, and both can be tried again', () => {
    const db = openDatabase(':memory:');
    db.exec('CREATE TABLE t (x INTEGER) STRICT');
    const insert = () => db.exec('INSERT INTO t VALUES (1)');
    expect(() =>
      inTransaction(db, () => {
        insert();
        throw new Error('cut');
      }),
    ).toThrow('cut');
    const answer = inRefusableTransaction(db, () => {
      insert();
      return refuse('cart_empty', { line: 3 });
    });
    expect(answer).toEqual({ ok: false, refusal: { code: 'cart_empty', params: { line: 3 } } });
    expect(db.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 0 });
    expect(inRefusableTransaction(db, () => ok(insert())).ok).toBe(true);
    expect(db.prepare('SELECT count(*) AS n FROM t').get()).toEqual({ n: 1 });
    expect(() =>
      inRefusableTransaction(db, () => {
        throw new Error('fault');
      }),
    ).toThrow('fault');
    db.close();
  });
});

describe('migrations', () => {
  it('are numbered upwards in tens and bring an empty file to the newest schema once', () => {
    const ids = MIGRATIONS.map((m) => m.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    expect(ids.every((id) => id % 10 === 0)).toBe(true);
    const db = openDatabase(':memory:');
    expect(migrate(db)).toEqual({ ok: true, value: { applied: ids.length } });
    expect(migrate(db)).toEqual({ ok: true, value: { applied: 0 } });
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(db.pragma('foreign_key_check')).toEqual([]);
    db.close();
  });

  it.each(MIGRATIONS.map((m) => [m.name, m] as const))(
    'interrupted in %s leave the schema before it, and go on from there',
    (_, step) => {
      const db = openDatabase(':memory:');
      for (const before of MIGRATIONS.filter((m) => m.id < step.id)) {
        db.exec(before.sql);
        db.pragma(`user_version = ${before.id}`);
      }
      const tables = () => db.prepare('SELECT count(*) AS n FROM sqlite_schema').get();
      const before = tables();
      expect(() =>
        db
          .transaction(() => {
            db.exec(step.sql);
            throw new Error('power cut');
          })
          .exclusive(),
      ).toThrow('power cut');
      expect(tables()).toEqual(before);
      expect(migrate(db).ok).toBe(true);
      db.close();
    },
  );
});
