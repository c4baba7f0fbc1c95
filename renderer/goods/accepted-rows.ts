import type { ImportIssue } from '../../shared/contract/catalog.ts';

/** The rows that wait for the owner's word, each once, in the order of the sheet. */
export function acceptable(questions: readonly ImportIssue[]): readonly number[] {
  return [...new Set(questions.filter((q) => q.isHeld).map((q) => q.row))];
}

export function toggled(accepted: ReadonlySet<number>, row: number): ReadonlySet<number> {
  const next = new Set(accepted);
  if (!next.delete(row)) next.add(row);
  return next;
}
