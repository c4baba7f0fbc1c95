import { seedDemoCatalogue } from '../../electron/core/catalog/demo-catalogue.ts';
import { openStore } from '../../electron/core/db/open.ts';
import { appendEntry } from '../../electron/core/journal/journal-table.ts';
import { writeDayClose } from '../../electron/core/shift/close-day.ts';
import { openDemoShift } from '../../electron/core/shift/demo-shift.ts';
import { drawerEventsOf } from '../../electron/core/shift/drawer-table.ts';
import { insertCount, lastShiftOf } from '../../electron/core/shift/shift-table.ts';
import { seedDemoStore } from '../../electron/core/staff/demo-store.ts';
import { readSecrets } from '../../electron/core/staff/secrets.ts';
import { systemClock, systemRandom } from '../../electron/core/system-ports.ts';
import type { Till } from '../../electron/core/till.ts';
import { expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { fen } from '../../shared/kernel/money.ts';
import { fillStore } from '../bench/made-store.ts';
import { manyItems } from './many-items.ts';
import { CASHIER } from './people-till.ts';
import { writePast } from './year-of-sales.ts';

/**
 * Makes `folder` a demo store that has grown: `items` made-up goods beside its own, `sales` sales over the last year,
 * and an open shift of today. Written without waiting for the disk; whole when this returns.
 */
export function growStore(
  folder: string,
  size: { readonly items: number; readonly sales: number; readonly seed?: number },
): void {
  const opened = openStore(folder);
  if (!opened.ok) throw new Error(opened.refusal.code);
  const db = opened.value;
  db.pragma('synchronous = OFF');
  const till: Till = {
    db,
    clock: systemClock,
    random: systemRandom,
    registerId: asId('01'),
    version: '0.0.0',
    secrets: readSecrets(folder),
    announce: () => undefined,
  };
  seedDemoStore(till);
  seedDemoCatalogue(till);
  if (size.items > 0) fillStore(db, manyItems(size.items));
  if (size.sales > 0) {
    const days = Math.min(365, Math.max(1, Math.ceil(size.sales / 200)));
    writePast(db, {
      count: size.sales,
      days,
      now: systemClock.now(),
      seed: size.seed ?? 1,
      onDay: (shiftId, closedAt) => closePastDay(till, shiftId, closedAt),
    });
  }
  openDemoShift(till);
  db.pragma('synchronous = FULL');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** The Z report of a past day, whose drawer held what it should. */
function closePastDay(till: Till, shiftId: string, closedAt: number): void {
  const last = lastShiftOf(till.db, till.registerId);
  if (last?.shiftId !== shiftId) throw new Error('a past day has a shift');
  const { expected } = expectedCash(drawerEventsOf(till.db, shiftId));
  const count = {
    seq: 1,
    transitionSeq: 2,
    countedBy: CASHIER.staffId,
    countedAt: closedAt,
    pieces: [],
    countedFen: expected,
    expectedFen: expected,
    overShortFen: fen(0),
  };
  insertCount(till.db, shiftId, count);
  const { countedBy, countedAt: at, ...counted } = count;
  appendEntry(till.db, {
    ...{ registerId: till.registerId, startedAt: at, endedAt: at, operator: countedBy },
    ...{ type: 'CASH_COUNT', payload: { shiftId, ...counted } },
  });
  const then = { ...till, clock: { ...till.clock, now: () => closedAt } };
  writeDayClose(then, [last], count, { closedBy: CASHIER, approvedBy: null, reason: '' });
}
