import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import type { Settings } from '../../../shared/contract/system.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import type { PrinterTransport } from '../ports.ts';
import type { Till } from '../till.ts';
import { createSerialPrinter } from './serial-printer.ts';
import { createSerialScanner, type SerialScanner } from './serial-scanner.ts';
import { createTcpPrinter } from './tcp-printer.ts';
import { createVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';

export type Devices = {
  /** The way to the printer that the settings name. */
  readonly printerFor: (settings: PrinterSettings) => PrinterTransport;
  /** The virtual printer while the settings name it, else `null`. */
  readonly virtualPrinter: () => VirtualPrinter | null;
  readonly scannerState: () => 'none' | 'ready' | 'lost';
  /** Told of every code that a serial scanner reads; answers how to stop listening. */
  readonly onCode: (listener: (code: string) => void) => () => void;
  /** Opens the scanner anew when its settings changed. */
  readonly applySettings: () => void;
  readonly close: () => Promise<void>;
};

/** The devices around one till, as its settings name them. */
export function createDevices(till: Till, settings: () => Settings): Devices {
  const virtual = createVirtualPrinter({
    clock: till.clock,
    // Drawing takes a large library; it is fetched for the first sheet, so that a start does not wait for it.
    picture: async (laidOut) => (await import('../printing/raster.ts')).slipPicture(laidOut),
  });
  const listeners = new Set<(code: string) => void>();
  let scanner: { readonly key: string; readonly is: SerialScanner } | null = null;
  const openScanner = () => {
    const { serialPath, baudRate } = settings().scanner;
    const key = JSON.stringify([serialPath, baudRate]);
    if (scanner?.key === key) return;
    void scanner?.is.close();
    scanner = null;
    if (serialPath === null || serialPath === '') return;
    const is = createSerialScanner({
      path: serialPath,
      baudRate,
      onCode: (code) => {
        for (const listener of listeners) listener(code);
      },
      onState: () => till.announce({ type: 'paper.changed' }),
    });
    scanner = { key, is };
  };
  openScanner();
  return {
    printerFor: (printer) => printerFor(printer, virtual),
    virtualPrinter: () => (settings().printer.transport.kind === 'virtual' ? virtual : null),
    scannerState: () => scanner?.is.state() ?? 'none',
    onCode: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    applySettings: openScanner,
    close: async () => {
      await scanner?.is.close();
    },
  };
}

function printerFor(settings: PrinterSettings, virtual: VirtualPrinter): PrinterTransport {
  const { transport, asksStatus } = settings;
  switch (transport.kind) {
    case 'virtual':
      return virtual;
    case 'tcp':
      return createTcpPrinter({ host: transport.host, port: transport.port, asksStatus });
    case 'serial':
      return createSerialPrinter({
        path: transport.path,
        baudRate: transport.baudRate,
        asksStatus,
      });
    default:
      return assertNever(transport);
  }
}
