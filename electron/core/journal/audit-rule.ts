/** What must hold of every fact of a kind; the SQL answers, as `place`, the ids of those for which it does not. */
export type AuditRule = {
  readonly invariant: AuditFault['invariant'];
  readonly what: string;
  readonly sql: string;
  /** What hangs on the facts, papers, tickets, carts, what goes up: broken, it is told and put right, and selling goes on. */
  readonly isHint?: true;
};

export type AuditFault = {
  /** I2 no half sale, I3 gapless numbers, I4 the chain verifies, I6 sums in whole fen, I7 expected cash. */
  readonly invariant: 'I2' | 'I3' | 'I4' | 'I6' | 'I7';
  readonly what: string;
  /** The sale, return, shift, register or fact at fault. */
  readonly where: string;
};
