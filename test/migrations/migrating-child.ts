/** A process that opens a store and brings it to the newest schema, until it kills itself at point KILL_AT. */
import { writeSync } from 'node:fs';
import { argv, env } from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { openStore } from '../../electron/core/db/open.ts';
import { statementsOf } from './sql-statements.ts';

/** What it says when nothing killed it: how many points there are, and whether the store opened. */
export type Migrated = { readonly points: number; readonly isOpen: boolean };

const [folder = ''] = argv.slice(2);
const killAt = Number(env.KILL_AT ?? 0);
let reached = 0;
const point = () => {
  reached += 1;
  if (reached === killAt) process.kill(process.pid, 'SIGKILL');
};

// The opening makes its own connection, so the points are set where every connection is made from.
const { prototype } = BetterSqlite3;
const exec = prototype.exec;
prototype.exec = function each(this: BetterSqlite3.Database, sql: string) {
  for (const statement of statementsOf(sql)) {
    point();
    exec.call(this, statement);
  }
  return this;
};
const pragma = prototype.pragma;
prototype.pragma = function set(this: BetterSqlite3.Database, text, options) {
  if (text.includes('user_version =')) point();
  const answer = pragma.call(this, text, options);
  if (text.includes('user_version =')) point();
  return answer;
};
const prepare = prototype.prepare;
prototype.prepare = function copying(this: BetterSqlite3.Database, sql: string) {
  if (sql.startsWith('VACUUM')) point();
  return prepare.call(this, sql);
} as typeof prepare;

const opened = openStore(folder);
const said: Migrated = { points: reached, isOpen: opened.ok };
writeSync(1, JSON.stringify(said));
