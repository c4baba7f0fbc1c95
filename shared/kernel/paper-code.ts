/** What a code printed by the till stands for: a ticket, a receipt, a coupon, a deposit. */
export type PaperCodeKind = 'T' | 'R' | 'C' | 'D';

export type PaperCode = {
  readonly kind: PaperCodeKind;
  readonly number: string; // ticket, receipt or coupon number
  readonly check: string; // what shows that the till made it, may be empty; verified by the core
};

/** The text of our own codes: `YQ1|T|T0001-000045|4F2A`. */
export function paperCode(code: PaperCode): string {
  const check = code.check === '' ? '' : `|${code.check}`;
  return `YQ1|${code.kind}|${code.number}${check}`;
}

/** Reads one back; `null` when the text is none of ours. */
export function readPaperCode(text: string): PaperCode | null {
  const match = /^YQ1\|([TRCD])\|([0-9A-Z][0-9A-Z-]{0,31})(?:\|([0-9A-Z]{0,32}))?$/.exec(text);
  if (!match) return null;
  const [, kind, number = '', check = ''] = match;
  const isKnown = kind === 'T' || kind === 'R' || kind === 'C' || kind === 'D';
  return isKnown ? { kind, number, check } : null;
}
