import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Database } from '../db/open.ts';
import { inTransaction } from '../db/open.ts';
import type { Actor, Till } from '../till.ts';
import { pinMatches } from './pin-hash.ts';
import {
  clearPinGuard,
  pinGuardOf,
  putPinGuard,
  type StaffMember,
  staffById,
} from './staff-table.ts';

/** Wrong PINs that cost nothing but a second look at the key pad. */
const FREE_TRIES = 5;
const FIRST_WAIT_MS = 1_000;
/** One try a minute at most keeps a guesser well under 100 failures an hour. */
const LONGEST_WAIT_MS = 60_000;

export type PinRefusal = 'staff_unknown' | 'pin_wrong' | 'pin_must_wait';

/**
 * Since when this process has made each person wait. The wait is counted here and not by the
 * stored time, so that neither a restart nor a changed clock can shorten it.
 */
const waitingSince = new WeakMap<Database, Map<string, number>>();

/**
 * Verifies a person's PIN, slowing down who guesses.
 * Refuses `staff_unknown`, `pin_must_wait` (params: seconds) and `pin_wrong` (params: seconds to wait).
 * A try counts as failed before it is checked: parallel tries and a pulled plug count too.
 */
export async function checkPin(
  till: Till,
  staffId: string,
  pin: string,
): Promise<Result<Actor, PinRefusal>> {
  const person = staffById(till.db, staffId);
  if (!person?.isActive) return refuse('staff_unknown');
  const waitMs = remainingWait(till, staffId);
  if (waitMs > 0) return refuse('pin_must_wait', { seconds: Math.ceil(waitMs / 1000) });
  const nextWaitMs = countFailure(till, person);
  if (!(await pinMatches(person.pinHash, pin, till.secrets.pinPepper))) {
    return refuse('pin_wrong', { seconds: Math.ceil(nextWaitMs / 1000) });
  }
  inTransaction(till.db, () => clearPinGuard(till.db, staffId));
  waits(till.db).delete(staffId);
  return ok({ staffId: person.staffId, name: person.name, role: person.role });
}

/** How long a person's next try is refused after `failedCount` misses in a row, in ms. */
export function waitAfter(failedCount: number): number {
  if (failedCount < FREE_TRIES) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failedCount - FREE_TRIES, 10));
}

function remainingWait(till: Till, staffId: string): number {
  const guard = pinGuardOf(till.db, staffId);
  if (!guard || guard.waitingMs === 0) return 0;
  const now = tick(till);
  const since = waits(till.db).get(staffId);
  if (since === undefined || since > now) {
    waits(till.db).set(staffId, now);
    return guard.waitingMs;
  }
  return Math.max(0, since + guard.waitingMs - now);
}

function countFailure(till: Till, person: StaffMember): number {
  const failedCount = (pinGuardOf(till.db, person.staffId)?.failedCount ?? 0) + 1;
  const waitingMs = waitAfter(failedCount);
  const lastFailedAt = till.clock.now();
  inTransaction(till.db, () =>
    putPinGuard(till.db, person.staffId, { failedCount, waitingMs, lastFailedAt }),
  );
  waits(till.db).set(person.staffId, tick(till));
  return waitingMs;
}

function waits(db: Database): Map<string, number> {
  const known = waitingSince.get(db) ?? new Map<string, number>();
  waitingSince.set(db, known);
  return known;
}

function tick(till: Till): number {
  return till.clock.monotonicMs?.() ?? till.clock.now();
}
