import type { PrinterTransport } from '../ports.ts';
export function createTcpPrinter(_options: Readonly<Record<string, unknown>>): PrinterTransport {
  throw new Error('not yet');
}
