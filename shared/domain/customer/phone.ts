import { ok, type Result, refuse } from '../../kernel/result.ts';

/** A Chinese mobile or land-line number as digits, without blanks, dashes or country code. Refuses `phone_invalid`. */
export function readPhone(text: string): Result<string, 'phone_invalid'> {
  const digits = text
    .normalize('NFKC')
    .replace(/[\s()-]/g, '')
    .replace(/^(?:\+86|0086)/, '');
  const isMobile = /^1[3-9]\d{9}$/.test(digits);
  const isLandLine = /^0\d{2,3}[2-9]\d{6,7}$/.test(digits);
  return isMobile || isLandLine ? ok(digits) : refuse('phone_invalid');
}
