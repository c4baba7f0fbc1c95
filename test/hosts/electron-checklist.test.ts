import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { answerScreenRequest } from '../../electron/screen-protocol.ts';
import {
  app,
  asked,
  type BrowserWindow,
  ContentsDouble,
  type CoreDouble,
} from '../support/electron-double.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

const ROOT = resolve(import.meta.dirname, '../..');
const EVIL = 'https://evil.example/';

let window: BrowserWindow;
let core: CoreDouble;
beforeAll(async () => {
  await import('../../electron/main.ts');
  core = await vi.waitFor(() => present(asked.forks[0]));
  core.emit('message', { kind: 'opened' });
  window = present(asked.windows[0]);
});

/** Electron's own checklist, https://www.electronjs.org/docs/latest/tutorial/security, in its order and words. */
const CHECKLIST: readonly (readonly [item: string, shown: () => unknown])[] = [
  [
    'Only load secure content',
    async () => {
      expect(window.loaded).toEqual(['app://screen/']);
      expect(await policy()).not.toMatch(/http:|\*/);
    },
  ],
  [
    'Do not enable Node.js integration for remote content',
    () => {
      expect(preferences()).toMatchObject({
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
      });
    },
  ],
  [
    'Enable context isolation in all renderers',
    () => expect(preferences().contextIsolation).toBe(true),
  ],
  [
    'Enable process sandboxing',
    () => expect([asked.sandboxed, preferences().sandbox]).toEqual([true, true]),
  ],
  [
    'Handle session permission requests from remote content',
    () => {
      const granted: boolean[] = [];
      for (const permission of ['media', 'geolocation', 'notifications', 'openExternal'] as const) {
        const answer = (isGranted: boolean) => granted.push(isGranted);
        asked.permissionAsk?.(null as never, permission, answer, {} as never);
      }
      expect(granted).toEqual([false, false, false, false]);
      expect(asked.permissionCheck?.(null, 'serial', 'app://screen', {} as never)).toBe(false);
      expect(asked.devicePermission?.({})).toBe(false);
    },
  ],
  ['Do not disable webSecurity', () => expect(preferences().webSecurity).toBe(true)],
  [
    'Define a Content Security Policy',
    async () => {
      expect(await policy()).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(await policy()).not.toContain('unsafe');
    },
  ],
  [
    'Do not enable allowRunningInsecureContent',
    () => expect(preferences().allowRunningInsecureContent).toBe(false),
  ],
  [
    'Do not enable experimental features',
    () => expect(preferences().experimentalFeatures).toBe(false),
  ],
  [
    'Do not use enableBlinkFeatures',
    () => {
      expect(preferences().enableBlinkFeatures).toBeUndefined();
      expect(sources()).not.toMatch(/enable-blink-features|appendSwitch/);
    },
  ],
  [
    'Do not use allowpopups for WebViews',
    () => {
      expect(preferences().webviewTag).toBe(false);
      expect(screenSources()).not.toMatch(/<webview|allowpopups/i);
    },
  ],
  [
    'Verify WebView options before creation',
    () => expect(isPrevented('will-attach-webview', {})).toBe(true),
  ],
  [
    'Disable or limit navigation',
    () => {
      expect(isPrevented('will-navigate', { url: EVIL })).toBe(true);
      expect(isPrevented('will-navigate', { url: 'app://screen.evil.example/' })).toBe(true);
      expect(isPrevented('will-redirect', { url: EVIL })).toBe(true);
      expect(preferences().navigateOnDragDrop).toBe(false);
    },
  ],
  [
    'Disable or limit creation of new windows',
    () => {
      const later = new ContentsDouble();
      app.emit('web-contents-created', {}, later);
      expect(later.openHandler?.({ url: EVIL })).toEqual({ action: 'deny' });
      expect(window.webContents.openHandler?.({ url: 'app://screen/' })).toEqual({
        action: 'deny',
      });
    },
  ],
  [
    'Do not use shell.openExternal with untrusted content',
    () => expect(sources()).not.toMatch(/\bshell\b.*from 'electron'|openExternal/),
  ],
  [
    'Use a current version of Electron',
    () => {
      const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
      expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
      expect(Number.parseInt(devDependencies.electron, 10)).toBeGreaterThanOrEqual(45);
    },
  ],
  [
    'Validate the sender of all IPC messages',
    () => {
      expect(sources()).not.toMatch(/ipcMain/); // there is one way in: a port
      const before = core.messages.length;
      window.webContents.url = EVIL;
      window.webContents.emit('did-finish-load');
      expect(core.messages.length).toBe(before); // and a stranger is handed none
      window.webContents.url = 'app://screen/';
      window.webContents.emit('did-finish-load');
      expect(core.messages.length).toBe(before + 1);
    },
  ],
  [
    'Avoid usage of the file:// protocol and prefer usage of custom protocols',
    async () => {
      expect(asked.schemes.map(({ scheme }) => scheme)).toEqual(['app']);
      expect(sources()).not.toMatch(/file:\/\/|loadFile/);
      const folder = join(ROOT, 'renderer');
      for (const path of ['..%2fpackage.json', '%2e%2e/package.json', '..%5cpackage.json']) {
        const answer = await answerScreenRequest(folder, new Request(`app://screen/${path}`));
        expect(answer.status).toBe(404);
      }
    },
  ],
  [
    'Check which fuses you can change',
    () => {
      const config = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
      const [fuses = ''] = /^electronFuses:\n(?: {2}.*\n)+/m.exec(config) ?? [];
      expect(fuses).toMatch(/runAsNode: false/);
      expect(fuses).toMatch(/onlyLoadAppFromAsar: true/);
    },
  ],
  [
    'Do not expose Electron APIs to untrusted web content',
    () => {
      const preload = readFileSync(join(ROOT, 'electron/preload.ts'), 'utf8');
      expect(preload.match(/exposeInMainWorld\(.*\)/g)).toEqual([
        'exposeInMainWorld(BRIDGE_NAME, screenPort)',
      ]);
    },
  ],
];

describe("Electron's security checklist", () => {
  it('has twenty items', () => expect(CHECKLIST.length).toBe(20));

  it.each(CHECKLIST)('%s', async (_item, shown) => {
    await shown();
  });
});

function preferences(): Electron.WebPreferences {
  return window.options.webPreferences ?? {};
}

async function policy(): Promise<string> {
  const answer = await answerScreenRequest(join(ROOT, 'renderer'), new Request('app://screen/'));
  return answer.headers.get('content-security-policy') ?? '';
}

/** Whether the window keeps an event of its page from taking effect. */
function isPrevented(event: string, details: object): boolean {
  const preventDefault = vi.fn();
  window.webContents.emit(event, { ...details, preventDefault });
  return preventDefault.mock.calls.length > 0;
}

/** The programs of the window itself, as one text. */
function sources(): string {
  const folder = join(ROOT, 'electron');
  const files = readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name));
  return files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

function screenSources(): string {
  const folder = join(ROOT, 'renderer');
  const files = readdirSync(folder, { recursive: true }).map(String);
  const pages = files.filter((name) => /\.(tsx|html)$/.test(name));
  return pages.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
}

function present<T>(item: T | undefined): T {
  if (item === undefined) throw new Error('nothing there yet');
  return item;
}
