import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { type CoreProcessRun, runCoreProcess } from '../support/core-process-run.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const run = promisify(execFile);

let folder: string;
let shipped: readonly string[];
/** What is installed, unpacked into plain files: nothing of this repository lies above it. */
let installed: string;

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
  installed = join(folder, 'installed');
  extractAll(join(out, 'linux-unpacked/resources/app.asar'), installed);
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
    [
      'packages of the screen or the cloud',
      /^\/node_modules\/(react|lucide|@tanstack|@electric|fastify)/,
    ],
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

  it('it is no larger than what it needs', () => {
    const sizes = Map.groupBy(filesOf(installed), (file) =>
      relative(installed, file).split('/').slice(0, 3).join('/'),
    );
    const megabytes = [...sizes].map(([part, files]): [string, number] => [
      part,
      Math.round(files.reduce((sum, file) => sum + statSync(file).size, 0) / 1e6),
    ]);
    const total = megabytes.reduce((sum, [, size]) => sum + size, 0);
    const large = megabytes.filter(([, size]) => size > 2).sort(([, x], [, y]) => y - x);
    expect(total, JSON.stringify(large)).toBeLessThan(MOST_MEGABYTES);
  });
});

/** Without Electron itself. The canvas library alone is 34 MB, SQLite for every system 14, the paper's font 15. */
const MOST_MEGABYTES = 100;

describe('the core as it is installed', () => {
  let core: CoreProcessRun;
  let saleId: string;
  beforeAll(async () => {
    const bundle = join(installed, 'dist/electron/core/core-process.js');
    core = await runCoreProcess(bundle, join(folder, 'store'));
  });
  afterAll(() => core.kill());

  it('opens the demo store from its own resources', async () => {
    expect(core.said()).toEqual([{ kind: 'opened' }]);
    expect((await core.client.session.state.query()).store.isDemo).toBe(true);
  });

  it('signs a cashier in, sells, and the receipt comes out of the virtual printer', async () => {
    await signIn('demo-cashier', '1111');
    await core.client.cart.scan.mutate({ code: '100001', source: 'typed' });
    const cart = await core.client.cart.current.query();
    if (!cart?.cartId) throw new Error('there is no cart');
    const sold = await core.client.checkout.payCash.mutate({
      requestId: crypto.randomUUID(),
      cartId: cart.cartId,
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    });
    if (!sold.ok) throw new Error(sold.refusal.code);
    saleId = sold.value.saleId;
    await expect
      .poll(async () => (await core.client.printing.paper.query({}))[0]?.text, { timeout: 10_000 })
      .toContain(sold.value.receiptNumber);
    const [sheet] = await core.client.printing.paper.query({});
    expect(
      Buffer.from(sheet?.pngBase64 ?? '', 'base64')
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
  });

  it('finds its fonts: a slip as PDF holds them', async () => {
    const pdf = await core.client.printing.preview.query({
      kind: 'receipt',
      ref: saleId,
      format: 'pdf',
    });
    if (!pdf.ok) throw new Error(pdf.refusal.code);
    expect(Buffer.from(pdf.value.base64, 'base64').toString('latin1')).toContain('/FontFile');
  });

  it.each([
    ['small', 20],
    ['large enough for a thread of its own', 9_000],
  ])('previews a %s Excel price list', async (_size, goods) => {
    await signIn('demo-owner', '3333');
    const bytes = await workbook(goods);
    expect(bytes.length > 200_000).toBe(goods > 20);
    const preview = await core.client.catalog.previewImport.mutate({
      fileName: 'list.xlsx',
      contentBase64: bytes.toString('base64'),
    });
    if (!preview.ok) throw new Error(preview.refusal.code);
    expect(preview.value.priced).toBe(goods);
  });

  it('ends in order, and the sale is there at the next start', async () => {
    expect(await core.stop()).toBe(0);
    expect(core.said().at(-1)).toEqual({ kind: 'stopped' });
    core = await runCoreProcess(
      join(installed, 'dist/electron/core/core-process.js'),
      join(folder, 'store'),
    );
    await signIn('demo-cashier', '1111');
    expect(
      (await core.client.printing.preview.query({ kind: 'receipt', ref: saleId, format: 'text' }))
        .ok,
    ).toBe(true);
  });

  it('refuses data that is open elsewhere with the sentences of the dialog', async () => {
    const second = await runCoreProcess(
      join(installed, 'dist/electron/core/core-process.js'),
      join(folder, 'store'),
    );
    expect(second.said()[0]).toMatchObject({ kind: 'refused' });
    expect(JSON.stringify(second.said())).toContain('没有重复打开');
    second.kill();
  });

  async function signIn(staffId: string, pin: string): Promise<void> {
    const answer = await core.client.session.signIn.mutate({ staffId, pin });
    if (!answer.ok) throw new Error(answer.refusal.code);
    core.actAs(answer.value.token);
  }
});

describe('the configuration of the installers', () => {
  const builder = createRequire(join(ROOT, 'node_modules/electron-builder/package.json'));
  const { getConfig, validateConfiguration } = builder('app-builder-lib/out/util/config/config.js');
  const { DebugLogger } = builder('builder-util');
  const read = () => getConfig(ROOT, join(ROOT, 'electron-builder.yml'), null);
  const validate = (config: object) => validateConfiguration(config, new DebugLogger(false));

  it('holds to the schema of electron-builder, which knows a misspelt fuse from a real one', async () => {
    const config = await read();
    await validate(config);
    const misspelt = { ...config, electronFuses: { ...config.electronFuses, runAsNodes: false } };
    await expect(validate(misspelt)).rejects.toThrow('configuration.electronFuses');
  });

  it('shuts every door that Electron leaves open for developers by a fuse', async () => {
    expect((await read()).electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });
});

/** A supplier's list of invented goods. */
async function workbook(goods: number): Promise<Buffer> {
  const head = ['货号', '品名', '型号', '零售价', '备注'];
  const rows = Array.from({ length: goods }, (_, i) => [
    `9${String(i).padStart(6, '0')}`,
    `测试电扇 ${i}`,
    `FS-${i}`,
    `${100 + (i % 900)}.00`,
    `第 ${i * 7919} 号`,
  ]);
  const cells = [head, ...rows].map((row) => row.map((value) => ({ value, type: String })));
  return writeWorkbook(cells, { sheet: '报价' }).toBuffer();
}

function filesOf(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
