import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, STORE_FILE } from '../../electron/core/db/open.ts';
import { lockFolder } from '../../electron/data-folder-lock.ts';
import { runStation, startStation } from '../support/station-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-start-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a station that is to refuse, and answers its exit code and its words. */
async function refused(args: readonly string[]): Promise<{ code: number | null; words: string }> {
  const run = runStation([...args, '--no-open']);
  return { code: await run.ended, words: run.output() };
}

describe('a start that cannot be', () => {
  it('a second start on the same data says where the first one is, and leaves it alone', async () => {
    const first = await startStation({ folder });
    const second = await refused(['--data', folder, '--port', '0']);
    expect(second.code).toBe(0); // a second double click is no mistake
    expect(second.words).toContain('已经在运行');
    expect(second.words).toContain(first.address);
    expect((await fetch(first.url)).status).toBe(200);
    expect(await first.stop()).toBe(0);
  });

  it('two starts at the same moment: one opens, the other says where', async () => {
    const starts = await Promise.allSettled([startStation({ folder }), startStation({ folder })]);
    const opened = starts.filter((start) => start.status === 'fulfilled');
    const pointed = starts.filter((start) => start.status === 'rejected');
    expect(opened.length).toBe(1);
    expect(String(pointed[0]?.reason)).toContain(opened[0]?.value.address);
    await Promise.all(opened.map((start) => start.value.stop()));
  });

  it('a folder that the command line has in hand is refused', async () => {
    const lock = lockFolder(folder);
    if (!lock.ok) throw new Error(lock.refusal.code);
    lock.value.sign({ pid: process.pid, host: 'pos', url: null });
    const { code, words } = await refused(['--data', folder, '--port', '0']);
    lock.value.release();
    expect(code).toBe(1);
    expect(words).toContain('没有重复打开');
  });

  it('a station that was killed leaves nothing behind that keeps the next one out', async () => {
    const first = await startStation({ folder });
    await first.stop('SIGKILL');
    const next = await startStation({ folder });
    expect(next.token).not.toBe(first.token);
    expect(await next.stop()).toBe(0);
  });

  it('a port that another program has is named, with the way out', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => other.once('listening', done));
    const address = other.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, words } = await refused(['--data', folder, '--port', port]);
    other.close();
    expect(code).toBe(1);
    expect(words).toContain(`端口 ${port}`);
    expect(words).toContain('--port');
  });

  it('a data folder below a file cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, words } = await refused(['--data', join(folder, 'file', 'store'), '--port', '0']);
    expect(code).toBe(1);
    expect(words).toContain('cannot be created');
  });

  // As root no mode bit refuses a write, so the read-only folder is one that the system itself keeps so.
  it('a folder that cannot be written is named and nothing is started', async () => {
    const { code, words } = await refused(['--data', '/proc/self', '--port', '0']);
    expect(code).toBe(1);
    expect(words).toMatch(/cannot be (written|created)/);
  });

  it('data of a newer version is not touched', async () => {
    const db = openDatabase(join(folder, STORE_FILE));
    db.pragma('user_version = 99990');
    db.close();
    const { code, words } = await refused(['--data', folder, '--port', '0']);
    expect(code).toBe(1);
    expect(words).toContain('Install the newer program');
  });

  it('a file that is no store is not touched', async () => {
    const text = '这不是数据库'.repeat(500);
    writeFileSync(join(folder, STORE_FILE), text);
    const { code, words } = await refused(['--data', folder, '--port', '0']);
    expect(code).toBe(1);
    expect(words).toContain('are not a store of Zhendian');
    expect(statSync(join(folder, STORE_FILE)).size).toBe(Buffer.byteLength(text));
  });

  it.each([[['--port', 'many']], [['--port', '70000']], [['--colour', 'red']], [['--data', '']]])(
    'options that make no sense (%j) are named',
    async (args) => {
      const { code, words } = await refused(args);
      expect(code).toBe(2);
      expect(words).toContain('option not understood');
    },
  );
});

describe('a station that runs', () => {
  it('keeps the address with its token where only the person who started it can read it', async () => {
    mkdirSync(join(folder, 'store'));
    const station = await startStation({ folder: join(folder, 'store') });
    expect(statSync(join(folder, 'store', 'holder.json')).mode & 0o777).toBe(0o600);
    expect(await station.stop()).toBe(0);
  });
});
