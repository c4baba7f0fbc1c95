const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/**
 * A citizen's identity number as it is stored: 18 characters, the last a check digit (GB 11643, ISO 7064 MOD 11-2),
 * with a birthday that exists. `null` where the text is none; spaces and a small x are put right.
 */
export function readIdentityNumber(text: string): string | null {
  const typed = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(typed)) return null;
  if (!isBirthday(typed.slice(6, 14))) return null;
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(typed[i]), 0);
  return CHECKS[sum % 11] === typed[17] ? typed : null;
}

/** `110101********1234`, as screens and customers' paper show it. */
export function maskIdentityNumber(number: string): string {
  return `${number.slice(0, 6)}********${number.slice(-4)}`;
}

function isBirthday(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), digits.slice(4, 6), digits.slice(6, 8)];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return (
    !Number.isNaN(date.getTime()) &&
    date.toISOString().startsWith(`${year}-${month}-${day}`) &&
    Number(year) >= 1900
  );
}
