import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { env, execPath } from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Core, createCore } from '../../electron/core/core.ts';
import { STORE_FILE } from '../../electron/core/db/open.ts';
import type { HealthReport } from '../../shared/contract/health.ts';

const POS = resolve(import.meta.dirname, '../../electron/pos.ts');

describe('pos health', () => {
  // By the machine's own clock: the command looks at the same one.
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-health-'));
  let core: Core;
  beforeAll(() => {
    const opened = createCore({ folder, demo: true });
    if (!opened.ok) throw new Error(opened.refusal.code);
    core = opened.value;
  });
  afterAll(async () => {
    await core.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells beside a running till how the store is, its database and journal checked on the spot', async () => {
    const ran = await health('--json');
    expect(ran.stderr).toBe('');
    const report = JSON.parse(ran.stdout) as HealthReport;
    const states = Object.fromEntries(report.lines.map(({ topic, state }) => [topic, state]));
    expect(states).toMatchObject({
      ...{ database: 'databaseGood', journal: 'journalGood', backup: 'backupOff' },
      ...{ upload: 'uploadOff', printer: 'printerVirtual', versions: 'versionsKnown' },
    });
    expect({ tone: report.tone, code: ran.code }).toEqual({ tone: 'amber', code: 0 });
  });

  it('says it in words too, and what to do', async () => {
    const ran = await health();
    expect(ran.stdout).toMatch(/^\[正常\] 数据库：/m);
    expect(ran.stdout).toMatch(/^\[留意\] 备份：还没有设备份的地方。\n {8}\S/m);
  });

  it('ends with 1 when an entry of the journal was altered, and names it', async () => {
    const db = new BetterSqlite3(join(folder, STORE_FILE));
    db.exec(`DROP TRIGGER journal_no_update;
      UPDATE journal SET operator = 'somebody' WHERE seq = 2;`);
    db.close();
    const ran = await health('--json');
    const report = JSON.parse(ran.stdout) as HealthReport;
    expect(report.lines.find(({ topic }) => topic === 'journal')).toMatchObject({
      ...{ state: 'journalBad', tone: 'red', params: { seq: 2 } },
    });
    expect(ran.code).toBe(1);
  });

  function health(...args: readonly string[]) {
    const command = ['--no-warnings', POS, 'health', '--data', folder, ...args];
    const child = spawn(execPath, command, { env });
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (part: Buffer) => (said.stdout += part.toString('utf8')));
    child.stderr.on('data', (part: Buffer) => (said.stderr += part.toString('utf8')));
    return new Promise<typeof said & { readonly code: number | null }>((done) => {
      child.on('close', (code) => done({ ...said, code }));
    });
  }
});
