import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import { type Caller, type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { checkDatabase } from '../health/check-database.ts';
import { saveAcknowledged, saveFork } from '../sync/journal-upload-table.ts';

describe('the health page of a demo store', () => {
  let demo: DemoTill;
  let till: Caller;
  beforeAll(async () => {
    demo = await demoTill();
    till = await demo.signIn('cashier');
  });
  afterAll(() => demo.close());

  const line = async (topic: string) =>
    (await till.health.report()).lines.find((one) => one.topic === topic);

  it('tells a cashier of every topic, with versions and folder of this very store', async () => {
    const report = await till.health.report();
    expect(report.lines).toHaveLength(13);
    const versions = report.lines.find(({ topic }) => topic === 'versions')?.params;
    expect(versions).toMatchObject({
      node: process.versions.node,
      program: demo.core.till.version,
    });
    expect(Number(versions?.schema)).toBeGreaterThanOrEqual(120);
    expect(await line('data')).toMatchObject({ params: { folder: demo.core.folder } });
    expect(Number((await line('data'))?.params.bytes)).toBeGreaterThan(100_000);
    expect(await line('backup')).toMatchObject({ state: 'backupOff', tone: 'amber' });
  });

  it('checks the database when somebody asks, beside the till, and says when', async () => {
    const changes: number[] = [];
    const stop = demo.core.events.subscribe((event) => {
      if (event.type === 'health.changed') changes.push(1);
    });
    expect(await till.health.checkDatabase()).toEqual({ ok: true, value: null });
    expect(await till.health.checkDatabase()).toEqual({ ok: true, value: null });
    while (demo.core.databaseChecks.standing().state === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    stop();
    expect(demo.core.databaseChecks.standing()).toMatchObject({ state: 'good' });
    expect((await line('database'))?.state).toBe('databaseGood');
    expect((await till.health.report()).progress).toBeNull();
    expect(changes.length).toBeGreaterThan(5);
  });

  it('verifies the journal when a manager asks, and keeps the verdict', async () => {
    expect((await line('journal'))?.state).toBe('journalUnchecked');
    const manager = await demo.signIn('manager');
    expect(await manager.journal.verify()).toMatchObject({ ok: true, value: { ok: true } });
    expect(await line('journal')).toMatchObject({ state: 'journalGood', tone: 'green' });
  });

  it('a journal that the cloud holds otherwise is red, and stands among the open matters', async () => {
    const { db, registerId } = demo.till;
    const fork = { registerId, kind: 'fork', seq: 3, ourHash: 'a', heldHash: 'b', at: 1 } as const;
    saveFork(db, fork);
    expect(await line('cloudJournal')).toMatchObject({
      state: 'cloudJournalFork',
      tone: 'red',
      params: { register: registerId, seq: 3 },
    });
    expect((await till.system.status()).sync.journal.fork).toEqual(fork);
    expect(await till.shift.matters()).toContainEqual({
      ...{ kind: 'journal_unverified', count: 1, blocks: false, detail: `${registerId}-3` },
    });
    saveAcknowledged(db, { registerId, seq: 0, hash: FIRST_PREV_HASH }, 1);
    expect((await line('cloudJournal'))?.state).not.toBe('cloudJournalFork');
  });

  it('finds a row that refers to nothing, and a damaged page', () => {
    const { db } = demo.core.till;
    const copy = `${demo.core.folder}/copy.sqlite`;
    db.prepare('VACUUM INTO ?').run(copy);
    expect(checkDatabase(copy)).toEqual([]);
    db.pragma('foreign_keys = OFF');
    db.exec(`ATTACH '${copy}' AS copy; DELETE FROM copy.staff_member; DETACH copy`);
    db.pragma('foreign_keys = ON');
    expect(checkDatabase(copy).join()).toMatch(/refers to no staff_member/);
    const bytes = readFileSync(copy);
    bytes.fill(0x5a, 4096 * 20, 4096 * 60);
    writeFileSync(copy, bytes);
    expect(checkDatabase(copy)).not.toEqual([]);
    rmSync(copy);
  });
});

it('a disk that fills up shows on every screen before it is full', async () => {
  const demo = await demoTill({ freeBytes: async () => 300 * 1024 * 1024 });
  const till = await demo.signIn('cashier');
  expect((await till.system.status()).disk).toEqual({ freeBytes: 300 * 1024 * 1024 });
  const report = await till.health.report();
  expect(report.lines.find(({ topic }) => topic === 'disk')).toMatchObject({
    state: 'diskLow',
    tone: 'amber',
    exit: 'look_again',
  });
  await demo.close();
});
