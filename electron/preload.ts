import { contextBridge, ipcRenderer } from 'electron';
import { BRIDGE_NAME, type ScreenPort } from '../shared/contract/screen-port.ts';
import { PORT_CHANNEL } from './window-channels.ts';

/**
 * Gives the page its end of the port to the core as two functions over texts, and nothing of Electron besides.
 * What the page says before the port has come is kept in order.
 */
type PagePort = {
  onmessage: ((message: { readonly data: unknown }) => void) | null;
  readonly postMessage: (text: string) => void;
};

let port: PagePort | null = null;
let unsent: string[] = [];
const hearers = new Set<(text: string) => void>();

ipcRenderer.on(PORT_CHANNEL, (event) => {
  port = event.ports[0] ?? null;
  if (port === null) return;
  port.onmessage = (message) => {
    if (typeof message.data !== 'string') return;
    for (const hear of hearers) hear(message.data);
  };
  for (const text of unsent) port.postMessage(text);
  unsent = [];
});

const screenPort: ScreenPort = {
  send: (text) => {
    if (typeof text !== 'string') return;
    if (port === null) unsent.push(text);
    else port.postMessage(text);
  },
  listen: (hear) => {
    hearers.add(hear);
    return () => {
      hearers.delete(hear);
    };
  },
};

contextBridge.exposeInMainWorld(BRIDGE_NAME, screenPort);
