import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runVitest } from './vitest-suite.mjs';

const ROOT = resolve(import.meta.dirname, '../..');

let folder: string;
let said: string[];

beforeEach(() => {
  // Inside the project: the tests written here import Vitest.
  mkdirSync(join(ROOT, 'test-output'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'test-output', 'suite-'));
  said = [];
  writeFileSync(join(folder, 'around.ts'), 'export function teardown() {}');
  writeFileSync(
    join(folder, 'vitest.config.ts'),
    `export default { test: { include: ['*.spec.ts'], globalSetup: 'around.ts' } };`,
  );
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function spec(name: string, body: string): void {
  const imports = `import { describe, expect, it } from 'vitest';
    import { spawn } from 'node:child_process';`;
  writeFileSync(join(folder, `${name}.spec.ts`), `${imports}\n${body}`);
}

type Way = { readonly workers?: number; readonly graceSeconds?: number };

function run(limitSeconds: number, way: Way = {}) {
  return runVitest({
    name: 'small',
    args: [
      ...['--root', folder, '--config', join(folder, 'vitest.config.ts')],
      ...['--maxWorkers', String(way.workers ?? 2)],
    ],
    ...(way.graceSeconds === undefined ? {} : { graceSeconds: way.graceSeconds }),
    limitSeconds,
    root: ROOT,
    output: folder,
    node: process.execPath,
    env: { ...process.env, VITEST: undefined, VITEST_POOL_ID: undefined },
    isQuiet: true,
    say: (line) => said.push(line),
  });
}

/** Whether any process still runs that was started with this word on its command line. */
function lives(word: string): boolean {
  const listed = spawnSync('ps', ['-A', '-o', 'stat=,args='], { encoding: 'utf8' }).stdout;
  return listed.split('\n').some((line) => !line.startsWith('Z') && line.includes(word));
}

describe('a suite is bounded in time', () => {
  it('one that ends is counted as it was, failures and skipped tests too', async () => {
    spec(
      'mixed',
      `it('holds', () => {}); it('fails', () => expect(1).toBe(2)); it.skip('no', () => {});`,
    );
    spec('broken', `throw new Error('cannot be loaded');`);
    expect(await run(60)).toEqual({ passed: 1, failed: 3 });
    expect(said).toEqual(['small: 1 tests were skipped; they count as failed']);
  });

  it('what does not end is killed at the limit with all it started, and is named', async () => {
    spec(
      'a-endless',
      `describe('a shop', () => {
         it('opens', () => {
           spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', '${folder}-left'], { detached: true }).unref();
         });
         it('never closes', () => { while (true); });
         it('is never come to', () => {});
       });`,
    );
    spec(
      'b-waiting',
      `it('waits for what never comes, in a file of middle size', () => new Promise(() => {}), 0);`,
    );
    spec('c-loading', `while (true); // bigger than the next one, so it is begun before it`);
    spec('d-later', `it('would hold', () => {});`);
    const counts = await run(10, { workers: 3 });
    expect(counts.failed).toBe(3);
    expect(said[0]).toBe('small: not through after 10 s and killed');
    expect(said.slice(1, 4).sort()).toEqual([
      expect.stringMatching(
        /^small: STILL RUNNING after \d+ s: a-endless\.spec\.ts, in or after "a shop > (opens|never closes)"$/,
      ),
      expect.stringMatching(/b-waiting\.spec\.ts, in or after "waits for what never comes/),
      expect.stringMatching(/c-loading\.spec\.ts, outside of a test$/),
    ]);
    expect(said[4]).toBe('small: not begun: d-later.spec.ts');
    expect(said).toHaveLength(5);
    expect(lives(folder)).toBe(false);
  });

  it('when only Vitest itself does not end, its report counts and that is said', async () => {
    spec('sound', `it('holds', () => {});`);
    writeFileSync(join(folder, 'around.ts'), 'export function teardown() { while (true); }');
    expect(await run(60, { graceSeconds: 1 })).toEqual({
      passed: 1,
      failed: 0,
    });
    expect(said).toEqual(['small: every test had ended, Vitest had not: it was killed']);
    expect(lives(folder)).toBe(false);
  });

  it('a request to end ends what runs, and nothing is begun after it', async () => {
    writeFileSync(
      join(folder, 'stages.mjs'),
      `import { endOnSignals, runBounded, stopSignal } from '${join(ROOT, 'test/runner/bounded-run.mjs')}';
       endOnSignals();
       const stage = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); process.stdout.write('begun')";
       await runBounded(process.execPath, ['-e', stage, '${folder}-first'], { limitSeconds: 60 });
       await runBounded(process.execPath, ['-e', stage, '${folder}-second'], { limitSeconds: 60 });
       process.stdout.write(' ended by ' + stopSignal());`,
    );
    const program = spawn(process.execPath, [join(folder, 'stages.mjs')], { stdio: 'pipe' });
    let printed = '';
    await new Promise((done) => {
      program.stdout.on('data', (chunk) => {
        printed += chunk;
        if (printed === 'begun') program.kill('SIGTERM');
      });
      program.on('close', done);
    });
    expect(printed).toBe('begun ended by SIGTERM');
    expect(lives(folder)).toBe(false);
  });
});
