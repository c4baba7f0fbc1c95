import './node-gate.ts'; // first: stops on a Node that cannot open the store
import { parseArgs } from 'node:util';
import type { MessagePortMain, ParentPort } from 'electron';
import { dataFolder } from './data-folder.ts';
import { helpText, type OpenedStore, openStoreFolder, startRefusalText } from './open-store.ts';
import { type CorePort, serveMessagePort } from './transports/message-port.ts';
import type { FromCoreProcess, ToCoreProcess } from './window-channels.ts';

/** Runs the core in a process of its own: every `port` message brings a screen, `stop` ends it in order. */
export async function runCoreProcess(
  parent: ParentPort,
  folder: string,
  exit: (code: number) => void,
): Promise<void> {
  const say = (message: FromCoreProcess) => parent.postMessage(message);
  // The main process starts a core that ended by itself again, and the page then reads anew.
  const endOnly = () => void closeStore().then(() => exit(0));
  let closeStore = () => Promise.resolve();
  const store = await openStoreFolder(folder, 'window', {
    onRestart: endOnly,
    demoPromotions: true,
  });
  if (!store.ok) {
    const sentence = startRefusalText(store.refusal) + (await helpText(store.refusal, folder));
    say({ kind: 'refused', sentence });
    return;
  }
  closeStore = store.value.close;
  store.value.sign({ pid: process.pid, host: 'window', url: null });
  parent.on('message', (event) => {
    const message: ToCoreProcess = event.data;
    if (message.kind === 'stop') void stop(store.value, say, exit);
    const [port] = event.ports;
    if (message.kind === 'port' && port) serveMessagePort(store.value.core, corePort(port));
  });
  say({ kind: 'opened' });
}

async function stop(
  store: OpenedStore,
  say: (message: FromCoreProcess) => void,
  exit: (code: number) => void,
): Promise<void> {
  await store.close();
  say({ kind: 'stopped' });
  exit(0);
}

function corePort(port: MessagePortMain): CorePort {
  return {
    send: (text) => port.postMessage(text),
    onText: (hear) => {
      port.on('message', (event) => hear(event.data));
      port.start();
    },
    onClose: (gone) => port.on('close', gone),
  };
}

const parent = process.parentPort as ParentPort | undefined; // there is one only inside Electron
if (parent !== undefined) {
  const { values } = parseArgs({ options: { data: { type: 'string' } }, strict: false });
  const asked = typeof values.data === 'string' ? values.data : undefined;
  await runCoreProcess(parent, dataFolder(asked), (code) => process.exit(code));
}
