import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoTill, demoTill } from '../../../test/support/demo-till.ts';
import { checkArchive } from '../journal/check-archive.ts';

let demo: DemoTill;
let folder = '';
beforeEach(async () => {
  demo = await demoTill();
  folder = mkdtempSync(join(tmpdir(), 'zhendian-desk-'));
});
afterEach(async () => {
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'done' : (answer.refusal?.code ?? '');

describe('the journal on the screen', () => {
  it('is checked beside the selling, tells how far it is, and remembers what it found after a start', async () => {
    const manager = await demo.signIn('manager');
    const seen: number[] = [];
    demo.core.events.subscribe((event) => {
      if (event.type === 'journal.progress') seen.push(event.done / event.total);
    });
    expect(await manager.journal.standing()).toMatchObject({ checkedAt: null, running: null });
    const checking = manager.journal.verify();
    await expect.poll(async () => (await manager.journal.standing()).running).toBe('verify');
    expect(codeOf(await manager.journal.verify())).toBe('check_running');
    const answer = await checking;
    expect(answer).toMatchObject({ ok: true, value: { ok: true, firstBad: null, registers: 1 } });
    expect(seen.at(-1)).toBe(1);
    await demo.restart();
    const again = await demo.signIn('manager');
    const { checkedAt, verdict, running } = await again.journal.standing();
    expect([checkedAt, verdict?.ok, running]).toEqual([demo.till.clock.now(), true, null]);
  });

  it('that was tampered with is said to be bad, and where', async () => {
    const manager = await demo.signIn('manager');
    demo.till.db.exec('DROP TRIGGER journal_no_update');
    demo.till.db.exec(`UPDATE journal SET operator = 'x' WHERE seq = 2`);
    expect(await manager.journal.verify()).toMatchObject({
      value: { ok: false, firstBad: { register: '01', seq: 2, why: 'hash' } },
    });
    const owner = await demo.signIn('owner');
    const file = join(folder, 'a.jsonl.gz');
    expect(codeOf(await owner.journal.archive({ file }))).toBe('journal_broken');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is archived by the owner alone, acknowledged, and purged only when it lawfully may be', async () => {
    const manager = await demo.signIn('manager');
    const file = join(folder, 'a.jsonl.gz');
    await expect(manager.journal.archive({ file })).rejects.toThrow('right_missing');
    const cashier = await demo.signIn('cashier');
    await expect(cashier.journal.verify()).rejects.toThrow('right_missing');
    const owner = await demo.signIn('owner');
    expect(await owner.journal.archive({ file })).toMatchObject({ ok: true, value: { file } });
    expect(await checkArchive(file)).toMatchObject({ ok: true });
    expect(codeOf(await owner.journal.archive({ file }))).toBe('archive_target_unwritable');
    expect(codeOf(await owner.journal.archive({ file: 'a.gz' }))).toBe('archive_target_unwritable');
    expect(codeOf(await owner.journal.acknowledge({ file: `${file}x` }))).toBe(
      'archive_unreadable',
    );
    expect(codeOf(await owner.journal.acknowledge({ file }))).toBe('done');
    const { archives } = await owner.journal.standing();
    expect(archives).toMatchObject([{ register: '01', fromSeq: 1, by: 'demo-owner' }]);
    expect(archives[0]?.keptAt).not.toBeNull();
    expect(codeOf(await owner.journal.purge())).toBe('purge_too_recent');
  });

  it('is given up when somebody stops it, and nothing is left', async () => {
    const owner = await demo.signIn('owner');
    const file = join(folder, 'b.jsonl.gz');
    const writing = owner.journal.archive({ file });
    await owner.journal.cancel();
    const code = codeOf(await writing);
    // It may have been done before it could be stopped; then it is whole.
    expect(['check_stopped', 'done']).toContain(code);
    expect(existsSync(`${file}.part`)).toBe(false);
    expect(existsSync(file)).toBe(code === 'done');
    expect((await owner.journal.standing()).running).toBeNull();
  });
});
