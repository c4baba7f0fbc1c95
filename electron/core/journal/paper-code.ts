import type { PaperCodeValue } from '../../../shared/contract/journal.ts';
import type { Till } from '../till.ts';
import { chainFault } from './chain.ts';
import { journalStart, rawEntries } from './journal-read-table.ts';

/**
 * Compares the code on a paper with the entry it names: at once, where checking the whole journal takes a while.
 * Says nothing of the entries before; a wrong code typed by hand must not make the journal look broken.
 */
export function comparePaper(
  { db }: Pick<Till, 'db'>,
  paper: {
    readonly register: string;
    readonly seq: number;
    readonly code: string;
  },
): PaperCodeValue {
  const { register, seq, code } = paper;
  const [entry] = rawEntries(db, register, seq - 1, seq);
  if (!entry) {
    const purgedThrough = journalStart(db, register)?.seq ?? 0;
    return { state: seq <= purgedThrough ? 'purged' : 'unknown', at: null };
  }
  const [, , , at, , , prevHash, hash] = entry;
  const fault = chainFault(register, { seq: seq - 1, hash: prevHash }, entry);
  if (fault) return { state: 'altered', at };
  return { state: hash.startsWith(code.toLowerCase()) ? 'same' : 'differs', at };
}
