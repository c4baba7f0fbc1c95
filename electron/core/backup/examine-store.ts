import type { Database } from '../db/open.ts';
import { auditStore } from '../journal/audit-store.ts';
import { walkChain } from '../journal/chain-walk.ts';
import {
  journalStart,
  lastThrough,
  rawEntries,
  registersInOrder,
} from '../journal/journal-read-table.ts';
import { signatures } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { BACKUP_LIMITS } from './backup-limits.ts';
import { quickCheck, zCount } from './backup-table.ts';
import { schemaFaults } from './schema-table.ts';

/** What a whole store amounts to, and what does not hold in it. */
export type Examination = {
  readonly saleCount: number;
  readonly entryCount: number;
  readonly zCount: number;
  readonly faults: readonly string[]; // for support; empty when all holds
};

const NOTHING = { saleCount: 0, entryCount: 0, zCount: 0 };

/**
 * Reads a whole store through: SQLite's own check, the schema letter by letter, every chain, signature and Z report,
 * every row against its journal entry, and every rule between the facts. Reads only. Damage is an answer, never thrown.
 */
export function examineStore(db: Database): Examination {
  try {
    const broken = quickCheck(db);
    // Where pages are broken anything below may throw, and what was found says enough.
    if (broken.length > 0) return { ...NOTHING, faults: broken };
    const audit = auditStore(db);
    const { firstBad } = verifyStore(db);
    const faults = [
      ...schemaFaults(db),
      ...(firstBad ? [`journal ${firstBad.register}#${firstBad.seq}: ${firstBad.why}`] : []),
      ...audit.faults.map((fault) => `${fault.invariant} ${fault.what}: ${fault.where}`),
    ].slice(0, BACKUP_LIMITS.failuresShown);
    return { saleCount: audit.sales, entryCount: audit.entries, zCount: zCount(db), faults };
  } catch (error) {
    return { ...NOTHING, faults: [thrown(error)] };
  }
}

/**
 * What selling rests on where no seal vouches for the file: its pages and schema, and that each chain runs unbroken
 * from the last close that was signed. It takes a small part of what reading every fact takes. Never throws.
 */
export function soundness(db: Database): readonly string[] {
  try {
    const broken = quickCheck(db);
    return broken.length > 0 ? broken : [...schemaFaults(db), ...tailFaults(db)];
  } catch (error) {
    return [thrown(error)];
  }
}

function tailFaults(db: Database): readonly string[] {
  return registersInOrder(db).flatMap((registerId) => {
    const signed = signatures(db, registerId).reduce((last, { seq }) => Math.max(last, seq), 0);
    const start = lastThrough(db, registerId, signed) ?? journalStart(db, registerId);
    const head = start ?? { seq: 0, hash: '0'.repeat(64) };
    const nothing = { closes: null, facts: null, anchors: [], count: () => undefined };
    const { found } = walkChain(rawEntries(db, registerId, head.seq), registerId, head, nothing);
    return found.slice(0, 1).map(({ seq, why }) => `journal ${registerId}#${seq}: ${why}`);
  });
}

function thrown(error: unknown): string {
  return `sqlite: ${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'}`;
}
