import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cell, ReportInput, ReportPage } from '../../../shared/contract/reports.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { bookReturn, bookSale, bookShift, momentOf } from '../../../test/support/book-shop.ts';
import { OWNER, type PeopleTill, peopleTill, stock } from '../../../test/support/people-till.ts';
import { insertPriceChange, NO_PRICES } from '../catalog/price-table.ts';
import { insertTicket } from '../fulfilment/ticket-table.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import { insertCount, insertTransition } from '../shift/shift-table.ts';
import { reportStanding, wholeReport } from './report-page.ts';
import { setTarget } from './sales-target.ts';

const LI = 'demo-cashier';
const WANG = 'demo-manager';
const [DAY1, DAY2, DAY3] = ['2026-06-16', '2026-06-17', '2026-06-18'];

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(momentOf(DAY3, '11:30'));
});
afterEach(() => shop.remove());

const JUNE = { from: '2026-06-01', to: '2026-06-18', compare: 'none' } as const;

async function page(
  name: ReportInput['name'],
  input: Partial<ReportInput> = {},
  seesMargin = true,
): Promise<ReportPage> {
  const answer = wholeReport(shop.till, { seesMargin }, { ...JUNE, name, ...input });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
}

/** The rows of a table, each by the keys of the columns. */
function rowsOf(report: ReportPage, key: string): readonly Readonly<Record<string, Cell>>[] {
  const table = report.tables.find((one) => one.key === key);
  const rows = table?.rows ?? [];
  return rows.map((row) =>
    Object.fromEntries(table?.columns.map((column, i) => [column.key, row[i] ?? null]) ?? []),
  );
}

function totalsOf(report: ReportPage, key: string): Readonly<Record<string, Cell>> {
  const table = report.tables.find((one) => one.key === key);
  return Object.fromEntries(
    table?.columns.map((column, i) => [column.key, table.totals?.[i] ?? null]) ?? [],
  );
}

function figuresOf(report: ReportPage): Readonly<Record<string, number | null>> {
  return Object.fromEntries(report.figures.map(({ key, value }) => [key, value]));
}

/**
 * Three days that can be added up by hand (yuan):
 * 16th 09:10 Li: a Haier fridge 3000 − 300 that Haier bears − 100 of the shop's = 2600, paid 2600
 * 16th 15:40 Wang: two Midea kettles at 150.05 each = 300.10, paid 300.00
 * 17th 10:05 Li: a Haier washer 2000 and 3.5 m of pipe at 40 = 140; paid 2140
 * 18th 11:05 Wang: one kettle comes back, 150.05 less its share of the rounding 0.05 = 150.00
 * 18th 11:20 Wang: the fridge of the 16th comes back damaged, 2600
 */
function threeDays(): void {
  const { till } = shop;
  const fridge = bookSale(till, {
    ...{ date: DAY1, time: '09:10', by: LI },
    lines: [
      {
        ...{ brand: '海尔', category: '冰箱', unitFen: 300_000 },
        off: [
          ['brand', 30_000, '618 满减'],
          ['store', 10_000, '老顾客'],
        ],
      },
    ],
  });
  const kettles = bookSale(till, {
    ...{ date: DAY1, time: '15:40', by: WANG, roundingFen: 10 },
    lines: [{ brand: '美的', category: '小家电', unitFen: 15_005, quantityMilli: 2000 }],
  });
  bookSale(till, {
    ...{ date: DAY2, time: '10:05', by: LI },
    lines: [
      { brand: '海尔', category: '洗衣机', unitFen: 200_000 },
      { brand: '', category: '安装材料', kind: 'material', unitFen: 4_000, quantityMilli: 3_500 },
    ],
  });
  const back = { date: DAY3, by: WANG } as const;
  bookReturn(till, { ...back, saleId: kettles, units: [[1, 1]], time: '11:05', reason: '不合适' });
  bookReturn(till, {
    ...{ ...back, saleId: fridge, units: [[1, 1]], time: '11:20' },
    ...{ reason: '质量问题', condition: 'damaged' },
  });
}

describe('three days in a small shop', () => {
  beforeEach(threeDays);

  it('add up day by day, returns on the day they were made', async () => {
    const report = await page('days');
    expect(rowsOf(report, 'days')).toMatchObject([
      { date: DAY1, sale_count: 2, list: 330_010, discount: -40_000, returned: 0, net: 290_010 },
      { date: DAY2, sale_count: 1, list: 214_000, discount: 0, returned: 0, net: 214_000 },
      { date: DAY3, sale_count: 0, list: 0, discount: 0, returned: -275_005, net: -275_005 },
    ]);
    expect(totalsOf(report, 'days')).toMatchObject({ sale_count: 3, net: 229_005, share: 10_000 });
    expect(figuresOf(report)).toMatchObject({
      ...{ net: 229_005, sale_count: 3, returned: 275_005 },
      average: 168_003, // 5040.10 over three sales
    });
  });

  it('by brand: what came back is off the brand that it brought back', async () => {
    expect(rowsOf(await page('brands'), 'brands')).toMatchObject([
      { brand: '海尔', sale_count: 2, units: 1_000, returned: -260_000, net: 200_000 },
      { brand: '美的', sale_count: 1, units: 1_000, returned: -15_005, net: 15_005 },
      { brand: '', sale_count: 1, units: 3_500, returned: 0, net: 14_000 },
    ]);
  });

  it('by category, by hour and by person they come to the same', async () => {
    const categories = rowsOf(await page('categories'), 'categories');
    expect(categories.map(({ category, net }) => [category, net])).toEqual([
      ['洗衣机', 200_000],
      ['小家电', 15_005],
      ['安装材料', 14_000],
      ['冰箱', 0],
    ]);
    const hours = rowsOf(await page('hours'), 'hours');
    expect(hours.map(({ hour, net }) => [hour, net])).toEqual([
      ['09', 260_000],
      ['10', 214_000],
      ['11', -275_005],
      ['15', 30_010],
    ]);
    const staff = rowsOf(await page('staff'), 'staff');
    expect(staff.map(({ person, sale_count, net }) => [person, sale_count, net])).toEqual([
      ['小李', 2, 214_000], // the fridge that came back was hers
      ['王店长', 1, 15_005],
    ]);
  });

  it('what a brand bears stands apart, and goes back with the goods', async () => {
    const june = await page('deductions');
    expect(rowsOf(june, 'fundings')).toMatchObject([
      { funding: 'brand', deducted: 30_000, taken_back: -30_000, deducted_net: 0 },
      { funding: 'store', deducted: 10_000, taken_back: -10_000, deducted_net: 0 },
    ]);
    const before = await page('deductions', { to: DAY2 });
    expect(rowsOf(before, 'brands_owe')).toMatchObject([{ brand: '海尔', deducted_net: 30_000 }]);
    expect(rowsOf(before, 'reasons')).toMatchObject([
      { deduction: 'line_discount', reason: '618 满减', funding: 'brand', deducted_net: 30_000 },
      { deduction: 'line_discount', reason: '老顾客', funding: 'store', deducted_net: 10_000 },
    ]);
    expect(figuresOf(before)).toMatchObject({ deducted: 40_000, brands_owe: 30_000 });
    expect((await page('deductions', { from: DAY2, to: DAY2 })).notes).toEqual(['no_brand_owes']);
  });

  it('were paid in cash, less what was paid back, after rounding', async () => {
    expect(rowsOf(await page('tenders'), 'tenders')).toEqual([
      {
        ...{ tender: 'cash', payment_count: 3, paid: 504_000, refund_count: 2 },
        ...{ refunded: -275_000, received: 229_000, share: 10_000 },
      },
    ]);
  });

  it('have two returns: by reason, brand and who took them', async () => {
    const report = await page('returns');
    expect(rowsOf(report, 'return_reasons')).toEqual([
      {
        reason: '质量问题',
        return_count: 1,
        returned_units: 1000,
        returned: 260_000,
        refunded: 260_000,
      },
      {
        reason: '不合适',
        return_count: 1,
        returned_units: 1000,
        returned: 15_005,
        refunded: 15_000,
      },
    ]);
    expect(rowsOf(report, 'return_people')).toMatchObject([
      { taken_by: '王店长', return_count: 2 },
    ]);
    expect(rowsOf(report, 'return_brands').map(({ brand }) => brand)).toEqual(['海尔', '美的']);
    expect(figuresOf(report)).toMatchObject({
      returned: 275_005,
      return_count: 2,
      refunded: 275_000,
    });
  });

  it('are set beside the days before, and beside the same dates a year ago', async () => {
    const before = await page('brands', { from: DAY3, to: DAY3, compare: 'before' });
    expect(before.beside).toEqual({ from: DAY2, to: DAY2 });
    expect(before.figures[0]).toMatchObject({ value: -275_005, was: 214_000 });
    expect(rowsOf(before, 'brands').find(({ brand }) => brand === '海尔')).toMatchObject({
      net: -260_000,
      was: 200_000,
    });
    const yearAgo = await page('days', { compare: 'last_year' });
    expect(yearAgo.beside).toEqual({ from: '2025-06-01', to: '2025-06-18' });
    expect(yearAgo.figures[0]).toMatchObject({ was: 0 });
  });
});

describe('today', () => {
  it('stands beside its target and beside the same time of the same day last year', async () => {
    const { till } = shop;
    const line = { brand: '海尔', category: '冰箱', unitFen: 100_000 };
    const lastYear = { date: '2025-06-18', by: LI };
    bookSale(till, { ...lastYear, time: '10:20', lines: [line] });
    bookSale(till, { ...lastYear, time: '11:29', lines: [{ ...line, unitFen: 50_000 }] });
    bookSale(till, { ...lastYear, time: '11:31', lines: [line] }); // later in the day than it is now
    bookSale(till, { date: DAY3, time: '09:30', by: LI, lines: [{ ...line, unitFen: 180_000 }] });
    setTarget(till, OWNER, { month: '2026-05', dailyFen: 450_000 }); // goes on in June
    const report = await page('today', { from: '2020-01-01', to: DAY3 });
    expect(figuresOf(report)).toMatchObject({
      ...{ net: 180_000, target: 450_000, reached: 4_000, sale_count: 1, last_year_day: 250_000 },
    });
    expect(report.figures[0]).toMatchObject({ was: 150_000, change: 2_000 }); // a fifth more
    const [main, beside, goal] = report.chart?.series ?? [];
    expect(report.chart?.places.slice(0, 5)).toEqual(['08', '09', '10', '11', '12']);
    expect(main?.values.slice(0, 5)).toEqual([0, 180_000, 180_000, 180_000, null]); // not yet noon
    expect(beside?.values.slice(0, 5)).toEqual([0, 0, 100_000, 250_000, 250_000]);
    expect(new Set(goal?.values)).toEqual(new Set([450_000]));
    expect(reportStanding(till, OWNER)).toMatchObject({
      ...{ today: DAY3, target: { month: '2026-06', dailyFen: 450_000 } },
    });
  });

  it('has no target once it is taken back, and says when last year has nothing', async () => {
    setTarget(shop.till, OWNER, { month: '2026-06', dailyFen: 1_000 });
    setTarget(shop.till, OWNER, { month: '2026-06', dailyFen: 0 });
    const report = await page('today');
    expect(figuresOf(report)).toMatchObject({ net: 0, target: null, reached: null });
    expect(report.notes).toEqual(['no_last_year']);
  });

  it('is the date of the running shift, also after midnight', async () => {
    bookShift(shop.till, DAY3);
    shop.pass(14 * 3_600_000); // half past one at night
    expect(reportStanding(shop.till, OWNER).today).toBe(DAY3);
    shop.pass(4 * 3_600_000);
    expect(reportStanding(shop.till, OWNER).today).toBe(DAY3); // the shift is still open
  });
});

describe('the margin', () => {
  it('takes the cost as it was on the day of the sale and keeps unknown costs apart', async () => {
    const { till } = shop;
    const sku = stock(till, 'KFR-35', 300_000);
    const cost = (costFen: number, at: number) =>
      insertPriceChange(till.db, {
        ...{ ...NO_PRICES, listFen: fen(300_000), costFen: fen(costFen) },
        ...{ sku, importId: null, by: 'system', at },
      });
    cost(200_000, momentOf(DAY1, '07:00'));
    const line = { sku, brand: '美的', category: '空调', unitFen: 300_000, quantityMilli: 2000 };
    const sale = bookSale(till, { date: DAY1, time: '09:00', by: LI, lines: [line] });
    cost(250_000, momentOf(DAY2, '07:00'));
    bookSale(till, { date: DAY2, time: '09:00', by: LI, lines: [line] });
    bookSale(till, {
      ...{ date: DAY2, time: '10:00', by: LI },
      lines: [{ brand: '', category: '安装费', kind: 'service', unitFen: 8_000 }],
    });
    bookReturn(till, {
      ...{ saleId: sale, units: [[1, 1]], date: DAY3, time: '10:00', by: LI, reason: '不合适' },
    });
    const report = await page('margin');
    expect(rowsOf(report, 'categories')).toEqual([
      // 4 sold for 3000, 1 back: 9000; cost 2×2000 + 2×2500 − 1×2000 = 7000
      {
        ...{ category: '空调', costed: 900_000, cost: 700_000, margin: 200_000 },
        ...{ margin_rate: 2_222, uncosted_count: 0, uncosted: 0 },
      },
      {
        ...{ category: '安装费', costed: 0, cost: 0, margin: 0, margin_rate: null },
        ...{ uncosted_count: 1, uncosted: 8_000 },
      },
    ]);
    expect(report.notes).toContain('uncosted_apart');
    bookReturn(till, {
      ...{ saleId: sale, units: [[1, 2]], date: DAY3, time: '10:30', by: LI, reason: '摔坏' },
      condition: 'damaged',
    });
    expect(figuresOf(await page('margin'))).toMatchObject({ cost: 700_000, margin: -100_000 });
  });

  it('is for those who may see it alone, and so is what stock has cost', async () => {
    const input = { ...JUNE, name: 'margin' } as const;
    expect(wholeReport(shop.till, { seesMargin: false }, input)).toMatchObject({
      refusal: { code: 'right_missing' },
    });
    const keysOf = (report: ReportPage) => JSON.stringify(report);
    expect(keysOf(await page('slow_stock'))).toContain('value_at_cost');
    expect(keysOf(await page('slow_stock', {}, false))).not.toContain('value_at_cost');
  });
});

describe('the drawer', () => {
  it('over and short stand by shift and by the person whose shift it was', async () => {
    countedShift(DAY1, LI, [-2_000, -1_000], '找错零钱');
    countedShift(DAY2, LI, [0], '');
    countedShift(DAY3, WANG, [500], '');
    bookShift(shop.till, '2026-06-19'); // still open: nobody has counted it
    const report = await page('over_short');
    expect(rowsOf(report, 'over_short_people')).toEqual([
      {
        ...{ person: '小李', shift_count: 2, differing_count: 1 },
        ...{ over: 0, short: -1_000, over_short: -1_000 },
      },
      {
        ...{ person: '王店长', shift_count: 1, differing_count: 1 },
        ...{ over: 500, short: 0, over_short: 500 },
      },
    ]);
    expect(rowsOf(report, 'over_short_shifts')).toMatchObject([
      { date: DAY3, over_short: 500, times_counted: 1 },
      { date: DAY2, over_short: 0, reason: null },
      { date: DAY1, over_short: -1_000, times_counted: 2, reason: '找错零钱' },
    ]);
    expect(report.chart).toMatchObject({ places: [DAY1, DAY2, DAY3] });
    expect(figuresOf(report)).toMatchObject({ over_short: -500, over: 500, short: -1_000 });
  });
});

describe('a drawer that was handed over', () => {
  it('with another amount in it stands among the disputes until somebody settles it', async () => {
    const { db } = shop.till;
    const [from, to] = [bookShift(shop.till, DAY2, LI), bookShift(shop.till, DAY2, WANG)];
    db.exec(`
      INSERT INTO handover VALUES ('h', '01', '${from}', 50000, '${LI}', 1);
      INSERT INTO handover_answer VALUES ('h', '${to}', 'disputed', 49500, '${WANG}', '少 5 元', 2);`);
    const disputed = {
      outgoing: '小李',
      incoming: '王店长',
      handed: 50_000,
      received_cash: 49_500,
    };
    expect(rowsOf(await page('over_short'), 'disputes')).toMatchObject([
      { ...disputed, date: DAY2, over_short: -500, bears: 'open' },
    ]);
    db.exec(`INSERT INTO handover_settlement VALUES ('h', 'outgoing', '已补', '${WANG}', 3)`);
    const report = await page('over_short');
    expect(rowsOf(report, 'disputes')).toMatchObject([{ bears: 'outgoing' }]);
    expect(figuresOf(report)).toMatchObject({ dispute_count: 1 });
  });
});

describe('practice', () => {
  it('never counts', async () => {
    const before = await page('days');
    shop.till.db
      .prepare(
        `INSERT INTO training_sale (training_id, request_id, register_id, shift_id, by, at, due_fen, content)
         VALUES ('t', 'r', '01', NULL, ?, ?, 99900, '[]')`,
      )
      .run(LI, momentOf(DAY3, '10:00'));
    expect(await page('days')).toEqual(before);
    expect(figuresOf(before)).toMatchObject({ net: 0, sale_count: 0 });
  });
});

/** A closed shift, counted as often as there are differences; the last is booked. */
function countedShift(date: string, by: string, differences: readonly number[], reason: string) {
  const { db } = shop.till;
  const shiftId = bookShift(shop.till, date, by);
  const at = momentOf(date, '20:00');
  insertTransition(db, { shiftId, seq: 2, state: 'counting', at, by });
  differences.forEach((difference, i) => {
    insertCount(db, shiftId, {
      ...{ seq: i + 1, transitionSeq: 2, countedBy: by, countedAt: at, pieces: [] },
      ...{ countedFen: fen(50_000 + difference), expectedFen: fen(50_000) },
      overShortFen: fen(difference),
    });
  });
  const booked = fen(differences.at(-1) ?? 0);
  if (booked !== 0) {
    insertDrawerEvent(db, { shiftId, kind: 'over_short', amountFen: booked, at, by, reason });
  }
  insertTransition(db, { shiftId, seq: 3, state: 'closed', at, by });
}

describe('goods', () => {
  it('on hand that nobody bought for long are listed, those just in or just sold are not', async () => {
    const { till } = shop;
    const days = (count: number) => till.clock.now() - count * 86_400_000;
    const good = (name: string, cameIn: number, costFen: number | null = 10_000) => {
      const sku = stock(till, name, 20_000);
      till.db
        .prepare(
          'INSERT INTO stock_movement (sku, quantity_milli, reason, at) VALUES (?, 2000, ?, ?)',
        )
        .run(sku, 'receipt', days(cameIn));
      insertPriceChange(till.db, {
        ...{ ...NO_PRICES, costFen: costFen === null ? null : fen(costFen) },
        ...{ sku, importId: null, by: 'system', at: days(cameIn) },
      });
      return sku;
    };
    const sold = good('卖得动', 200);
    bookSale(till, {
      ...{ date: '2026-06-10', time: '10:00', by: LI },
      lines: [{ sku: sold, brand: '美的', category: '小家电', unitFen: 20_000 }],
    });
    good('刚到货', 5);
    const [old, middle, young] = [good('老货', 95), good('半老', 61), good('一个月', 30, null)];
    const report = await page('slow_stock');
    const listed = rowsOf(report, 'slow_goods');
    expect(listed.map(({ sku, idle_days }) => [sku, idle_days])).toEqual([
      [old, 95],
      [middle, 61],
      [young, 30],
    ]);
    expect(listed.map((row) => row.value_at_cost)).toEqual([20_000, 20_000, null]);
    expect(figuresOf(report)).toEqual({
      ...{ slow_30: 1, slow_60: 1, slow_90: 1, value_at_cost: 40_000 },
    });
    expect(report.notes).toEqual(['value_where_known']);
  });

  it('to be delivered stand by date and slot', async () => {
    const { till } = shop;
    const saleId = bookSale(till, {
      ...{ date: DAY3, time: '09:00', by: LI },
      lines: [{ brand: '海尔', category: '冰箱', unitFen: 100 }],
    });
    till.db
      .prepare(
        `INSERT INTO person (person_id, name_enc, phone_enc, phone_hmac, phone_last4, created_at)
         VALUES ('p', x'00', x'00', 'h', '8000', 0)`,
      )
      .run();
    const ticket = (number: number, deliveryDate: string, deliverySlot: 'morning' | 'evening') =>
      insertTicket(
        till.db,
        {
          ...{
            ticketId: `t${number}`,
            ticketNumber: `T0001-00000${number}`,
            saleId,
            personId: 'p',
          },
          ...{ type: number === 1 ? 'deliver' : 'deliver_install', deliveryDate, deliverySlot },
          ...{ note: '', lines: [], codeHash: '', createdAt: till.clock.now() },
        },
        LI,
      );
    ticket(1, '2026-06-19', 'morning');
    ticket(2, '2026-06-19', 'morning');
    ticket(3, '2026-06-20', 'evening');
    ticket(4, '2026-07-20', 'evening'); // beyond the dates asked for
    const report = await page('installations', { from: DAY3, to: '2026-07-01' });
    expect(rowsOf(report, 'load')).toEqual([
      { date: '2026-06-19', morning: 2, afternoon: 0, evening: 0, ticket_count: 2 },
      { date: '2026-06-20', morning: 0, afternoon: 0, evening: 1, ticket_count: 1 },
    ]);
    expect(rowsOf(report, 'states')).toEqual([{ state: 'created', ticket_count: 3 }]);
    expect(figuresOf(report)).toEqual({
      ticket_count: 3,
      open_count: 3,
      install_count: 2,
      busiest: 2,
    });
  });
});

describe('money that is not the shop’s own', () => {
  it('is none where none was taken, and the page says so', async () => {
    const report = await page('held_money');
    expect(report.notes).toEqual(['no_deposits', 'no_receivables']);
    expect(figuresOf(report)).toEqual({ held: 0, receivable: 0 });
  });

  it('is what brands and government bear of the deductions, and deposits that wait for their goods', async () => {
    const { till } = shop;
    bookSale(till, {
      ...{ date: DAY1, time: '09:00', by: LI },
      lines: [
        {
          ...{ brand: '海尔', category: '冰箱', unitFen: 300_000 },
          off: [
            ['government', 45_000, '以旧换新'],
            ['brand', 10_000, '618'],
          ],
        },
      ],
    });
    till.db.exec(`INSERT INTO deposit (deposit_id, request_id, register_id, epoch, deposit_seq, number, promotion_id,
      promotion_version, sku, deposit_fen, shift_id, business_date, at, by, journal_seq, journal_hash)
      SELECT 'd' || n, 'r' || n, '01', 1, n, 'D' || n, 'p', 1, 's', 20000, shift_id, '2026-06-17', 1, 'x', n, ''
      FROM (SELECT shift_id FROM shift LIMIT 1), (SELECT value AS n FROM json_each('[1,2]'))`);
    till.db.exec(`INSERT INTO deposit_end (deposit_id, state, ref, shift_id, at, by)
      SELECT 'd2', 'refunded', '', shift_id, 2, 'x' FROM shift LIMIT 1`);
    const report = await page('held_money');
    expect(report.notes).toEqual([]);
    expect(
      rowsOf(report, 'held_money').map(({ held_kind, amount }) => [held_kind, amount]),
    ).toEqual([
      ['deposit', 20_000],
      ['government', 45_000],
      ['platform', 0],
      ['brand', 10_000],
    ]);
  });
});

describe('dates', () => {
  it.each([
    [{ from: '2026-06-18', to: '2026-06-17' }],
    [{ from: '2026-02-30', to: '2026-03-01' }],
    [{ from: '0001-01-01', to: '2026-03-01' }],
    [{ from: '2023-06-01', to: '2026-06-01' }],
  ])('that cannot be are refused: %j', async (dates) => {
    const input = { ...JUNE, ...dates, name: 'days' } as const;
    const answer = wholeReport(shop.till, { seesMargin: true }, input);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'period_invalid' } });
  });
});
