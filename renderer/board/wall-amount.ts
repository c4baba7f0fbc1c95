/** Fen in whole yuan with grouping, as a wall shows it: `18642000` -> `186,420`. */
export function wallAmount(amountFen: number): string {
  const yuan = Math.round(Math.abs(amountFen) / 100);
  return `${amountFen < 0 && yuan > 0 ? '−' : ''}${yuan.toLocaleString('en-US')}`;
}

/** A part of a whole in whole per cent; more than the whole is more than 100. */
export function wallRate(part: number, whole: number): number {
  return whole > 0 ? Math.floor((part * 100) / whole) : 0;
}
