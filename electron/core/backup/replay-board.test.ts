import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { boardTarget, setCrewCapacity, setDayTarget } from '../board/board-target.ts';
import { crewCapacity } from '../board/day-target-table.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openShift } from '../shift/open-shift.ts';
import type { Till } from '../till.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

const DATE = '2026-06-18';

let lost: PeopleTill; // the lane of before the restore
let now: Till; // the lane that goes on
beforeEach(() => {
  lost = peopleTill();
  announceSigningKey(lost.till);
  taken(openShift(lost.till, alone(CASHIER), { float: { pieces: {}, otherFen: 50_000 } }));
  const bytes = lost.till.db.serialize();
  bytes.fill(1, 18, 20); // a database in memory has no write-ahead log
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  const { registerId } = startNewLane({ ...lost.till, db }, 'restore', 'backup');
  now = { ...lost.till, db, registerId: asId(registerId) };
  announceSigningKey(now);
});
afterEach(() => {
  expect(auditStore(now.db).faults).toEqual([]);
  expect(verifyStore(now.db)).toMatchObject({ ok: true });
  now.db.close();
  lost.remove();
});

/** Takes over what the lost lane wrote after the backup. */
function fetchBack(): void {
  const { db, registerId } = lost.till;
  const from = lastEntry(now.db, registerId)?.seq ?? 0;
  const entries = [...eachEntry(db, registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => entry);
  replayPage(now, {
    ...{ registerId, entries, lastSeq: entries.at(-1)?.seq ?? from },
    signatures: signatures(db, registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(db, registerId).map((key) => ({ ...key, at: 0 })),
  });
}

describe('what a promotion day is measured by, after a restore', () => {
  it('comes back with its entries, the last one in force', () => {
    taken(setDayTarget(lost.till, MANAGER, { targetFen: 1_000_000 }));
    lost.pass(1_000);
    taken(setDayTarget(lost.till, OWNER, { targetFen: 2_000_000 }));
    taken(setCrewCapacity(lost.till, OWNER, { ticketCount: 6 }));
    fetchBack();
    expect(boardTarget(now, DATE)).toEqual({ fen: 2_000_000, from: 'day' });
    expect(crewCapacity(now.db)).toBe(6);
  });

  it('stays what somebody here has set since', () => {
    taken(setDayTarget(lost.till, MANAGER, { targetFen: 1_000_000 }));
    taken(setCrewCapacity(lost.till, MANAGER, { ticketCount: 6 }));
    lost.pass(60_000);
    taken(setDayTarget(now, OWNER, { targetFen: 3_000_000 }));
    taken(setCrewCapacity(now, OWNER, { ticketCount: 9 }));
    fetchBack();
    expect(boardTarget(now, DATE)).toEqual({ fen: 3_000_000, from: 'day' });
    expect(crewCapacity(now.db)).toBe(9);
  });
});
