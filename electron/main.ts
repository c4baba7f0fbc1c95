import { join, resolve } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  type UtilityProcess,
  utilityProcess,
} from 'electron';
import { answerScreenRequest } from './screen-protocol.ts';
import { type FromCoreProcess, PORT_CHANNEL } from './window-channels.ts';
import {
  denyPermissions,
  isScreenUrl,
  keepOnScreen,
  pagePreferences,
  SCREEN_SCHEME,
  SCREEN_URL,
} from './window-guards.ts';

/** Built into dist/electron, beside preload.cjs and core/core-process.js; the screen is built into dist/renderer. */
const BUILT = import.meta.dirname;
const SCREEN_FOLDER = resolve(BUILT, '../renderer');
/** How long quitting waits for a transaction or a print job in hand. */
const LONGEST_STOP_MS = 10_000;
/** A core that dies more often than this within a minute is not started again. */
const MOST_RESTARTS = 3;

let window: BrowserWindow | null = null;
let core: UtilityProcess | null = null;
let isQuitting = false;
let restarts: number[] = [];

app.enableSandbox();
keepOnScreen(app);
protocol.registerSchemesAsPrivileged([
  { scheme: SCREEN_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', showWindow);
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', stopCoreFirst);
  void app.whenReady().then(run);
} else {
  app.quit();
}

function run(): void {
  Menu.setApplicationMenu(null);
  denyPermissions(session.defaultSession);
  protocol.handle(SCREEN_SCHEME, (request) => answerScreenRequest(SCREEN_FOLDER, request));
  startCore();
}

function startCore(): void {
  const args = process.argv.slice(app.isPackaged ? 1 : 2);
  core = utilityProcess.fork(join(BUILT, 'core', 'core-process.js'), args, {
    serviceName: 'Zhendian core',
  });
  core.on('message', (message: FromCoreProcess) => {
    if (message.kind === 'opened') openWindow();
    if (message.kind === 'refused') {
      dialog.showErrorBox('镇店 · Zhendian', message.sentence);
      isQuitting = true;
      app.exit(1);
    }
  });
  core.on('exit', () => {
    core = null;
    if (!isQuitting) restartCore();
  });
}

/** The till's data is safe in its rows, so a core that died is started again and the page reads anew. */
function restartCore(): void {
  const now = Date.now();
  restarts = [...restarts.filter((at) => now - at < 60_000), now];
  if (restarts.length > MOST_RESTARTS) {
    dialog.showErrorBox(
      '镇店 · Zhendian',
      '程序多次意外停止，已关闭。数据都在，请重新打开；仍然不行请联系支持。\n' +
        'The program stopped several times and was closed. All data is kept; open it again, or call support.',
    );
    isQuitting = true;
    app.exit(1);
    return;
  }
  startCore();
}

function openWindow(): void {
  if (window !== null) {
    window.webContents.reload();
    return;
  }
  window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 800,
    minHeight: 600,
    show: false,
    title: '镇店',
    backgroundColor: '#f6f7f9',
    webPreferences: pagePreferences(join(BUILT, 'preload.cjs')),
  });
  const page = window.webContents;
  page.on('did-finish-load', () => handPort(page));
  page.on('render-process-gone', () => page.reload());
  window.once('ready-to-show', showWindow);
  window.on('closed', () => {
    window = null;
  });
  void window.loadURL(SCREEN_URL);
}

/** Gives a freshly loaded page its port to the core; only our own page, and a new one at every load. */
function handPort(page: Electron.WebContents): void {
  if (core === null || !isScreenUrl(page.getURL())) return;
  const { port1, port2 } = new MessageChannelMain();
  core.postMessage({ kind: 'port' }, [port1]);
  page.mainFrame.postMessage(PORT_CHANNEL, null, [port2]);
}

function showWindow(): void {
  if (window?.isMinimized()) window.restore();
  window?.show();
  window?.focus();
}

/** Quitting lets the core end what it has in hand, within a bound, and only then ends the program. */
function stopCoreFirst(event: Electron.Event): void {
  if (isQuitting || core === null) return;
  event.preventDefault();
  isQuitting = true;
  const end = setTimeout(() => core?.kill(), LONGEST_STOP_MS);
  core.once('exit', () => {
    clearTimeout(end);
    app.quit();
  });
  core.postMessage({ kind: 'stop' });
}
