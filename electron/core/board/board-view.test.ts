import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BoardView } from '../../../shared/contract/board.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { EVERYWHERE, plainPromotion } from '../../../test/support/random-promotions.ts';
import { writePast } from '../../../test/support/year-of-sales.ts';
import { seedDemoCatalogue } from '../catalog/demo-catalogue.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { insertTicketState } from '../fulfilment/ticket-table.ts';
import { insertQuotaUse } from '../promotions/quota-table.ts';
import { setTarget } from '../reports/sales-target.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { currentShiftOf, insertTransition } from '../shift/shift-table.ts';
import { setCrewCapacity, setDayTarget } from './board-target.ts';
import { boardView } from './board-view.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 18 June 2026, a Thursday, 09:00 in Shanghai. */
const MORNING = Date.parse('2026-06-18T09:00:00+08:00');

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(MORNING);
  openDemoShift(shop.till);
});
afterEach(() => shop.remove());

function board(promotions: readonly Promotion[] = []): BoardView {
  const moment = shop.till.clock.now();
  return boardView(shop.till, { promotions, moment, printer: 'ready' });
}

function hourOf(view: BoardView, hour: string) {
  return view.hours.find((each) => each.hour === hour);
}

describe('the board of a day without anything', () => {
  it('says what nobody knows: no target, no year before, no promotion, no sale', () => {
    const view = board();
    expect(view.takings).toEqual({
      netFen: 0,
      saleCount: 0,
      target: null,
      dueByNowFen: null,
      lastYear: null,
    });
    expect(view.campaign).toEqual({ state: 'none' });
    expect([view.flash, view.brands, view.categories]).toEqual([[], [], []]);
    expect(view.queue.capacity).toBeNull();
    expect(view.hours.every(({ targetFen }) => targetFen === null)).toBe(true);
    expect(view.registers).toEqual([
      { registerId: '01', state: 'selling', saleCount: 0, lastSaleAt: null, averageMs: null },
    ]);
  });

  it('shows no cost and no margin, however deep one looks', () => {
    sell(shop.till, stock(shop.till, '电饭煲', 29_900));
    expect(JSON.stringify(board()).toLowerCase()).not.toMatch(/cost|margin/);
  });
});

describe('takings', () => {
  it('are the sums of the sales, in the hour they were made in, by brand and category', () => {
    const rice = stock(shop.till, '电饭煲', 29_900);
    const fan = stock(shop.till, '电风扇', 19_900, { brand: '艾美特' });
    sell(shop.till, rice);
    shop.pass(HOUR_MS);
    sell(shop.till, fan);
    sell(shop.till, rice);
    const view = board();
    expect(view.takings).toMatchObject({ netFen: 79_700, saleCount: 3 });
    expect(hourOf(view, '09')).toMatchObject({ netFen: 29_900, when: 'past' });
    expect(hourOf(view, '10')).toMatchObject({ netFen: 49_800, when: 'running' });
    expect(hourOf(view, '11')).toMatchObject({ netFen: 0, when: 'coming' });
    expect(view.brands).toEqual([
      { name: '美的', unitCount: 2, netFen: 59_800 },
      { name: '艾美特', unitCount: 1, netFen: 19_900 },
    ]);
    expect(view.categories).toEqual([{ name: '小家电', unitCount: 3, netFen: 79_700 }]);
  });

  it('of more brands than the wall has room for stand together at the end, and add up', () => {
    for (let i = 0; i < 10; i += 1) {
      sell(shop.till, stock(shop.till, `锅${i}`, 10_000 + i * 100, { brand: `牌${i}` }));
    }
    const { brands, takings } = board();
    expect(brands).toHaveLength(7);
    expect(brands.at(-1)).toMatchObject({ name: null, unitCount: 4 });
    expect(brands.reduce((sum, { netFen }) => sum + netFen, 0)).toBe(takings.netFen);
  });

  it('say how fast the till is, without a cart that lay there over lunch', () => {
    const rice = stock(shop.till, '电饭煲', 29_900);
    const serve = (ms: number) => {
      taken(addItem(shop.till, CASHIER, { sku: rice, quantityMilli: 1000 }));
      shop.pass(ms);
      payCart(shop.till);
    };
    serve(80_000);
    serve(100_000);
    expect(board().registers[0]).toMatchObject({ averageMs: 90_000, saleCount: 2 });
    serve(40 * 60_000);
    expect(board().registers).toEqual([
      {
        registerId: '01',
        state: 'selling',
        saleCount: 3,
        lastSaleAt: shop.till.clock.now(),
        averageMs: 90_000,
      },
    ]);
  });

  it.each(['counting', 'closed'] as const)('go on showing while the register is %s', (state) => {
    sell(shop.till, stock(shop.till, '电饭煲', 29_900));
    const shiftId = currentShiftOf(shop.till.db, '01')?.shiftId ?? '';
    insertTransition(shop.till.db, { shiftId, seq: 2, state, at: MORNING, by: 'demo-cashier' });
    expect(board().registers[0]).toMatchObject({ state, saleCount: 1 });
    expect(board().takings.netFen).toBe(29_900);
  });
});

describe('the target', () => {
  it('of the day goes before that of the month, and 0 takes it back', () => {
    taken(setTarget(shop.till, OWNER, { month: '2026-06', dailyFen: 1_000_000 }));
    expect(board().takings.target).toEqual({ fen: 1_000_000, from: 'month' });
    expect(taken(setDayTarget(shop.till, MANAGER, { targetFen: 30_000_000 }))).toEqual({
      fen: 30_000_000,
      from: 'day',
    });
    expect(board().takings.target).toEqual({ fen: 30_000_000, from: 'day' });
    taken(setDayTarget(shop.till, MANAGER, { targetFen: 0 }));
    expect(board().takings.target).toEqual({ fen: 1_000_000, from: 'month' });
  });

  it('holds for its day alone', () => {
    taken(setDayTarget(shop.till, MANAGER, { targetFen: 30_000_000 }));
    const row = shop.till.db.prepare('SELECT business_date FROM day_target').pluck().get();
    expect(row).toBe('2026-06-18');
    expect(
      shop.till.db
        .prepare("SELECT payload ->> 'changed' FROM journal WHERE type = 'SETTINGS'")
        .pluck()
        .all(),
    ).toEqual(['["dayTarget"]']);
  });

  it('is spread evenly from 8 to 20 where the shop has no past, to the fen, and says so', () => {
    taken(setDayTarget(shop.till, MANAGER, { targetFen: 1_000_001 }));
    shop.pass(HOUR_MS / 2); // half past nine
    const { hours, curveDays, takings } = board();
    expect(curveDays).toBe(0);
    expect(hours.map(({ hour }) => hour).slice(0, 2)).toEqual(['08', '09']);
    const shares = hours.map(({ targetFen }) => targetFen ?? 0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1_000_001);
    expect(new Set(shares.slice(0, 12)).size).toBe(2); // they differ by a fen
    expect(shares[12]).toBe(0); // 20:00 is closing time
    const [eight = 0, nine = 0] = shares;
    expect(takings.dueByNowFen).toBe(eight + Math.floor(nine / 2));
  });
});

describe('with a past of its own', () => {
  beforeEach(() => {
    seedDemoCatalogue(shop.till);
  });

  it('the target follows the hours in which the shop usually sells, and adds up to the fen', () => {
    shop.till.db.exec(
      "INSERT INTO shift_transition SELECT shift_id, 9, 'closed', at, by FROM shift_transition",
    );
    writePast(shop.till.db, { count: 240, days: 24, now: MORNING, seed: 5 });
    taken(setDayTarget(shop.till, MANAGER, { targetFen: 12_345_678 }));
    const { hours, curveDays } = board();
    expect(curveDays).toBeGreaterThanOrEqual(7);
    const shares = hours.map(({ targetFen }) => targetFen ?? 0);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBe(12_345_678);
    expect(new Set(shares).size).toBeGreaterThan(3);
  });

  it('a year ago by this time of day stands beside it', () => {
    shop.till.db.exec(
      "INSERT INTO shift_transition SELECT shift_id, 9, 'closed', at, by FROM shift_transition",
    );
    const days = { count: 90, days: 3, seed: 5 };
    writePast(shop.till.db, { ...days, now: MORNING - 363 * DAY_MS });
    const before = shop.till.db
      .prepare(
        "SELECT completed_at AS at, net_fen AS net FROM sale WHERE business_date = '2025-06-18'",
      )
      .all() as { at: number; net: number }[];
    expect(before.length).toBeGreaterThan(10);
    shop.pass(5 * HOUR_MS);
    const byNow = before.filter(({ at }) => at <= shop.till.clock.now() - 365 * DAY_MS);
    const sum = (rows: readonly { net: number }[]) => rows.reduce((all, { net }) => all + net, 0);
    expect(board().takings.lastYear).toEqual({ byNowFen: sum(byNow), dayFen: sum(before) });
  });
});

describe('limited offers', () => {
  const flash = (rest: Partial<Promotion> = {}): Promotion =>
    plainPromotion(
      'flash',
      1,
      { kind: 'flash_sale', priceFen: fen(159_900) },
      {
        name: '冰箱秒杀',
        campaign: '618 家电节',
        window: { fromAt: MORNING - HOUR_MS, toAt: MORNING + 4 * HOUR_MS, weekdays: [], hours: [] },
        quota: { total: 20, perDay: null, perCustomer: 1, perSale: null },
        ...rest,
      },
    );
  const use = (ref: string, units: number, date = '2026-06-18') =>
    insertQuotaUse(shop.till.db, {
      promotionId: 'flash',
      ref,
      registerId: '01',
      units,
      personId: null,
      businessDate: date,
      at: MORNING,
    });

  it('say the good, its price, until when, and how many are left; what came back counts again', () => {
    const sku = stock(shop.till, '三门冰箱', 199_900, { brand: 'TCL', model: 'BCD-218' });
    const one = flash({ scope: { ...EVERYWHERE, skus: [sku] } });
    use('a', 3);
    use('b', -1);
    expect(board([one]).flash).toEqual([
      {
        promotionId: 'flash',
        title: 'TCL 小家电 BCD-218',
        priceFen: 159_900,
        state: 'running',
        changesAt: MORNING + 4 * HOUR_MS,
        isWholeDay: false,
        leftCount: 18,
        totalCount: 20,
        isScarce: false,
      },
    ]);
    expect(board([one]).campaign).toEqual({
      state: 'running',
      name: '618 家电节',
      promotionCount: 1,
    });
  });

  it.each([
    [15, 5, false, 'running'],
    [16, 4, true, 'running'],
    [20, 0, true, 'sold_out'],
    [21, 0, true, 'sold_out'], // also where more were sold than there were
  ])('of 20 with %i sold leave %i', (sold, leftCount, isScarce, state) => {
    use('a', sold);
    expect(board([flash()]).flash[0]).toMatchObject({
      title: '冰箱秒杀',
      leftCount,
      isScarce,
      state,
    });
  });

  it('with a limit a day begin each day anew', () => {
    use('yesterday', 5, '2026-06-17');
    use('today', 1);
    const quota = { total: null, perDay: 6, perCustomer: null, perSale: null };
    expect(board([flash({ quota })]).flash[0]).toMatchObject({ leftCount: 5, totalCount: 6 });
    const both = { ...quota, total: 7 };
    expect(board([flash({ quota: both })]).flash[0]).toMatchObject({ leftCount: 1, totalCount: 7 });
  });

  it('of later today say when they start; those of tomorrow are no offer of today', () => {
    const evening = [{ fromMinute: 20 * 60, toMinute: 22 * 60 }];
    const window = {
      fromAt: MORNING - DAY_MS,
      toAt: MORNING + DAY_MS,
      weekdays: [],
      hours: evening,
    };
    expect(board([flash({ window })]).flash[0]).toMatchObject({
      state: 'coming',
      changesAt: MORNING + 11 * HOUR_MS,
    });
    const friday = { ...window, weekdays: [5], hours: [] };
    expect(board([flash({ window: friday })]).flash).toEqual([]);
  });

  it('before its beginning a campaign says when it begins', () => {
    const later = { fromAt: MORNING + DAY_MS, toAt: MORNING + 2 * DAY_MS, weekdays: [], hours: [] };
    expect(board([flash({ window: later })]).campaign).toEqual({
      state: 'coming',
      name: '618 家电节',
      startsAt: MORNING + DAY_MS,
    });
  });
});

describe('the crew', () => {
  const ticket = (number: number, date: string, slot: string) => {
    const { db } = shop.till;
    db.pragma('foreign_keys = OFF');
    db.prepare(
      `INSERT INTO installation_ticket (ticket_id, ticket_number, sale_id, person_id, type, delivery_date,
         delivery_slot, note, lines, code_hmac, created_at)
       VALUES (?, ?, 's', 'p', 'deliver', ?, ?, '', '[]', '', 0)`,
    ).run(`t${number}`, `T-${number}`, date, slot);
    insertTicketState(db, { ticketId: `t${number}`, state: 'created', at: 0, by: 'x' });
  };

  it('sees what is promised for the half days to come, against what it can do', () => {
    ticket(1, '2026-06-18', 'morning');
    ticket(2, '2026-06-19', 'afternoon');
    ticket(3, '2026-06-19', 'afternoon');
    ticket(4, '2026-06-19', 'evening');
    insertTicketState(shop.till.db, { ticketId: 't3', state: 'cancelled', at: 1, by: 'x' });
    expect(taken(setCrewCapacity(shop.till, MANAGER, { ticketCount: 8 }))).toBe(8);
    shop.pass(4 * HOUR_MS); // one o'clock: the morning is over
    expect(board().queue).toEqual({
      capacity: 8,
      halfDays: [
        { date: '2026-06-18', slot: 'afternoon', ticketCount: 0 },
        { date: '2026-06-19', slot: 'morning', ticketCount: 0 },
        { date: '2026-06-19', slot: 'afternoon', ticketCount: 1 },
        { date: '2026-06-19', slot: 'evening', ticketCount: 1 },
        { date: '2026-06-20', slot: 'morning', ticketCount: 0 },
      ],
    });
  });
});
