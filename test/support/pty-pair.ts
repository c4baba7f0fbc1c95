import { writeSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import * as nodePty from '@lydell/node-pty';

/** What `open` really answers; its published type is the one of a spawned terminal. */
type OpenedPty = {
  readonly master: Duplex;
  readonly slave: Duplex;
  readonly _pty: string; // path of the slave end
  readonly _fd: number; // of the master end
};

/** `open` is exported but missing from its published types. */
type NodePty = { readonly open: (options: { readonly encoding: null }) => OpenedPty };

/** Both ends of a pseudo terminal: the device's, and the path that the till opens as its serial port. */
export function ptyPair() {
  // `encoding: null` leaves the bytes alone; `_pty` is where the terminal keeps the path of its other end.
  const pty = (nodePty as unknown as NodePty).open({ encoding: null });
  const received: number[] = [];
  const listeners: ((chunk: Buffer) => void)[] = [];
  pty.master.on('data', (chunk: Buffer) => {
    letGo();
    received.push(...chunk);
    for (const listener of listeners) listener(chunk);
  });
  pty.master.on('error', () => undefined);
  pty.slave.on('error', () => undefined);
  // The pair reads its own slave end, which would take bytes away from the till; it is let go as soon
  // as the till has the port open, and not before, because a line without any reader hangs up.
  const letGo = () => pty.slave.destroy();
  return {
    path: pty._pty,
    received,
    /** What the device says, once the till listens; waits while the line is full. */
    send: (bytes: Uint8Array | string) => {
      letGo();
      return sendAll(pty._fd, Buffer.from(bytes));
    },
    onData: (listener: (chunk: Buffer) => void) => listeners.push(listener),
    unplug: () => {
      pty.slave.destroy();
      pty.master.destroy();
    },
  };
}

/** The master's stream only reads, so its descriptor is written directly, in pieces the line can hold. */
async function sendAll(descriptor: number, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at, Math.min(512, bytes.length - at));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
