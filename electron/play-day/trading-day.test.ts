import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { asId, type StaffId } from '../../shared/kernel/ids.ts';
import { type Core, createCore } from '../core/core.ts';
import { recentZReports } from '../core/shift/close-shift.ts';
import { startCount } from '../core/shift/shift.ts';
import { openCounter } from './counter.ts';
import { virtualDayClock } from './day-clock.ts';
import { DAY_EVENTS } from './day-events.ts';
import { createDice } from './dice.ts';
import { takeSeat } from './staffing.ts';
import { type PlayedDay, playDay } from './trading-day.ts';

// Every receipt of a day is drawn, which takes a busy machine its time.
vi.setConfig({ testTimeout: 120_000 });

const MORNING = Date.parse('2026-06-18T01:00:00Z'); // 9 in Shanghai
const OWNER = { staffId: asId<StaffId>('demo-owner'), name: '陈老板', role: 'owner' } as const;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function dayOf(
  plan: { sales: number; seed: number; startAt?: number },
  before: (core: Core) => void = () => undefined,
): Promise<PlayedDay> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-day-'));
  folders.push(folder);
  const day = virtualDayClock(plan.startAt ?? MORNING);
  const core = await createCore({ folder, demo: true, clock: day.clock });
  if (!core.ok) throw new Error(core.refusal.code);
  before(core.value);
  const played = await playDay({ core: core.value, sales: plan.sales, seed: plan.seed, day });
  await core.value.close();
  return played;
}

describe('a trading day in the demo store', () => {
  it('sells exactly as often as asked, and the books agree', async () => {
    const { tally, audit, isCashRight } = await dayOf({ sales: 20, seed: 11 });
    expect(tally.sales).toBe(20);
    expect(audit).toMatchObject({ sales: 20, faults: [] });
    expect(isCashRight).toBe(true);
    expect(tally.tenderedFen - tally.changeFen).toBe(tally.takingsFen - tally.asideFen);
    expect(tally.recalls).toBe(tally.holds);
  });

  it('changes hands at noon and ends with a blind count and its Z, which says what the pencil says', async () => {
    for (const seed of [2, 7]) {
      const { tally, journal, isCashRight, audit } = await dayOf({ sales: 6, seed });
      expect(tally.handovers).toBe(1);
      expect(isCashRight).toBe(true);
      expect(audit.faults).toEqual([]);
      expect(journal).toMatchObject({ ok: true, firstBad: null });
    }
  });

  it('at the end of a month lets the first opening of the next one close it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-day-'));
    folders.push(folder);
    const day = virtualDayClock(Date.parse('2026-06-30T09:00:00+08:00'));
    const core = await createCore({ folder, demo: true, clock: day.clock });
    if (!core.ok) throw new Error(core.refusal.code);
    const { till } = core.value;
    for (const seed of [1, 2]) {
      const played = await playDay({ core: core.value, sales: 4, seed, day });
      expect(played).toMatchObject({ isCashRight: true, journal: { ok: true } });
      expect(played.audit.faults).toEqual([]);
      await day.pass(15 * 3_600_000);
    }
    expect(recentZReports(till, 9).map(({ businessDate }) => businessDate)).toEqual([
      '2026-07-01',
      '2026-06-30',
    ]);
    expect(till.db.prepare('SELECT period FROM period_close').pluck().all()).toEqual(['2026-06']);
    await core.value.close();
  });

  it('is the same day again with the same seed, and another with another', async () => {
    const first = await dayOf({ sales: 12, seed: 5 });
    const again = await dayOf({ sales: 12, seed: 5 });
    const other = await dayOf({ sales: 12, seed: 6 });
    expect(again.tally).toEqual(first.tally);
    expect(other.tally).not.toEqual(first.tally);
  });

  it('sells on in a shift whose count had begun', async () => {
    const { tally, audit } = await dayOf({ sales: 3, seed: 1 }, (core) =>
      startCount(core.till, { by: OWNER, approvedBy: null }),
    );
    expect(tally.sales).toBe(3);
    expect(audit.faults).toEqual([]);
  });
});

describe('the table of events', () => {
  it('names each kind once, and gives it some weight', () => {
    expect(new Set(DAY_EVENTS.map(({ name }) => name)).size).toBe(DAY_EVENTS.length);
    expect(DAY_EVENTS.filter(({ weight }) => weight <= 0)).toEqual([]);
  });

  it('is played whole: each kind leaves an empty counter and no more sales than it says', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhendian-day-'));
    folders.push(folder);
    const day = virtualDayClock(MORNING);
    const core = await createCore({ folder, demo: true, clock: day.clock });
    if (!core.ok) throw new Error(core.refusal.code);
    const counter = await openCounter({ core: core.value, dice: createDice(4), day });
    counter.tally.floatFen = 50_000; // what the demo store lays into its drawer
    for (const event of DAY_EVENTS) {
      await takeSeat(counter);
      const before = counter.tally.sales;
      await event.play(counter);
      await takeSeat(counter);
      const { lines } = await counter.api().cart.current();
      expect(lines, event.name).toEqual([]);
      expect(counter.tally.sales - before, event.name).toBeLessThanOrEqual(event.most);
    }
    const { asideFen, depositFen } = counter.tally;
    expect(depositFen).toBe(10_000);
    expect(asideFen).toBeGreaterThan(depositFen); // a subsidy beside the deposit
    await core.value.close();
  });
});
