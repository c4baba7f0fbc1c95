/** `0001-01-000123`: the last four digits of the store, the register, its gapless sequence. */
export function receiptNumber(storeId: string, registerId: string, epoch: number, seq: number): string {
  // A restored or cloned store counts on in a new epoch, which a letter shows: 01B is register 01, epoch 2.
  const suffix = epoch > 1 ? String.fromCharCode(64 + Math.min(epoch, 26)) : '';
  return `${storeId.slice(-4)}-${registerId}${suffix}-${String(seq).padStart(6, '0')}`;
}
