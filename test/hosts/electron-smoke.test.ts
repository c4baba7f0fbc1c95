import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { electronBinary } from '../../electron/electron-binary.mjs';
import type { ScreenPort } from '../../shared/contract/screen-port.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const binary = electronBinary(ROOT);

describe('the window in a real Electron', () => {
  if (binary === null) {
    it('is not shown on this machine: there is no Electron binary, and npm start takes the browser', () => {
      const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
      const places = [override, join(ROOT, 'node_modules/electron/dist')];
      for (const place of places.filter((path) => path !== undefined)) {
        for (const name of ['electron', 'electron.exe', 'Electron.app']) {
          expect(existsSync(join(place, name))).toBe(false);
        }
      }
    });
    return;
  }

  it('loads the screen, signs a cashier in and sells', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-window-'));
    const headless = process.platform === 'linux' && !process.env.DISPLAY;
    const electron = await _electron.launch({
      executablePath: binary,
      args: [
        ...(headless ? ['--ozone-platform=headless'] : []),
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        join(ROOT, 'dist/electron/main.js'),
        ...['--data', join(folder, 'store'), `--user-data-dir=${join(folder, 'profile')}`],
      ],
    });
    try {
      const page = await electron.firstWindow();
      await page.waitForLoadState();
      expect(page.url()).toBe('app://screen/');
      expect(await page.evaluate(() => typeof Reflect.get(globalThis, 'require'))).toBe(
        'undefined',
      );
      const sold = await page.evaluate(sellOneOverTheBridge);
      expect(sold).toMatchObject({ ok: true, value: { receiptNumber: '0001-01-000001' } });
    } finally {
      await electron.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** Runs in the page, so it knows nothing from outside itself: the calls a screen makes for one sale. */
async function sellOneOverTheBridge(): Promise<unknown> {
  const bridge = Reflect.get(globalThis, 'zhendian') as ScreenPort;
  let session: string | null = null;
  let lastId = 1_000_000;
  const call = (kind: 'query' | 'mutation', path: string, input?: unknown) =>
    new Promise<{ value: { token: string } } & { cartId: string; dueFen: number }>((done, fail) => {
      lastId += 1;
      const id = lastId;
      const stop = bridge.listen((text) => {
        const message = JSON.parse(text);
        if (message.id !== id) return;
        stop();
        if (message.kind === 'answer') done(message.data);
        else fail(new Error(text));
      });
      bridge.send(JSON.stringify({ kind, id, path, input, session }));
    });
  const signedIn = await call('mutation', 'session.signIn', {
    staffId: 'demo-cashier',
    pin: '1111',
  });
  session = signedIn.value.token;
  await call('mutation', 'cart.scan', { code: '100001', source: 'typed' });
  const cart = await call('query', 'cart.current');
  return call('mutation', 'checkout.payCash', {
    requestId: crypto.randomUUID(),
    cartId: cart.cartId,
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  });
}
