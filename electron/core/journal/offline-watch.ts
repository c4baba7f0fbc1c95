import { inTransaction } from '../db/open.ts';
import type { Till } from '../till.ts';
import { appendEntry } from './journal-table.ts';

/** A cloud that does not answer for less is a slow line, not an outage. */
const OUTAGE_MS = 60_000;

export type OfflineWatch = {
  /** The way to the cloud may have changed: looks, and journals an outage that is over. */
  readonly look: () => void;
  /** A day is about to be counted: what of an outage is over by now belongs to it. */
  readonly settle: () => void;
  /** The program ends. */
  readonly stop: () => void;
};

/**
 * Journals when the cloud could not be reached for more than a minute: OFFLINE with its beginning and its end,
 * written when the cloud answers again, at a close, and when the program ends. Without a cloud nothing is written.
 */
export function watchOffline(till: Till, isUnreachable: () => boolean): OfflineWatch {
  let since: number | null = isUnreachable() ? till.clock.now() : null;
  const settle = () => {
    const now = till.clock.now();
    if (since === null || now - since <= OUTAGE_MS) return;
    write(till, since, now);
    since = now;
  };
  return {
    settle,
    stop: settle,
    look: () => {
      if (isUnreachable()) {
        since ??= till.clock.now();
        return;
      }
      settle();
      since = null;
    },
  };
}

function write(till: Till, fromAt: number, toAt: number): void {
  inTransaction(till.db, () =>
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'OFFLINE',
      startedAt: fromAt,
      endedAt: toAt,
      operator: 'system',
      payload: { fromAt, toAt },
    }),
  );
}
