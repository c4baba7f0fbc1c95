import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  MANAGER,
  OWNER,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { badAfter } from '../../../test/tamper/changed-rows.ts';
import { dropGuards, inMemory } from '../../../test/tamper/tampering.ts';
import { auditStore } from '../journal/audit-store.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { setCrewCapacity, setDayTarget } from './board-target.ts';
import { insertCrewCapacity, insertDayTarget } from './day-target-table.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(); // 18 June 2026
  openDemoShift(shop.till);
});
afterEach(() => shop.remove());

const entries = () =>
  shop.till.db
    .prepare<[], { by: string; payload: string }>(
      `SELECT operator AS by, payload FROM journal WHERE type = 'SETTINGS' ORDER BY seq`,
    )
    .all()
    .map(({ by, payload }) => ({ by, ...(JSON.parse(payload) as object) }));

/** Sets both, each twice. */
function set(): void {
  taken(setDayTarget(shop.till, MANAGER, { targetFen: 3_000_000 }));
  taken(setCrewCapacity(shop.till, MANAGER, { ticketCount: 6 }));
  shop.pass(60_000);
  taken(setDayTarget(shop.till, OWNER, { targetFen: 5_000_000 }));
  taken(setCrewCapacity(shop.till, OWNER, { ticketCount: 8 }));
}

describe('what the day is measured by', () => {
  it('is journalled with who set it, from what to what', () => {
    set();
    const target = { changed: ['dayTarget'], date: '2026-06-18' };
    const crew = { changed: ['crewCapacity'] };
    expect(entries()).toMatchObject([
      { by: MANAGER.staffId, ...target, beforeFen: 0, targetFen: 3_000_000 },
      { by: MANAGER.staffId, ...crew, beforeCount: 0, ticketCount: 6 },
      { by: OWNER.staffId, ...target, beforeFen: 3_000_000, targetFen: 5_000_000 },
      { by: OWNER.staffId, ...crew, beforeCount: 6, ticketCount: 8 },
    ]);
    expect(auditStore(shop.till.db).faults).toEqual([]);
    expect(verifyStore(shop.till.db)).toMatchObject({ ok: true });
  });

  it.each([
    ['UPDATE day_target SET target_fen = 1', true],
    ["UPDATE day_target SET business_date = '2026-06-17'", true],
    ["UPDATE day_target SET by = 'demo-cashier'", true],
    ['UPDATE day_target SET at = at - 60000', true],
    ['UPDATE day_target SET target_id = target_id + 9', true],
    ['DELETE FROM day_target WHERE target_fen = 5000000', true],
    ['UPDATE crew_capacity SET ticket_count = 99', true],
    ["UPDATE crew_capacity SET by = 'demo-cashier'", true],
    ['UPDATE crew_capacity SET at = at - 60000', true],
    ['DELETE FROM crew_capacity WHERE ticket_count = 8', true],
    ["INSERT INTO day_target VALUES (9, '2026-06-18', 1, 0, 'demo-owner')", false],
    ["INSERT INTO crew_capacity VALUES (9, 99, 0, 'demo-owner')", false],
  ])('%s is found', (sql, isNamed) => {
    set();
    const db = inMemory(shop.till.db);
    dropGuards(db);
    db.pragma('foreign_keys = OFF');
    if (isNamed) expect(badAfter(db, sql)).toMatch(/row_missing|row_differs/);
    db.exec(sql);
    // What an entry does not name is found by what the rows and entries come to.
    if (!/target_id/.test(sql)) expect(auditStore(db).faults).not.toEqual([]);
    db.close();
  });

  it('set before entries named their row is held to the journal all the same', () => {
    const { db } = shop.till;
    const at = shop.till.clock.now();
    insertDayTarget(db, { businessDate: '2026-06-18', targetFen: 7, at, by: OWNER.staffId });
    insertCrewCapacity(db, { ticketCount: 7, at, by: OWNER.staffId });
    const faults = auditStore(db).faults.map(({ where }) => where);
    expect(new Set(faults)).toEqual(
      new Set([`2026-06-18 7 ${OWNER.staffId}`, `7 ${OWNER.staffId}`]),
    );
  });
});
