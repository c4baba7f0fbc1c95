import type { PrinterSettings } from '../../../shared/contract/printing.ts';
import type { Settings } from '../../../shared/contract/system.ts';
import { assertNever } from '../../../shared/kernel/assert.ts';
import type { PrinterTransport } from '../ports.ts';
import type { Till } from '../till.ts';
import { createSerialPrinter } from './serial-printer.ts';
import { createSerialScanner, type SerialScanner } from './serial-scanner.ts';
import { createTcpPrinter } from './tcp-printer.ts';
import { createVirtualPrinter, type VirtualPrinter } from './virtual-printer.ts';

/** The devices of one register. */
export type Devices = {
  /** Opens the way to the printer that the settings name. */
  readonly printerFor: (settings: PrinterSettings) => PrinterTransport;
  /** The printer on the screen, while the settings name it; otherwise `null`. */
  readonly virtualPrinter: () => VirtualPrinter | null;
  readonly scannerState: () => 'none' | 'ready' | 'lost';
  /** Opens the scanner again when its settings changed. */
  readonly applySettings: () => void;
  readonly close: () => Promise<void>;
};

/** Opens the devices that the settings name; what a scanner reads is announced as `scan.received`. */
export function createDevices(till: Till, settings: () => Settings): Devices {
  const virtual = createVirtualPrinter(till.clock);
  let scanner = openScanner(till, settings().scanner);
  let scannerKey = JSON.stringify(settings().scanner);
  let closing = Promise.resolve();
  return {
    printerFor: (printer) => transportFor(printer, virtual),
    virtualPrinter: () => (settings().printer.transport.kind === 'virtual' ? virtual : null),
    scannerState: () => scanner?.state() ?? 'none',
    applySettings: () => {
      const key = JSON.stringify(settings().scanner);
      if (key === scannerKey) return;
      scannerKey = key;
      const old = scanner;
      closing = closing.then(() => old?.close());
      scanner = openScanner(till, settings().scanner);
    },
    close: async () => {
      await closing;
      await scanner?.close();
    },
  };
}

function transportFor(settings: PrinterSettings, virtual: VirtualPrinter): PrinterTransport {
  const { transport } = settings;
  switch (transport.kind) {
    case 'virtual':
      return virtual;
    case 'tcp':
      return createTcpPrinter({ ...transport, asksStatus: settings.asksStatus });
    case 'serial':
      return createSerialPrinter({ ...transport, asksStatus: settings.asksStatus });
    default:
      return assertNever(transport);
  }
}

function openScanner(till: Till, settings: Settings['scanner']): SerialScanner | null {
  if (settings.serialPath === null) return null;
  return createSerialScanner({
    path: settings.serialPath,
    baudRate: settings.baudRate,
    onCode: (code) => till.announce({ type: 'scan.received', code }),
    onState: () => till.announce({ type: 'paper.changed' }),
  });
}
