import type { JournalVerdict } from '../../shared/contract/journal.ts';
import type { ZReport } from '../../shared/contract/shift.ts';
import { expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import type { Core } from '../core/core.ts';
import { auditStore, type StoreAudit } from '../core/journal/audit-store.ts';
import { verifyStore } from '../core/journal/verify-store.ts';
import { drawerEventsOf } from '../core/shift/drawer-table.ts';
import { currentShiftOf } from '../core/shift/shift-table.ts';
import { type Counter, must, openCounter } from './counter.ts';
import type { DayClock } from './day-clock.ts';
import { DAY_EVENTS } from './day-events.ts';
import { countUp, type DayTally, expectedInDrawer } from './day-tally.ts';
import { createDice } from './dice.ts';
import { changeHands, closeTheDay } from './drawer-events.ts';
import { seatRole, takeSeat } from './staffing.ts';

export type DayPlan = {
  readonly core: Core;
  readonly sales: number;
  readonly seed: number;
  readonly day: DayClock;
};

export type PlayedDay = {
  readonly seed: number;
  readonly tally: DayTally;
  readonly audit: StoreAudit;
  readonly journal: Pick<JournalVerdict, 'ok' | 'entries' | 'firstBad'>;
  /** Whether the Z expects in the drawer what the pencil says, and holds the sales and refunds of the day. */
  readonly isCashRight: boolean;
};

/** A float for a store whose till is still closed: small notes and coins. */
const FLOAT = { pieces: { '2000': 5, '1000': 20, '500': 20, '100': 60, '10': 50 }, otherFen: 0 };

/** Slower than this no township shop is on a day that is worth playing. */
const LONGEST_PAUSE_MINUTES = 10;

/** A day with fewer sales is one person's. */
const LEAST_FOR_TWO = 4;

/** There are at most this many events for each sale; beyond it nothing sells, and that is a fault. */
const MOST_EVENTS_A_SALE = 20;

/**
 * Rings up a trading day through the same API as the screen until `sales` sales are made, with a handover at half time,
 * closes it by a blind count, and then audits the store. The same seed on the same goods makes the same day. Throws where the till says no to what it must do.
 */
export async function playDay(plan: DayPlan): Promise<PlayedDay> {
  const counter = await openCounter({
    core: plan.core,
    dice: createDice(plan.seed),
    day: plan.day,
  });
  await takeSeat(counter);
  const before = await openTheShift(counter);
  const { autoLockMinutes } = await counter.api().session.state();
  for (let events = 0; counter.tally.sales < plan.sales; events += 1) {
    if (events > 100 + plan.sales * MOST_EVENTS_A_SALE) throw new Error('nothing is being sold');
    await counter.pass(pauseMs(counter, autoLockMinutes));
    await takeSeat(counter);
    const isNoon = counter.tally.handovers === 0 && counter.tally.sales * 2 >= plan.sales;
    if (isNoon && plan.sales >= LEAST_FOR_TWO) await changeHands(counter);
    await playOne(counter, plan.sales - counter.tally.sales);
  }
  const { tally } = counter;
  const z = await closeTheDay(counter);
  const { ok, entries, firstBad } = verifyStore(plan.core.till.db);
  return {
    seed: plan.seed,
    tally,
    audit: auditStore(plan.core.till.db),
    journal: { ok, entries, firstBad },
    isCashRight: isRight(z, tally, before),
  };
}

/** What the day held when the play began: nothing, unless somebody had sold in it before. */
type Before = Pick<ZReport, 'saleCount' | 'receivedFen'>;

function isRight(z: ZReport, tally: DayTally, before: Before): boolean {
  return (
    z.expectedFen === expectedInDrawer(tally) &&
    z.overShortFen === tally.overShortFen &&
    z.saleCount - before.saleCount === tally.sales &&
    z.receivedFen - before.receivedFen ===
      tally.takingsFen - tally.refundedFen - tally.subsidyBackFen
  );
}

/** Until the next customer: now and then so long that the till locks itself, else well short of that. */
function pauseMs({ dice }: Counter, autoLockMinutes: number): number {
  const share = dice.chance(3) ? 1.1 : dice.throw() * 0.9;
  return share * Math.min(autoLockMinutes, LONGEST_PAUSE_MINUTES) * 60_000;
}

async function openTheShift(counter: Counter): Promise<Before> {
  const api = counter.api();
  const shift = await api.shift.state();
  if (shift === null) must(await api.shift.open({ float: FLOAT }), 'opening the shift');
  if (shift?.state === 'counting') must(await api.shift.backToSelling(), 'selling again');
  const left = await api.cart.current();
  if (left.lines.length > 0) must(await api.cart.hold({ label: '昨天' }), 'holding what was left');
  counter.tally.floatFen = cashInDrawer(counter.core);
  await seatRole(counter, 'manager'); // an X report is not for a cashier
  const { saleCount, receivedFen } = must(await counter.api().shift.xReport(), 'the day so far');
  await seatRole(counter, 'cashier');
  return { saleCount, receivedFen };
}

async function playOne(counter: Counter, salesLeft: number): Promise<void> {
  const fitting = DAY_EVENTS.filter((event) => event.most <= salesLeft);
  const event = counter.dice.weighted(fitting, ({ weight }) => weight);
  countUp(counter.tally.events, event.name);
  try {
    await event.play(counter);
  } catch (cause) {
    throw new Error(`${event.name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

function cashInDrawer(core: Core): number {
  const shift = currentShiftOf(core.till.db, core.till.registerId);
  return shift ? expectedCash(drawerEventsOf(core.till.db, shift.shiftId)).expected : 0;
}
