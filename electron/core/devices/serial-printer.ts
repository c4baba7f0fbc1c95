import type { PrinterTransport } from '../ports.ts';
export function createSerialPrinter(_options: Readonly<Record<string, unknown>>): PrinterTransport {
  throw new Error('not yet');
}
