const UNITS = ['KB', 'MB', 'GB', 'TB'] as const;

/** A size as people read it: `780 MB`, `1.2 GB`; units of 1024, one digit below ten. */
export function byteWords(bytes: number): string {
  let amount = bytes / 1024;
  let unit = 0;
  while (amount >= 1000 && unit < UNITS.length - 1) {
    amount /= 1024;
    unit += 1;
  }
  const digits = amount < 9.95 && unit > 0 ? amount.toFixed(1) : String(Math.round(amount));
  return `${digits} ${UNITS[unit]}`;
}
