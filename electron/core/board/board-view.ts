import type {
  BoardHalfDay,
  BoardRegister,
  BoardShare,
  BoardView,
} from '../../../shared/contract/board.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { addDays, SHANGHAI_OFFSET_MS } from '../../../shared/kernel/business-date.ts';
import { ticketLoad } from '../reports/installation-load-table.ts';
import { netUntil } from '../reports/report-facts-table.ts';
import { netOf } from '../reports/report-parts.ts';
import { yearBefore } from '../reports/report-period.ts';
import { type Measures, NO_MEASURES } from '../reports/report-rollup-table.ts';
import { openSource, sumsByDate, sumsByKey } from '../reports/report-source.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { registerFacts } from './board-facts-table.ts';
import { boardDate, boardTarget } from './board-target.ts';
import { crewCapacity } from './day-target-table.ts';
import { campaignOf, flashItems } from './flash-items.ts';
import { hourCurve } from './hour-curve.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const BRANDS_SHOWN = 7;
const CATEGORIES_SHOWN = 5;
const HALF_DAYS_SHOWN = 5;

export type BoardAsked = {
  /** Those that run or will within days. */
  readonly promotions: readonly Promotion[];
  /** By which promotions are judged (epoch ms). */
  readonly moment: number;
  readonly printer: BoardView['printer'];
};

/**
 * The whole board as it stands now, without any cost: takings and their shares as the reports say them (returns taken
 * off, by business date), targets, what is left of limited promotions, the crew's queue, the registers.
 */
export function boardView(till: Till, { promotions, moment, printer }: BoardAsked): BoardView {
  const { db } = till;
  const at = till.clock.now();
  const date = boardDate(till);
  const today = { from: date, to: date };
  const source = openSource(db);
  const day = sumsByDate(source, today).get(date) ?? NO_MEASURES;
  const target = boardTarget(till, date);
  const curve = hourCurve(source, { date, now: at, targetFen: target?.fen ?? null });
  const before = yearBefore(date);
  const dayBefore = sumsByDate(source, { from: before, to: before }).get(before);
  const store = storeOf(db);
  const capacity = crewCapacity(db);
  return {
    at,
    businessDate: date,
    store: store?.branch || store?.name || '',
    campaign: campaignOf(promotions, moment),
    takings: {
      netFen: netOf(day),
      saleCount: day.saleCount,
      target,
      dueByNowFen: curve.dueByNowFen,
      lastYear: dayBefore
        ? {
            byNowFen: netUntil(db, before, midnightOf(before) - DAY_MS, sameTime(before, date, at)),
            dayFen: netOf(dayBefore),
          }
        : null,
    },
    hours: curve.hours,
    curveDays: curve.curveDays,
    brands: ranked(sumsByKey(source, 'brand', today), BRANDS_SHOWN),
    categories: ranked(sumsByKey(source, 'category', today), CATEGORIES_SHOWN),
    flash: flashItems(db, promotions, { date, now: moment }),
    queue: {
      halfDays: comingHalfDays(till, at),
      capacity: capacity > 0 ? capacity : null,
    },
    registers: registersOf(till, date),
    printer,
  };
}

/** The same time of day on another date, counted from the midnight its business date began with. */
function sameTime(other: string, date: string, at: number): number {
  return midnightOf(other) + (at - midnightOf(date));
}

function midnightOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - SHANGHAI_OFFSET_MS;
}

/** The most takings first; what does not fit stands together at the end. */
function ranked(sums: ReadonlyMap<string, Measures>, most: number): readonly BoardShare[] {
  const all = [...sums]
    .map(([name, measures]): BoardShare => share(name, measures))
    .filter(({ netFen, unitCount }) => netFen !== 0 || unitCount !== 0)
    .sort((a, b) => b.netFen - a.netFen);
  if (all.length <= most) return all;
  const rest = all.slice(most - 1).reduce((sum, each) => ({
    name: null,
    unitCount: sum.unitCount + each.unitCount,
    netFen: sum.netFen + each.netFen,
  }));
  return [...all.slice(0, most - 1), { ...rest, name: null }];
}

function share(name: string, measures: Measures): BoardShare {
  const units = Math.round((measures.unitMilli - measures.returnedMilli) / 1000);
  return { name, unitCount: units, netFen: netOf(measures) };
}

const SLOT_ENDS = { morning: 12, afternoon: 18, evening: 22 } as const;
const SLOTS = ['morning', 'afternoon', 'evening'] as const;
/** A ticket in one of these is off the crew's hands. */
const ENDED: readonly string[] = ['accepted', 'done', 'cancelled'];

/** The half days to come of today and the next two, evenings only where something was promised for them. */
function comingHalfDays(till: Till, at: number): readonly BoardHalfDay[] {
  const today = new Date(at + SHANGHAI_OFFSET_MS).toISOString().slice(0, 10);
  const dates = [0, 1, 2].map((days) => addDays(today, days));
  const load = ticketLoad(till.db, { from: today, to: dates[2] ?? today }).filter(
    ({ state }) => !ENDED.includes(state),
  );
  return dates
    .flatMap((date) =>
      SLOTS.map((slot): BoardHalfDay => {
        const own = load.filter((each) => each.date === date && each.slot === slot);
        return { date, slot, ticketCount: own.reduce((sum, { count }) => sum + count, 0) };
      }),
    )
    .filter(({ date, slot }) => midnightOf(date) + SLOT_ENDS[slot] * HOUR_MS > at)
    .filter(({ slot, ticketCount }) => slot !== 'evening' || ticketCount > 0)
    .slice(0, HALF_DAYS_SHOWN);
}

const REGISTER_STATES = { open: 'selling', counting: 'counting', closed: 'closed' } as const;

/** This register, and every other that is open or sold something today: lanes of the past say nothing. */
function registersOf(till: Till, date: string): readonly BoardRegister[] {
  return registerFacts(till.db, date, midnightOf(date) - DAY_MS)
    .filter(
      ({ registerId, state, saleCount }) =>
        registerId === till.registerId || saleCount > 0 || state === 'open' || state === 'counting',
    )
    .map(({ state, ...facts }) => ({
      ...facts,
      state: state === null ? 'closed' : REGISTER_STATES[state],
    }));
}
