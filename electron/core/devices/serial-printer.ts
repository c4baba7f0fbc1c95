import type { SerialPort } from 'serialport';
import { PAPER_LIMITS } from '../limits.ts';
import type { PrinterTransport, PrintOutcome } from '../ports.ts';
import { type PrinterStatus, readStatus, STATUS_BYTES, STATUS_REQUEST } from './printer-status.ts';

export type SerialPrinterOptions = {
  readonly path: string;
  readonly baudRate: number;
  readonly asksStatus: boolean;
  readonly limits?: Partial<Limits>;
};

type Limits = Readonly<Record<'connectMs' | 'writeMs' | 'statusMs', number>>;

/** A piece small enough that a printer without paper stops us early: about half a line of a slip a write. */
const CHUNK_BYTES = 512;

/**
 * A printer on a serial port (or USB that shows itself as one). The port is opened for each job and
 * listened to, because an unplugged device is only noticed while reading.
 */
export function createSerialPrinter(options: SerialPrinterOptions): PrinterTransport {
  const limits: Limits = { ...PAPER_LIMITS, ...options.limits };
  let current: SerialPort | null = null;
  return {
    describe: () => options.path,
    write: async ({ bytes }) => {
      const port = await openPort(options, limits.connectMs);
      if (!port) return { state: 'failed', fault: 'unreachable' };
      current = port;
      try {
        return await print(port, bytes, { limits, asksStatus: options.asksStatus });
      } finally {
        current = null;
        await closePort(port);
      }
    },
    close: () => closePort(current),
  };
}

async function print(
  port: SerialPort,
  bytes: Uint8Array,
  how: { readonly limits: Limits; readonly asksStatus: boolean },
): Promise<PrintOutcome> {
  const { limits } = how;
  const received: number[] = [];
  let isLost = false;
  port.on('data', (chunk: Buffer) => {
    if (received.length < 64) received.push(...chunk.subarray(0, 64));
  });
  port.on('close', () => {
    isLost = true;
  });
  port.on('error', () => {
    isLost = true;
  });
  if (how.asksStatus) {
    const before = await askStatus(port, received, limits.statusMs);
    if (before?.fault) return { state: 'failed', fault: before.fault };
  }
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    const isTaken = await writePiece(port, bytes.subarray(at, at + CHUNK_BYTES), limits.writeMs);
    if (!isTaken || isLost) {
      // What still waits in the port must not come out when the printer is back.
      port.flush();
      return { state: 'failed', fault: isLost ? 'cut_short' : 'timed_out' };
    }
  }
  if (!how.asksStatus) return { state: 'sent' };
  const after = await askStatus(port, received, limits.statusMs);
  if (after === null) return { state: 'unknown', fault: 'timed_out' };
  return after.fault === null ? { state: 'confirmed' } : { state: 'unknown', fault: after.fault };
}

async function askStatus(
  port: SerialPort,
  received: number[],
  ms: number,
): Promise<PrinterStatus | null> {
  received.length = 0;
  if (!(await writePiece(port, STATUS_REQUEST, ms))) return null;
  const pollMs = 10;
  for (let waited = 0; waited < ms && received.length < STATUS_BYTES; waited += pollMs) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  return readStatus(Uint8Array.from(received));
}

/** Writes and waits until the bytes have left the computer; false when they have not within `ms`. */
function writePiece(port: SerialPort, piece: Uint8Array, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    const end = (isTaken: boolean) => {
      clearTimeout(timer);
      resolve(isTaken);
    };
    port.write(Buffer.from(piece), (error) => {
      if (error) end(false);
      else port.drain((failed) => end(!failed));
    });
  });
}

async function openPort(options: SerialPrinterOptions, ms: number): Promise<SerialPort | null> {
  // Fetched by the shops that have such a printer: no other start waits for the native driver.
  const { SerialPort: Port } = await import('serialport');
  return new Promise((resolve) => {
    const { path, baudRate } = options;
    const port = new Port({ path, baudRate, autoOpen: false });
    const timer = setTimeout(() => resolve(null), ms);
    port.on('error', () => undefined);
    port.open((error) => {
      clearTimeout(timer);
      resolve(error ? null : port);
    });
  });
}

function closePort(port: SerialPort | null): Promise<void> {
  if (!port?.isOpen) return Promise.resolve();
  return new Promise((resolve) => port.close(() => resolve()));
}
