import './node-gate.ts'; // first: stops on a Node that cannot open the store
import { resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import { parseArgs } from 'node:util';
import { dataFolder } from './data-folder.ts';
import { holderOf } from './data-folder-lock.ts';
import { openBrowser } from './open-browser.ts';
import { helpText, type OpenedStore, openStoreFolder, startRefusalText } from './open-store.ts';
import { type StationServer, serveStation } from './transports/http-transport.ts';

const DEFAULT_PORT = 8618;
/** How long a stop waits for a transaction or a print job in hand. */
const LONGEST_STOP_MS = 10_000;
/** How long another station may take from opening the store to serving it. */
const LONGEST_START_MS = 10_000;

type StationArgs = {
  readonly folder: string;
  readonly port: number;
  readonly open: boolean;
  readonly demoPromotions: boolean;
};

type Running = { readonly store: OpenedStore; readonly server: StationServer };

/** What runs now; between closing and opening a store anew, nothing does. */
let running: Running | null = null;
let isStopping = false;

/** Serves the store to the browsers of this machine until it is told to stop; the exit code of a refusal is 1. */
async function runStation(args: StationArgs): Promise<void> {
  running = await openAndServe(args);
  if (!running) return;
  const address = `${running.server.url}#token=${running.server.token}`;
  stdout.write(`镇店已就绪，请用浏览器打开 · Zhendian is ready, open in a browser:\n${address}\n`);
  stdout.write(`数据 · data: ${args.folder}\n按 Ctrl-C 退出 · Ctrl-C to stop\n`);
  if (args.open) openBrowser(address);
  stopOnSignals();
}

/** Opens the store and serves it; where that is refused says why and answers null. */
async function openAndServe(
  args: StationArgs,
  before: { readonly port: number; readonly token: string } | null = null,
): Promise<Running | null> {
  const store = await openStoreFolder(args.folder, 'station', {
    onRestart: () => void openAnew(args),
    demoPromotions: args.demoPromotions,
  });
  if (!store.ok) {
    if (store.refusal.code === 'data_in_use' && (await pointToHolder(args))) return null;
    stderr.write(startRefusalText(store.refusal) + (await helpText(store.refusal, args.folder)));
    process.exitCode = 1;
    return null;
  }
  const served = await serveStation({
    core: store.value.core,
    port: args.port,
    screenFolder: resolve(import.meta.dirname, '../dist/renderer'),
    ...before,
  });
  if (!served.ok) {
    await store.value.close();
    stderr.write(startRefusalText(served.refusal));
    process.exitCode = 1;
    return null;
  }
  const { url, token } = served.value;
  store.value.sign({ pid: process.pid, host: 'station', url: `${url}#token=${token}` });
  return { store: store.value, server: served.value };
}

/** Closes the store and opens it again, for a restore that is ready; open screens reconnect by themselves. */
async function openAnew(args: StationArgs): Promise<void> {
  const before = running;
  if (!before || isStopping) return;
  running = null;
  try {
    await before.server.close();
    await before.store.close();
    const { url, token } = before.server;
    running = await openAndServe(args, { port: Number(new URL(url).port), token });
  } catch (error) {
    stderr.write(notReopenedText(args.folder, error));
  }
  if (!running) process.exit(1);
}

/** For a store that could not be closed or opened again: nothing was changed that the next start does not finish. */
function notReopenedText(folder: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return (
    `数据没能重新打开，镇店已停止。请检查磁盘，再启动一次。数据在：${folder}\n` +
    `The data could not be opened again, so Zhendian stopped. Check the disk and start it once more. Data: ${folder}\n` +
    `(${why})\n`
  );
}

/**
 * The same store is open in a station already: says where and shows it, which is what a second double click wants.
 * A station that is just starting has not written its address down yet, so it is waited for.
 */
async function pointToHolder(args: StationArgs): Promise<boolean> {
  const deadline = Date.now() + LONGEST_START_MS;
  let holder = holderOf(args.folder);
  while (holder === null && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, 100));
    holder = holderOf(args.folder);
  }
  if (holder?.url == null) return false;
  stdout.write(`镇店已经在运行 · Zhendian is already running, open in a browser:\n${holder.url}\n`);
  if (args.open) openBrowser(holder.url);
  return true;
}

function stopOnSignals(): void {
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), LONGEST_STOP_MS).unref();
    const ended = running ? running.server.close().then(running.store.close) : Promise.resolve();
    void ended.then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop); // the starter that spawned this station is gone
}

function readArgs(): StationArgs | string {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean', default: false },
        'demo-promotions': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port ?? DEFAULT_PORT);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return `--port ${values.port}`;
    if (values.data === '' || values.port === '') return '--data DIR --port N';
    const demoPromotions = values['demo-promotions'];
    return { folder: dataFolder(values.data), port, open: !values['no-open'], demoPromotions };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const args = readArgs();
if (typeof args === 'string') {
  stderr.write(`选项不对 · option not understood: ${args}\n`);
  process.exitCode = 2;
} else {
  await runStation(args);
}
