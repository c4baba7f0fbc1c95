import type { Database } from '../db/open.ts';
import type { AuditFault } from '../journal/audit-rule.ts';
import { auditStore } from '../journal/audit-store.ts';
import { HINTS } from '../journal/audit-table.ts';
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
  readonly faults: readonly string[]; // what proves damage, for support; empty when all holds
  readonly hints: readonly string[]; // what does not add up beside the facts, and stops nobody
};

const NOTHING = { saleCount: 0, entryCount: 0, zCount: 0, hints: [] };

/**
 * Reads a whole store through: SQLite's own check, the schema letter by letter, every chain, signature and Z report,
 * every row against its journal entry, and every rule between the facts. Reads only. Damage is an answer, never thrown. Papers,
 * tickets and indexes prove no damage of the books: what does not hold of them is a hint.
 */
export function examineStore(db: Database): Examination {
  try {
    const broken = quickCheck(db);
    // Where pages are broken anything below may throw, and what was found says enough.
    if (broken.length > 0) return { ...NOTHING, faults: broken };
    const audit = auditStore(db);
    const { firstBad } = verifyStore(db);
    const schema = Map.groupBy(schemaFaults(db), isIndex);
    const rules = Map.groupBy(audit.faults, ({ what }) => HINTS.has(what));
    const faults = [
      ...(schema.get(false) ?? []),
      ...(firstBad ? [`journal ${firstBad.register}#${firstBad.seq}: ${firstBad.why}`] : []),
      ...(rules.get(false) ?? []).map(inWords),
    ].slice(0, BACKUP_LIMITS.failuresShown);
    const hints = [...(schema.get(true) ?? []), ...(rules.get(true) ?? []).map(inWords)];
    const { sales: saleCount, entries: entryCount } = audit;
    return {
      saleCount,
      entryCount,
      zCount: zCount(db),
      faults,
      hints: hints.slice(0, BACKUP_LIMITS.failuresShown),
    };
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
    return broken.length > 0
      ? broken
      : [...schemaFaults(db).filter((fault) => !isIndex(fault)), ...tailFaults(db)];
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

/** An index that is missing or another one makes the till slower, and no book wrong. */
function isIndex(schemaFault: string): boolean {
  return schemaFault.startsWith('schema: index ');
}

function inWords({ invariant, what, where }: AuditFault): string {
  return `${invariant} ${what}: ${where}`;
}

function thrown(error: unknown): string {
  return `sqlite: ${error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'}`;
}
