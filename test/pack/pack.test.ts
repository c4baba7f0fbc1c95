import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

let folder: string;
let shipped: readonly string[];

// A stand-in for Electron's own files: packing is the same, and needs no download.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhendian-pack-'));
  const dist = join(folder, 'electron');
  mkdirSync(join(dist, 'resources'), { recursive: true });
  for (const name of [
    'electron',
    'version',
    'LICENSE',
    'LICENSES.chromium.html',
    'chrome-sandbox',
  ]) {
    writeFileSync(join(dist, name), 'stand-in');
  }
  const builder = join(ROOT, 'node_modules/electron-builder/cli.js');
  // Fuses are flipped inside a real Electron, so this one packing leaves them out.
  const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  const packed = join(folder, 'electron-builder.yml');
  writeFileSync(packed, config.replace(/^electronFuses:\n(?: {2}.*\n)+/m, ''));
  const options = ['--linux', '--dir', '--config', packed, '-c.electronDist', dist];
  const out = join(folder, 'out');
  await run(process.execPath, [builder, ...options, '-c.directories.output', out], { cwd: ROOT });
  shipped = listPackage(join(out, 'linux-unpacked/resources/app.asar'), { isPack: false });
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('what a shop installs', () => {
  it.each([
    '/dist/electron/main.js',
    '/dist/electron/preload.cjs',
    '/dist/electron/core/core-process.js',
    '/dist/renderer/index.html',
    '/resources/demo-store/goods.csv',
    '/node_modules/better-sqlite3/package.json',
    '/package.json',
  ])('%s is in it', (path) => {
    expect(shipped).toContain(path);
  });

  it.each([
    ['tests', /\.test\.|^\/test\//],
    ['sources', /^\/(electron|renderer|cloud|shared)\//],
    ['a Node of its own', /^\/node_modules\/node-(linux|win|darwin)-/],
    ['sources of SQLite', /better-sqlite3\/(deps|src)\//],
    ['tools', /^\/node_modules\/(vite|vitest|typescript|electron|playwright-core)\//],
    ['secrets or data', /secrets\.json|\.sqlite|\.env|\.npmrc|\.pem$/],
  ])('%s are not', (_what, pattern) => {
    expect(shipped.filter((path) => pattern.test(path))).toEqual([]);
  });

  it('native modules lie beside the archive, where the system can load them', () => {
    const resources = join(folder, 'out/linux-unpacked/resources/app.asar.unpacked');
    expect(existsSync(join(resources, 'node_modules/better-sqlite3'))).toBe(true);
  });

  it('the preload needs nothing but Electron, as a sandboxed one must', () => {
    const preload = readFileSync(join(ROOT, 'dist/electron/preload.cjs'), 'utf8');
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual([
      'electron',
    ]);
  });

  it('every door that Electron leaves open for developers is shut by a fuse', () => {
    const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
    for (const fuse of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ]) {
      expect(config).toContain(fuse);
    }
  });
});
