import { createServer, type Socket } from 'node:net';

/** How a printer on the network behaves for one connection. */
export type PrinterScript = {
  /** Breaks the connection after so many bytes. */
  readonly cutAfter?: number;
  /** Takes nothing at all. */
  readonly isSilent?: boolean;
  /** Pauses so long between pieces, ms. */
  readonly slowMs?: number;
  /** Answers DLE EOT: the offline and the paper byte. `null` answers nothing. */
  readonly status?: readonly [number, number] | null;
};

/** A printer that is driven by a script, on a loopback port; `received` is what came in, without status requests. */
export async function scriptedPrinter(script: PrinterScript) {
  const received: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (script.isSilent) {
      socket.pause();
      return;
    }
    socket.on('data', (chunk) => take(socket, chunk));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    received,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function take(socket: Socket, chunk: Buffer): void {
    for (let i = 0; i < chunk.length; i += 1) {
      if (chunk[i] === 0x10 && chunk[i + 1] === 0x04) {
        const which = chunk[i + 2] === 4 ? 1 : 0;
        if (script.status) socket.write(Uint8Array.of(script.status[which]));
        i += 2;
        continue;
      }
      received.push(chunk[i] ?? 0);
      if (script.cutAfter !== undefined && received.length >= script.cutAfter) {
        socket.resetAndDestroy();
        return;
      }
    }
    if (script.slowMs) {
      socket.pause();
      setTimeout(() => socket.resume(), script.slowMs);
    }
  }
}
