/** `0001-01-000123`: the last four digits of the store, the register, its gapless sequence. */
export function receiptNumber(
  storeId: string,
  registerId: string,
  epoch: number,
  seq: number,
): string {
  return `${registerPrefix(storeId, registerId, epoch)}-${String(seq).padStart(6, '0')}`;
}

/** `0001-01`: what every number begins with that a register gives. */
export function registerPrefix(storeId: string, registerId: string, epoch: number): string {
  // A restored or cloned store counts on in a new epoch, which letters show: 01B is register 01, epoch 2.
  const suffix = epoch > 1 ? letters(epoch) : '';
  return `${storeId.slice(-4)}-${registerId}${suffix}`;
}

/** 1 is A, 26 is Z, 27 is AA, so that no two epochs look alike. */
function letters(n: number): string {
  const last = String.fromCharCode(65 + ((n - 1) % 26));
  return n > 26 ? letters(Math.floor((n - 1) / 26)) + last : last;
}
