import { inTransaction } from '../db/open.ts';
import type { Till } from '../till.ts';
import { appendEntry, lastEntry, lastPayload } from './journal-table.ts';

/** A wall clock that is further off than this from what passed by itself was set by somebody. */
const JUMP_MS = 120_000;
const LOOK_EVERY_MS = 30_000;

export type ClockWatch = { readonly stop: () => void };

/**
 * Journals the start of the program, a program that is another than at the start before, and a clock that was set: while it runs by the monotonic clock, and at the
 * start when the wall clock stands before the last entry. Order in the journal is by sequence, never by time.
 */
export function watchClock(till: Till): ClockWatch {
  const last = lastEntry(till.db, till.registerId);
  const startedAt = till.clock.now();
  const before = lastPayload(till.db, till.registerId, 'PROGRAM_START')?.version;
  write(till, 'PROGRAM_START', { version: till.version });
  if (before !== undefined && before !== till.version) {
    write(till, 'PROGRAM_UPDATED', { from: before, to: till.version });
  }
  if (last && startedAt < last.endedAt - JUMP_MS) {
    write(till, 'CLOCK_JUMP', { byMs: startedAt - last.endedAt, seen: 'at_start' });
  }
  let seen = reading(till);
  const look = setInterval(() => {
    const now = reading(till);
    const byMs = Math.round(now.wall - seen.wall - (now.monotonic - seen.monotonic));
    if (Math.abs(byMs) > JUMP_MS) write(till, 'CLOCK_JUMP', { byMs, seen: 'while_running' });
    seen = now;
  }, LOOK_EVERY_MS).unref();
  return { stop: () => clearInterval(look) };
}

function reading(till: Till): { readonly wall: number; readonly monotonic: number } {
  const wall = till.clock.now();
  return { wall, monotonic: till.clock.monotonicMs?.() ?? wall };
}

function write(
  till: Till,
  type: 'PROGRAM_START' | 'PROGRAM_UPDATED' | 'CLOCK_JUMP',
  payload: Readonly<Record<string, unknown>>,
): void {
  const at = till.clock.now();
  inTransaction(till.db, () =>
    appendEntry(till.db, {
      registerId: till.registerId,
      type,
      startedAt: at,
      endedAt: at,
      operator: 'system',
      payload,
    }),
  );
}
