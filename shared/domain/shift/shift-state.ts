/** A shift is open to sell, then counted blind, then closed for good; a customer who comes late opens it again. */
export type ShiftState = 'open' | 'counting' | 'closed';

const NEXT: Readonly<Record<ShiftState, readonly ShiftState[]>> = {
  open: ['counting'],
  counting: ['open', 'closed'],
  closed: [],
};

export function mayBecome(from: ShiftState, to: ShiftState): boolean {
  return NEXT[from].includes(to);
}
