import { registerPrefix } from './receipt-number.ts';

/** `0001-01-D000012`: as a receipt is numbered, in a gapless sequence of its own. */
export function depositNumber(storeId: string, registerId: string, seq: number): string {
  return `${registerPrefix(storeId, registerId)}-D${String(seq).padStart(6, '0')}`;
}
