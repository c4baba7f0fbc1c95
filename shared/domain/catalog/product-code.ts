/** What a code on or of a good is. `mangled` has lost digits in a spreadsheet and identifies nothing. */
export type ProductCode =
  | { readonly kind: 'ean'; readonly code: string }
  | { readonly kind: 'own'; readonly code: string }
  | { readonly kind: 'bad_check_digit'; readonly code: string }
  | { readonly kind: 'mangled'; readonly code: string }
  | { readonly kind: 'none' };

const LONGEST_CODE = 40;

/** Whether the last digit of an EAN-8, UPC-A, EAN-13 or GTIN-14 is its check digit (GS1 General Specifications 7.9). */
export function hasGoodCheckDigit(digits: string): boolean {
  if (!/^(\d{8}|\d{12,14})$/.test(digits)) return false;
  let sum = 0;
  for (let i = digits.length - 2, weight = 3; i >= 0; i -= 1, weight = 4 - weight) {
    sum += Number(digits[i]) * weight;
  }
  return (10 - (sum % 10)) % 10 === Number(digits.at(-1));
}

/** Reads a cell of a 69码 column. Blank is none; scientific notation and lost digits are `mangled`. */
export function barcodeFromCell(cell: string): ProductCode {
  const code = plainCode(cell);
  if (code === '') return { kind: 'none' };
  if (looksMangled(code)) return { kind: 'mangled', code };
  if (/^(\d{8}|\d{12,14})$/.test(code)) {
    return { kind: hasGoodCheckDigit(code) ? 'ean' : 'bad_check_digit', code };
  }
  return { kind: 'own', code };
}

/** Reads a cell of an own-code column: leading zeros and dots are kept, `20.04.01.01.079` is whole. */
export function ownCodeFromCell(cell: string): ProductCode {
  const code = plainCode(cell);
  if (code === '') return { kind: 'none' };
  return looksMangled(code) ? { kind: 'mangled', code } : { kind: 'own', code };
}

function plainCode(cell: string): string {
  return cell
    .normalize('NFKC')
    .replace(/^'/, '')
    .replace(/[\s\u200b\ufeff]+/g, '');
}

function looksMangled(code: string): boolean {
  if (code.length > LONGEST_CODE) return true;
  return /^\d(\.\d+)?E\+?\d+$/i.test(code) || /^#{2,}$/.test(code) || /^\d{16,}\.0+$/.test(code);
}
