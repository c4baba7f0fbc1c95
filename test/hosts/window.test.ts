import { resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { electronBinary } from '../../electron/electron-binary.mjs';
import { answerScreenRequest } from '../../electron/screen-protocol.ts';
import { isScreenUrl } from '../../electron/window-guards.ts';
import { app, asked, type BrowserWindow, type CoreDouble } from '../support/electron-double.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

let core: CoreDouble;
let window: BrowserWindow;

beforeAll(async () => {
  await import('../../electron/main.ts');
  await vi.waitFor(() => expect(asked.forks.length).toBe(1));
  core = first(asked.forks);
  core.emit('message', { kind: 'opened' });
  window = first(asked.windows);
});

describe('the window', () => {
  it('shows a page that is sandboxed, in a world of its own, without Node', () => {
    expect(asked.sandboxed).toBe(true);
    expect(window.options.webPreferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
    expect(window.options.webPreferences?.enableBlinkFeatures).toBeUndefined();
  });

  it('loads the screen through a protocol of its own, never a file or the network', () => {
    expect(window.loaded).toEqual(['app://screen/']);
    expect(asked.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('grants no permission', () => {
    const answers: boolean[] = [];
    asked.permissionAsk?.(
      null as never,
      'media',
      (isGranted) => answers.push(isGranted),
      {} as never,
    );
    expect(answers).toEqual([false]);
    expect(asked.permissionCheck?.(null, 'hid', 'app://screen', {} as never)).toBe(false);
    expect(asked.devicePermission?.({})).toBe(false);
  });

  it.each([
    'https://evil.example/',
    'file:///etc/passwd',
    'app://other/',
    'app://screen@evil/',
    'javascript:0',
  ])('goes nowhere else (%s), and opens no second window', (url) => {
    expect(isScreenUrl(url)).toBe(false);
    const preventDefault = vi.fn();
    window.webContents.emit('will-navigate', { url, preventDefault });
    window.webContents.emit('will-redirect', { url, preventDefault });
    window.webContents.emit('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalledTimes(3);
    expect(window.webContents.openHandler?.({ url })).toEqual({ action: 'deny' });
  });

  it('hands a port to its own page at every load, and to no other', () => {
    window.webContents.emit('did-finish-load');
    expect(core.messages.at(-1)).toEqual({ message: { kind: 'port' }, ports: [{ end: 1 }] });
    expect(window.webContents.posted).toEqual([{ channel: 'zhendian:port', ports: [{ end: 2 }] }]);
    window.webContents.url = 'https://evil.example/';
    window.webContents.emit('did-finish-load');
    expect(window.webContents.posted.length).toBe(1);
    window.webContents.url = 'app://screen/';
  });

  it('reloads a page that crashed; the cart is in the core', () => {
    window.webContents.emit('render-process-gone');
    expect(window.webContents.reloads).toBe(1);
  });

  it('comes to the front when the program is started a second time', () => {
    const before = window.shows;
    app.emit('second-instance');
    expect(window.shows).toBe(before + 1);
  });

  it('starts a core that died again, and shows the page anew', () => {
    core.emit('exit', 1);
    expect(asked.forks.length).toBe(2);
    core = asked.forks[1] ?? core;
    core.emit('message', { kind: 'opened' });
    expect(window.webContents.reloads).toBe(2);
    expect(asked.windows.length).toBe(1);
  });

  it('quits only after the core has ended what it had in hand', () => {
    const preventDefault = vi.fn();
    app.emit('before-quit', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(core.messages.at(-1)?.message).toEqual({ kind: 'stop' });
    expect(asked.quits).toBe(0);
    core.emit('exit', 0);
    expect(asked.quits).toBe(1);
    expect(core.kills).toBe(0);
  });
});

describe('the protocol of the window', () => {
  const folder = resolve(import.meta.dirname, '../../renderer');

  it('serves the page under a policy that lets nothing else in', async () => {
    const answer = await answerScreenRequest(folder, new Request('app://screen/'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';/);
  });

  it.each([
    'app://screen/..%2fpackage.json',
    'app://screen/%2e%2e%2fpackage.json',
    'app://other/index.html',
    'app://screen/nothing.js',
  ])('%s is not there', async (url) => {
    expect((await answerScreenRequest(folder, new Request(url))).status).toBe(404);
  });
});

describe('Electron on this machine', () => {
  it('is found by its files alone, without starting its download', () => {
    const root = resolve(import.meta.dirname, '../..');
    expect(electronBinary('/nowhere', {})).toBeNull();
    expect(electronBinary(root, { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toBeNull();
  });
});

function first<T>(list: readonly T[]): T {
  const [item] = list;
  if (item === undefined) throw new Error('nothing there yet');
  return item;
}
