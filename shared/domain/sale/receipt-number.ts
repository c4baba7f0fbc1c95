/**
 * `0001-01-000123`: the last four digits of the store, the register, its gapless sequence. A restored or copied store
 * sells on a register of its own, whose letters show: `0001-01QXF-000001`.
 */
export function receiptNumber(storeId: string, registerId: string, seq: number): string {
  return `${registerPrefix(storeId, registerId)}-${String(seq).padStart(6, '0')}`;
}

/** `0001-01`: what every number begins with that a register gives. */
export function registerPrefix(storeId: string, registerId: string): string {
  return `${storeId.slice(-4)}-${registerId}`;
}
