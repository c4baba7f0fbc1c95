import type { PrinterFault } from '../ports.ts';

/** DLE EOT n: 2 why it is off line, 4 the paper sensor. */
export const STATUS_REQUEST = Uint8Array.of(0x10, 0x04, 0x02, 0x10, 0x04, 0x04);
export const STATUS_BYTES = 2;

export type PrinterStatus = { readonly fault: PrinterFault | null };

/** Reads the two status bytes; `null` while they are not there or are no status (fixed bits 1 and 4). */
export function readStatus(answer: Uint8Array): PrinterStatus | null {
  const [offline, paper] = answer.filter((byte) => (byte & 0x93) === 0x12);
  if (offline === undefined || paper === undefined) return null;
  if ((paper & 0x60) !== 0 || (offline & 0x20) !== 0) return { fault: 'paper_out' };
  if ((offline & 0x04) !== 0) return { fault: 'cover_open' };
  return { fault: (offline & 0x40) !== 0 ? 'offline' : null };
}
