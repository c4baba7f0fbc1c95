import type { CashCountInput } from '../../shared/contract/shift.ts';

const KEY = 'zhendian.float';

/** The float this screen opened a shift with last, so that the same one is one key away. */
export function lastFloat(): CashCountInput | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isCount(kept) ? kept : null;
  } catch {
    return null; // not ours, or cut short: the float is typed as ever
  }
}

export function keepFloat(float: CashCountInput): void {
  localStorage.setItem(KEY, JSON.stringify(float));
}

function isCount(kept: unknown): kept is CashCountInput {
  if (typeof kept !== 'object' || kept === null || !('pieces' in kept)) return false;
  const { pieces } = kept;
  return typeof pieces === 'object' && pieces !== null && 'otherFen' in kept;
}
