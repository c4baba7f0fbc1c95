import type { SerialPort } from 'serialport';
import {
  endOnIdle,
  type LineState,
  type LineStep,
  NO_LINE,
  takeBytes,
} from '../../../shared/scanning/serial-lines.ts';
import { PAPER_LIMITS } from '../limits.ts';

export type SerialScannerOptions = {
  readonly path: string;
  readonly baudRate: number;
  readonly onCode: (code: string) => void;
  readonly onState: (state: 'ready' | 'lost') => void;
};

export type SerialScanner = {
  readonly state: () => 'ready' | 'lost';
  readonly close: () => Promise<void>;
};

/**
 * Listens to a scanner on a serial port. A code ends with CR, LF, both, or a pause. A port that is
 * not there or was unplugged is opened again with growing pauses; nothing else of the till waits for it.
 */
export function createSerialScanner(options: SerialScannerOptions): SerialScanner {
  let state: 'ready' | 'lost' = 'lost';
  let port: SerialPort | null = null;
  let retryMs: number = PAPER_LIMITS.scanReopenFirstMs;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  open().catch(lose);
  return {
    state: () => state,
    close: () => {
      isClosed = true;
      clearTimeout(retry);
      return closePort(port);
    },
  };

  async function open(): Promise<void> {
    // Fetched by the shops that have such a scanner: no other start waits for the native driver.
    const { SerialPort: Port } = await import('serialport');
    if (isClosed) return;
    const opened = new Port({
      path: options.path,
      baudRate: options.baudRate,
      autoOpen: false,
    });
    port = opened;
    listen(opened, options.onCode);
    opened.on('close', () => lose());
    opened.on('error', () => lose());
    opened.open((error) => {
      if (error) return lose();
      retryMs = PAPER_LIMITS.scanReopenFirstMs;
      show('ready');
    });
  }

  function lose(): void {
    show('lost');
    if (isClosed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      open().catch(lose);
    }, retryMs);
    retry.unref();
    retryMs = Math.min(retryMs * 2, PAPER_LIMITS.scanReopenMostMs);
  }

  function show(next: 'ready' | 'lost'): void {
    if (next === state) return;
    state = next;
    options.onState(next);
  }
}

function listen(port: SerialPort, onCode: (code: string) => void): void {
  let line: LineState = NO_LINE;
  let idle: NodeJS.Timeout | undefined;
  const take = (step: LineStep) => {
    line = step.state;
    for (const code of step.codes) onCode(code);
  };
  port.on('data', (bytes: Buffer) => {
    clearTimeout(idle);
    take(takeBytes(line, bytes, PAPER_LIMITS.scanBytes));
    idle = setTimeout(() => take(endOnIdle(line)), PAPER_LIMITS.scanIdleMs);
    idle.unref();
  });
}

function closePort(port: SerialPort | null): Promise<void> {
  if (!port?.isOpen) return Promise.resolve();
  return new Promise((resolve) => port.close(() => resolve()));
}
