import type { Database } from '../db/open.ts';
import type { AuditFault } from './audit-rule.ts';
import { brokenRules, registerIds, type StoreCounts, storeCounts } from './audit-table.ts';
import { firstBrokenEntry } from './journal-table.ts';
import { conflictsOf } from './not-rebuilt-table.ts';

export type StoreAudit = StoreCounts & {
  /** Where the facts contradict each other; empty in a store that is whole. */
  readonly faults: readonly AuditFault[];
};

/**
 * Checks a whole store by its facts alone: every sale equals its lines, units, tender, stock, drawer, journal
 * entry, paper and outbox; receipt and journal numbers are gapless; the hash chain verifies; expected cash
 * follows from the ledger. Facts of which the journal says that they contradict another lane's are left out.
 * Reads only.
 */
export function auditStore(db: Database): StoreAudit {
  const known = new Set(conflictsOf(db).flatMap(({ ids }) => ids));
  const faults = [...brokenRules(db), ...brokenChains(db)];
  return { ...storeCounts(db), faults: faults.filter(({ where }) => !known.has(where)) };
}

const BREAKS = {
  gap: { invariant: 'I3', what: 'journal numbers are gapless' },
  link: { invariant: 'I4', what: 'each journal entry follows from the one before' },
  hash: { invariant: 'I4', what: 'the hash of a journal entry is that of its content' },
} as const;

function brokenChains(db: Database): readonly AuditFault[] {
  return registerIds(db).flatMap((registerId) => {
    const broken = firstBrokenEntry(db, registerId);
    return broken ? [{ ...BREAKS[broken.why], where: `${registerId}#${broken.seq}` }] : [];
  });
}
