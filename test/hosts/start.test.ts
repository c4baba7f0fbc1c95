import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTools, damageIn, installFailure, SetUpRefusal } from '../../electron/set-up.mjs';
import { bareEnvironment, npmStart, type StartCopy, startCopy } from '../support/start-copy.ts';
import { stationClient } from '../support/station-client.ts';

let copy: StartCopy;
let options: readonly string[];
beforeAll(() => {
  copy = startCopy();
  mkdirSync(join(copy.root, 'home'));
  options = ['--no-open', '--port', '0', '--data', join(copy.root, 'home/store')];
});
afterAll(() => copy.remove());

// In this order: each start finds what the one before has left.
describe('npm start in a clone', () => {
  it('builds the screen, prints an address that answers and sells; SIGTERM to npm ends it all', async () => {
    const run = npmStart(copy.root, options);
    const address = await run.address();
    expect(run.output()).toContain('正在构建');
    expect((await fetch(address)).status).toBe(200);
    expect((await stationClient(address).sellOne()).receiptNumber).toMatch(/000001$/);
    const { pid } = JSON.parse(readFileSync(join(copy.root, 'home/store/holder.json'), 'utf8'));
    expect(isRunning(pid)).toBe(true);
    run.process.kill('SIGTERM');
    await until(() => !isRunning(pid));
    await run.ended;
    expect(existsSync(join(copy.root, 'home/store/holder.json'))).toBe(false);
  });

  it('a second start builds nothing and has the sale of the first; Ctrl-C ends it', async () => {
    const terminal = spawn('npm', ['start', '--', ...options], {
      cwd: copy.root,
      env: bareEnvironment(join(copy.root, 'home')),
    });
    let output = '';
    terminal.onData((text) => {
      output += text;
    });
    const ended = new Promise<number>((done) => terminal.onExit(({ exitCode }) => done(exitCode)));
    await until(() => /Ctrl-C to stop/.test(output));
    expect(output).not.toContain('正在构建');
    const address = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/.exec(output)?.[0] ?? '';
    expect((await stationClient(address).sellOne()).receiptNumber).toMatch(/000002$/);
    terminal.write('\x03');
    await ended;
    await until(() => !existsSync(join(copy.root, 'home/store/holder.json')));
    await expect(fetch(address)).rejects.toThrow();
  });

  it('started twice, the second says where the first is and ends well', async () => {
    const first = npmStart(copy.root, options);
    const address = await first.address();
    const second = npmStart(copy.root, options);
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain('已经在运行');
    expect(second.output()).toContain(address);
    first.process.kill('SIGTERM');
    await first.ended;
    await until(() => !existsSync(join(copy.root, 'home/store/holder.json')));
  });

  it('a changed source is built anew', async () => {
    appendFileSync(join(copy.root, 'renderer/main.tsx'), '\n// changed\n');
    const run = npmStart(copy.root, options);
    await run.address();
    expect(run.output()).toContain('正在构建');
    run.process.kill('SIGTERM');
    await run.ended;
  });

  it('a damaged package is named as that', async () => {
    rmSync(join(copy.root, 'node_modules/ws/wrapper.mjs'));
    const run = npmStart(copy.root, options);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('delete the folder node_modules');
  });

  it('a package that is gone is installed again; without a network it says so', async () => {
    rmSync(join(copy.root, 'node_modules/ws'), { recursive: true });
    const run = npmStart(copy.root, options);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('依赖不完整');
    expect(run.output()).toContain('the first installation needs a network');
    expect(run.output()).not.toContain('    at '); // no stack
  });
});

describe('what a start says of this machine', () => {
  it.each(['16.20.2', '14.0.0', '9.11.2'])('Node %s is too old', (version) => {
    expect(() => checkTools(version, '')).toThrow(SetUpRefusal);
    expect(() => checkTools(version, '')).toThrow(version);
  });

  it('an npm that cannot read the lock file is too old', () => {
    expect(() => checkTools('18.0.0', 'npm/6.14.0 node/v18.0.0')).toThrow('npm');
  });

  it.each(['18.0.0', '20.20.2', '24.21.0'])('Node %s is enough', (version) => {
    expect(() => checkTools(version, 'npm/10.8.2 node/v20')).not.toThrow();
  });

  it.each([
    ['npm ERR! code EACCES', 'No permission'],
    ['npm ERR! ENOSPC: no space left on device', 'disk is full'],
    ['npm ERR! code ENOTFOUND', 'registry cannot be reached'],
    ['npm ERR! something else', 'could not be installed'],
  ])('%s is told in words', (output, words) => {
    expect(installFailure(output)).toContain(words);
  });

  it('a refusal of the store is no damage', () => {
    expect(damageIn('端口 8618 已被占用')).toBeNull();
    expect(damageIn('Error [ERR_DLOPEN_FAILED]: invalid ELF header')).toContain('node_modules');
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 1500 && !holds(); i += 1) await new Promise((done) => setTimeout(done, 20));
  expect(holds()).toBe(true);
}
