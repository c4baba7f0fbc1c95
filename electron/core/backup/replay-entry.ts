import type { CopiedEntry } from '../../../shared/contract/journal-copy.ts';
import type { Conflict, ConflictCause } from '../journal/not-rebuilt-table.ts';
import type { Till } from '../till.ts';

/** What an entry holds, as it was written. */
export type Said = Readonly<Record<string, unknown>>;

/** One entry on its way back: the register it belongs to, and what it says. */
export type Replayed = {
  readonly registerId: string;
  readonly entry: CopiedEntry;
  readonly said: Said;
  /** Notes that the entry contradicts what the store did meanwhile; `part` where a row of it stays out. */
  readonly note: (why: ConflictCause, kept: 'all' | 'part') => void;
};

/** Writes the rows that an entry records. */
export type Replay = (till: Till, one: Replayed) => void;

/**
 * Writes the rows of one entry, all or none. What contradicts the store is an answer, not a failure: the entry stays in
 * the journal, the rows stay out, and the rest goes on. Throws where the disk or the database itself fails.
 */
export function replayEntry(
  till: Till,
  replay: Replay,
  one: Omit<Replayed, 'note'>,
): readonly Conflict[] {
  const noted: { why: ConflictCause; kept: Conflict['kept'] }[] = [];
  try {
    // Inside a transaction this is a savepoint: a throw takes back this entry's rows alone.
    till.db.transaction(() =>
      replay(till, { ...one, note: (why, kept) => noted.push({ why, kept }) }),
    )();
  } catch (error) {
    if (isOfTheDisk(error)) throw error;
    noted.splice(0, noted.length, { why: 'not_rebuilt', kept: 'none' });
  }
  // Each entry once: what stays out weighs more than what is merely odd.
  const worst = noted.find(({ kept }) => kept !== 'all') ?? noted[0];
  return worst ? [conflictOf(one, worst)] : [];
}

function isOfTheDisk(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT');
}

const ID_NAMES = [
  ...['saleId', 'returnId', 'movementId', 'shiftId', 'handoverId', 'trainingId', 'depositId'],
] as const;

/** The deposits that a sale was paid with. */
function redeemed({ tenders = [] }: Said): readonly unknown[] {
  return (tenders as readonly Said[]).filter((t) => t.kind === 'deposit').map((t) => t.ref);
}

function conflictOf(
  { registerId, entry, said }: Omit<Replayed, 'note'>,
  found: Pick<Conflict, 'why' | 'kept'>,
): Conflict {
  const { seq, type } = entry;
  const ids = ID_NAMES.map((name) => said[name])
    .concat(found.why === 'deposit_ended_twice' ? redeemed(said) : [])
    .concat(type === 'SUBSIDY_GRANT' ? [said.claimId] : [])
    .concat(type === 'SUBSIDY_CLAIM' ? [said.claimId, `${said.claimId}/${said.seq}`] : [])
    .filter((id) => typeof id === 'string');
  const numbered = found.kept === 'none' ? numberings(registerId, type, said) : [];
  const name = said.returnNumber ?? said.receiptNumber ?? `${registerId}#${seq}`;
  return { registerId, seq, type, ...found, name: String(name), ids: [...ids, ...numbered] };
}

/** Rows that stay out leave a gap in their numbers, which the rules would take for a loss. */
function numberings(registerId: string, type: string, said: Said): readonly string[] {
  if (type === 'SALE' || type === 'RETURN') return [`${registerId} epoch ${String(said.epoch)}`];
  if (type === 'SHIFT_OPEN') return [`${registerId} shifts`];
  return type === 'DAY_CLOSE' ? [`${registerId} Z`, `${registerId} Z ${String(said.zNumber)}`] : [];
}
