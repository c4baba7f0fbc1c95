import { connect, type Socket } from 'node:net';
import { PAPER_LIMITS } from '../limits.ts';
import type { PrinterTransport, PrintOutcome } from '../ports.ts';
import { type PrinterStatus, readStatus, STATUS_BYTES, STATUS_REQUEST } from './printer-status.ts';

export type TcpPrinterOptions = {
  readonly host: string;
  readonly port: number;
  readonly asksStatus: boolean;
  readonly limits?: Partial<Limits>;
};

type Limits = Readonly<Record<'connectMs' | 'writeMs' | 'statusMs' | 'drainMs', number>>;

/** A whole slip in most cases; a picture goes in several. */
const PIECE_BYTES = 4096;

/**
 * A printer on the network (raw port 9100), one connection a job. With `asksStatus` it is asked before
 * the job, so that nothing is sent to one without paper, and after it, which confirms the job.
 */
export function createTcpPrinter(options: TcpPrinterOptions): PrinterTransport {
  const limits: Limits = { ...PAPER_LIMITS, ...options.limits };
  const open = new Set<Socket>();
  return {
    describe: () => `${options.host}:${options.port}`,
    write: async ({ bytes }) => {
      const socket = connect({ host: options.host, port: options.port, noDelay: true });
      open.add(socket);
      try {
        return await print(socket, bytes, { limits, asksStatus: options.asksStatus });
      } finally {
        socket.destroy();
        open.delete(socket);
      }
    },
    close: () => {
      for (const socket of open) socket.destroy();
      return Promise.resolve();
    },
  };
}

async function print(
  socket: Socket,
  bytes: Uint8Array,
  how: { readonly limits: Limits; readonly asksStatus: boolean },
): Promise<PrintOutcome> {
  const { limits } = how;
  const link = watch(socket);
  if (!(await link.until(() => link.isOpen, limits.connectMs))) {
    return { state: 'failed', fault: 'unreachable' };
  }
  if (how.asksStatus) {
    const before = await askStatus(socket, link, limits.statusMs);
    if (before?.fault) return { state: 'failed', fault: before.fault };
  }
  link.received.length = 0;
  // Each piece the printer takes is progress; one that takes none for so long is silent.
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    let isTaken = false;
    socket.write(bytes.subarray(at, at + PIECE_BYTES), (error) => {
      isTaken = !error;
      link.look();
    });
    if (!(await link.until(() => isTaken, limits.writeMs))) {
      return { state: 'failed', fault: link.isBroken ? 'cut_short' : 'timed_out' };
    }
  }
  if (how.asksStatus) return confirmed(await askStatus(socket, link, limits.statusMs));
  return drained(socket, link, limits.drainMs);
}

/** Without a status the printer's own close is the best sign that it took everything. */
async function drained(socket: Socket, link: Link, ms: number): Promise<PrintOutcome> {
  socket.end();
  await link.until(() => link.isClosed, ms);
  // A reset after the last byte was handed over: nobody knows how much of it was read.
  return link.isReset ? { state: 'unknown', fault: 'cut_short' } : { state: 'sent' };
}

function confirmed(after: PrinterStatus | null): PrintOutcome {
  if (after === null) return { state: 'unknown', fault: 'timed_out' };
  return after.fault === null ? { state: 'confirmed' } : { state: 'unknown', fault: after.fault };
}

async function askStatus(socket: Socket, link: Link, ms: number): Promise<PrinterStatus | null> {
  link.received.length = 0;
  socket.write(STATUS_REQUEST);
  await link.until(() => link.received.length >= STATUS_BYTES, ms);
  return readStatus(Uint8Array.from(link.received));
}

type Link = {
  readonly received: number[];
  readonly isOpen: boolean;
  readonly isClosed: boolean;
  /** Ended by an error or by the other side, whether or not everything was taken. */
  readonly isBroken: boolean;
  readonly isReset: boolean;
  readonly look: () => void;
  /** Waits for a condition; false when `ms` passed or the link broke first. */
  readonly until: (condition: () => boolean, ms: number) => Promise<boolean>;
};

function watch(socket: Socket): Link {
  const waiting = new Set<() => void>();
  const link = {
    received: [] as number[],
    isOpen: false,
    isClosed: false,
    isBroken: false,
    isReset: false,
    look: () => {
      for (const check of [...waiting]) check();
    },
    until: (condition: () => boolean, ms: number): Promise<boolean> =>
      new Promise((resolve) => {
        const timer = setTimeout(() => end(false), ms);
        const check = () => {
          if (condition()) end(true);
          else if (link.isBroken) end(false);
        };
        function end(is: boolean): void {
          clearTimeout(timer);
          waiting.delete(check);
          resolve(is);
        }
        waiting.add(check);
        check();
      }),
  };
  socket.on('connect', () => {
    link.isOpen = true;
    link.look();
  });
  socket.on('data', (chunk: Buffer) => {
    if (link.received.length < 64) link.received.push(...chunk.subarray(0, 64));
    link.look();
  });
  socket.on('error', () => {
    link.isReset = true;
    link.isBroken = true;
    link.look();
  });
  socket.on('close', () => {
    link.isClosed = true;
    link.isBroken = true;
    link.look();
  });
  return link;
}
