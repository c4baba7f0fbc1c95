import { registerPrefix } from '../sale/receipt-number.ts';

/** `0001-01-R000012`: as a receipt is numbered, in a gapless sequence of its own. */
export function returnNumber(storeId: string, registerId: string, seq: number): string {
  return `${registerPrefix(storeId, registerId)}-R${String(seq).padStart(6, '0')}`;
}
