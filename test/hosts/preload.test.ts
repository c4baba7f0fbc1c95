import { beforeAll, describe, expect, it, vi } from 'vitest';
import { BRIDGE_NAME, type ScreenPort } from '../../shared/contract/screen-port.ts';
import { exposed, ipcRenderer } from '../support/electron-double.ts';

vi.mock('electron', () => import('../support/electron-double.ts'));

type PortDouble = {
  sent: string[];
  onmessage: ((message: { data: unknown }) => void) | null;
  postMessage: (text: string) => void;
};

function newPort(): PortDouble {
  const sent: string[] = [];
  return { sent, onmessage: null, postMessage: (text) => sent.push(text) };
}

let bridge: ScreenPort;
beforeAll(async () => {
  await import('../../electron/preload.ts');
  bridge = exposed.get(BRIDGE_NAME) as ScreenPort; // the page knows no more of it than its type
});

// In this order: a page speaks before its port has come, then with it, then is loaded anew.
describe('what the preload gives the page', () => {
  it('is one thing with two functions, and nothing of Electron', () => {
    expect([...exposed.keys()]).toEqual([BRIDGE_NAME]);
    expect(Object.keys(bridge).sort()).toEqual(['listen', 'send']);
    expect(ipcRenderer.eventNames()).toEqual(['zhendian:port']);
  });

  it('keeps in order what the page says before the core can hear it', () => {
    bridge.send('1');
    bridge.send('2');
    const port = newPort();
    ipcRenderer.emit('zhendian:port', { ports: [port] });
    bridge.send('3');
    expect(port.sent).toEqual(['1', '2', '3']);
  });

  it('passes on texts alone, to the core and from it', () => {
    const port = newPort();
    ipcRenderer.emit('zhendian:port', { ports: [port] });
    const heard: string[] = [];
    const stop = bridge.listen((text) => heard.push(text));
    for (const wrong of [{}, null, 7, new ArrayBuffer(8)]) {
      bridge.send(wrong as unknown as string);
      port.onmessage?.({ data: wrong });
    }
    bridge.send('question');
    port.onmessage?.({ data: 'answer' });
    expect([port.sent, heard]).toEqual([['question'], ['answer']]);
    stop();
    port.onmessage?.({ data: 'later' });
    expect(heard).toEqual(['answer']);
  });

  it('answers with nothing that leads back into Electron', () => {
    expect(bridge.send('x')).toBeUndefined();
    const stop = bridge.listen(() => undefined);
    expect(stop()).toBeUndefined();
  });

  it('a message without a port loses nothing', () => {
    ipcRenderer.emit('zhendian:port', { ports: [] });
    bridge.send('kept');
    const port = newPort();
    ipcRenderer.emit('zhendian:port', { ports: [port] });
    expect(port.sent).toEqual(['kept']);
  });
});
