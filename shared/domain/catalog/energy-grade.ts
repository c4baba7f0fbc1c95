const CHINESE_DIGITS = '零一二三四五';

/**
 * Reads the energy grade out of `1级`, `一级能效`, `新一级(APF5.32)`, `1级能效变频`, `一级节能`; `'1级'` … `'5级'`.
 * `null` when the text names none, and for anything beyond grade 5.
 */
export function energyGradeFrom(text: string): string | null {
  const found = /(?:^|[^\d.])([1-5一二三四五])\s*级/u.exec(text.normalize('NFKC'));
  const digit = found?.[1] ?? (/^\s*[1-5]\s*$/.test(text) ? text.trim() : undefined);
  if (digit === undefined) return null;
  const chinese = CHINESE_DIGITS.indexOf(digit);
  return `${chinese > 0 ? chinese : digit}级`;
}
