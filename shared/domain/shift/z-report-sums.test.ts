import { describe, expect, it } from 'vitest';
import { createDice, type Dice } from '../../../electron/play-day/dice.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { type Fen, fen } from '../../kernel/money.ts';
import { type DrawerEventKind, expectedCash } from './expected-cash.ts';
import { overShortOf, periodReport } from './period-report.ts';
import { readZReport } from './read-z-report.ts';
import type { HandoverFacts, ReportMovement, ShiftFacts } from './report-cash.ts';
import type { Deduction } from './report-deductions.ts';
import { type ReportFacts, shiftReport, type ZReport } from './z-report.ts';

const SEEDS = [1, 618, 1111, printedSeed('shift reports').seed];
const HASH = 'a'.repeat(64);

/** A random day of one to three shifts; what each drawer holds at its end is what the next one begins with. */
function anyDay(dice: Dice, zNumber: number, before: ZReport | null): ReportFacts {
  const shiftCount = dice.between(1, 3);
  const shifts: ShiftFacts[] = [];
  const handovers: HandoverFacts[] = [];
  let float = dice.between(0, 100_000);
  let due = 0;
  let refund = 0;
  for (let number = 1; number <= shiftCount; number += 1) {
    const taken = dice.between(0, 500_000);
    const change = dice.between(0, taken);
    const back = dice.between(0, 5_000);
    const movements = anyMovements(dice);
    const rows: readonly (readonly [DrawerEventKind, number])[] = [
      ['open_float', float],
      ['cash_sale', taken],
      ['cash_change', -change],
      ['cash_refund', -back],
      ...movements.map(({ kind, amountFen }) => [kind, amountFen] as const),
    ];
    const drawer = expectedCash(rows.map(([kind, amount]) => ({ kind, amount: fen(amount) })));
    const isLast = number === shiftCount;
    const overShortFen = fen(dice.between(-900, 900));
    const countedFen = fen(drawer.expected + overShortFen);
    const count = { countedFen, overShortFen, expectedFen: drawer.expected };
    shifts.push({
      number,
      openedBy: `s${number}`,
      openedAt: number,
      drawer,
      movements,
      counts: [{ ...count, shiftNumber: number, seq: 1, by: `s${number}`, at: number }],
      booked: isLast ? null : { ...count, reason: '' },
    });
    if (!isLast) {
      const receivedFen = fen(countedFen + dice.pick([0, 0, -100, 50]));
      const verdict = receivedFen === countedFen ? 'accepted' : 'disputed';
      handovers.push({
        fromShift: number,
        outBy: `s${number}`,
        inBy: `s${number + 1}`,
        handedFen: countedFen,
        receivedFen,
        verdict,
        bears: null,
      });
      float = receivedFen;
    }
    due += taken - change;
    refund += back;
  }
  return factsOf(dice, { zNumber, shifts, handovers, due: fen(due), refund: fen(refund), before });
}

function factsOf(
  dice: Dice,
  day: {
    readonly zNumber: number;
    readonly shifts: readonly ShiftFacts[];
    readonly handovers: readonly HandoverFacts[];
    readonly due: Fen;
    readonly refund: Fen;
    readonly before: ZReport | null;
  },
): ReportFacts {
  const rounding = dice.between(0, 90);
  const net = fen(day.due + rounding);
  const given = anyDeductions(dice);
  const discount = given.reduce((sum, one) => sum + one.amountFen, 0);
  const last = day.shifts.at(-1)?.drawer.expected ?? fen(0);
  const overShortFen = fen(dice.between(-900, 900));
  const goods = dice.between(0, net);
  return {
    head: {
      zNumber: day.zNumber,
      registerId: '01',
      registerSerial: 'ZD-1',
      version: '1',
      store: { name: '店', branch: '' },
      businessDate: `2026-0${1 + Math.floor(day.zNumber / 28)}-${10 + (day.zNumber % 18)}`,
      closedAt: 9,
      closedBy: 's1',
      approvedBy: null,
    },
    shifts: day.shifts,
    handovers: day.handovers,
    operators: ['s1'],
    sales: {
      firstReceipt: null,
      lastReceipt: null,
      saleCount: dice.between(0, 9),
      itemCount: dice.between(0, 9),
      listFen: fen(net + discount),
      discountFen: fen(discount),
      netFen: net,
      roundingFen: fen(rounding),
      dueFen: day.due,
      deductions: given,
      returns: {
        count: 1,
        unitCount: 1,
        netFen: fen(day.refund + 5),
        roundingFen: fen(5),
        refundFen: day.refund,
      },
      tenders: [
        { kind: 'cash', count: 1, amountFen: day.due, refundCount: 1, refundFen: day.refund },
      ],
      kinds: [
        { kind: 'goods', lineCount: 1, netFen: fen(goods) },
        { kind: 'service', lineCount: 1, netFen: fen(net - goods) },
      ],
      categories: [
        {
          category: '空调',
          unitMilli: 1_000,
          netFen: net,
          returnedMilli: 0,
          returnedFen: fen(day.refund + 5),
        },
      ],
    },
    control: {
      reprintCount: 0,
      overrideCount: 0,
      discountCount: 0,
      clearedCartCount: 0,
      removedLineCount: 0,
      trainingCount: 1,
      trainingFen: fen(dice.between(0, 99_999)),
      failedPrintCount: 0,
      offlineMs: 0,
      clockJumpCount: 0,
      approvalCount: 0,
      refusedApprovalCount: 0,
    },
    tickets: { states: [], missingSerialCount: 0 },
    counted: { countedFen: fen(last + overShortFen), overShortFen, pieces: [], reason: '' },
    matters: [],
    before: {
      perpetualFen: day.before?.perpetualFen ?? 0,
      perpetualAbsoluteFen: day.before?.perpetualAbsoluteFen ?? 0,
    },
    lanes: [],
    journal: { seq: day.zNumber, hash: HASH },
  };
}

function anyMovements(dice: Dice): readonly ReportMovement[] {
  return Array.from({ length: dice.between(0, 4) }, () => {
    const kind = dice.pick(['paid_in', 'paid_out', 'safe_drop', 'bank_deposit'] as const);
    const amount = dice.between(1, 9_999);
    const amountFen = fen(kind === 'paid_in' ? amount : -amount);
    return { kind, category: dice.pick(['freight', 'meals']), count: 1, amountFen };
  });
}

function anyDeductions(dice: Dice): readonly Deduction[] {
  return Array.from({ length: dice.between(0, 5) }, () => ({
    layer: dice.pick(['override', 'line_discount', 'cart_discount', '满减', '补贴']),
    funding: dice.pick(['store', 'brand', 'platform', 'government'] as const),
    name: dice.pick(['美的618', '以旧换新|一级']),
    count: dice.between(1, 3),
    amountFen: fen(dice.between(1, 9_999)),
  }));
}

function sum<Row>(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

/** Days in a row, each going on where the one before ended. */
function anyDays(seed: number, count: number): readonly ZReport[] {
  const dice = createDice(seed);
  const days: ZReport[] = [];
  for (let z = 1; z <= count; z += 1) {
    days.push(shiftReport(anyDay(dice, z, days.at(-1) ?? null)));
  }
  return days;
}

describe('whatever happened in a day', () => {
  it.each(SEEDS)('its sections agree with one another (seed %i)', (seed) => {
    for (const z of anyDays(seed, 40)) {
      expect(z.listFen - z.discountFen).toBe(z.netFen);
      expect(sum(z.deductions?.layers ?? [], (one) => one.amountFen)).toBe(z.discountFen);
      expect(sum(z.deductions?.sources ?? [], (one) => one.amountFen)).toBe(z.discountFen);
      expect(z.netFen - (z.returns?.netFen ?? 0)).toBe(z.netSalesFen);
      expect(z.netSalesFen - z.roundingFen + (z.returns?.roundingFen ?? 0)).toBe(z.receivedFen);
      expect(sum(z.tenders, (one) => one.netFen)).toBe(z.receivedFen);
      expect(sum(z.kinds ?? [], (one) => one.netFen)).toBe(z.netFen);
      expect(sum(z.categories, (one) => one.netFen - (one.returnedFen ?? 0))).toBe(z.netSalesFen);
    }
  });

  it.each(SEEDS)('cash is what came, went and was found missing (seed %i)', (seed) => {
    for (const z of anyDays(seed, 40)) {
      const { cash } = z;
      if (!cash) throw new Error('a report of today tells of cash');
      const takings = z.cashInFen - z.cashOutFen - cash.refundsFen;
      expect(takings).toBe(z.receivedFen);
      const moved = cash.paidInFen - cash.paidOutFen - cash.dropsFen - cash.depositsFen;
      expect(sum(cash.movements, (one) => one.amountFen)).toBe(moved);
      const found = cash.earlierOverShortFen + cash.disputedFen;
      expect(z.openingFloatFen + takings + moved + found).toBe(z.expectedFen);
      expect((z.countedFen ?? 0) - z.expectedFen).toBe(z.overShortFen);
      expect(sum(z.shifts ?? [], (one) => one.overShortFen ?? 0) + cash.disputedFen).toBe(
        overShortOf(z),
      );
    }
  });

  it.each(SEEDS)('totals go on from the day before and practice is in none (seed %i)', (seed) => {
    const days = anyDays(seed, 40);
    days.forEach((z, i) => {
      const before = days[i - 1];
      const { refundFen = 0 } = z.returns ?? {};
      expect(z.perpetualFen - (before?.perpetualFen ?? 0)).toBe(z.receivedFen);
      expect((z.perpetualAbsoluteFen ?? 0) - (before?.perpetualAbsoluteFen ?? 0)).toBe(
        z.receivedFen + 2 * refundFen,
      );
      expect(z.perpetualAbsoluteFen).toBeGreaterThanOrEqual(Math.abs(z.perpetualFen));
    });
  });

  it.each(SEEDS)('a month and a year are the sums of their days (seed %i)', (seed) => {
    const days = anyDays(seed, 40);
    const head = {
      kind: seed % 2 === 0 ? ('month' as const) : ('year' as const),
      period: '2026-01',
      registerId: '01',
      registerSerial: 'ZD-1',
      version: '1',
      store: { name: '店', branch: '' },
      closedAt: 1,
      closedBy: 'system',
      firstZ: 1,
      lastZ: 40,
    };
    const whole = periodReport(head, days, { perpetualFen: 0, perpetualAbsoluteFen: 0 });
    const last = days.at(-1);
    expect(whole).toMatchObject({
      zCount: 40,
      firstZ: 1,
      lastZ: 40,
      listFen: sum(days, (z) => z.listFen),
      discountFen: sum(days, (z) => z.discountFen),
      netFen: sum(days, (z) => z.netFen),
      netSalesFen: sum(days, (z) => z.netSalesFen),
      receivedFen: sum(days, (z) => z.receivedFen),
      returnsFen: sum(days, (z) => z.returns?.netFen ?? 0),
      perpetualFen: last?.perpetualFen,
      perpetualAbsoluteFen: last?.perpetualAbsoluteFen,
    });
    expect(whole.overFen - whole.shortFen).toBe(sum(days, overShortOf));
    expect(sum(whole.rows, (row) => row.netSalesFen)).toBe(whole.netSalesFen);
    expect(sum(whole.tenders, (one) => one.netFen)).toBe(whole.receivedFen);
    expect(sum(whole.sources, (one) => one.amountFen)).toBe(whole.discountFen);
    expect(sum(whole.categories, (one) => one.netFen)).toBe(whole.netSalesFen);
    // Cut anywhere, the two halves go on from one another.
    const cut = 1 + (seed % 38);
    const first = periodReport(head, days.slice(0, cut), whole.before);
    const second = periodReport(head, days.slice(cut), first);
    expect(second.perpetualFen).toBe(whole.perpetualFen);
    expect(second.perpetualAbsoluteFen).toBe(whole.perpetualAbsoluteFen);
    expect(first.receivedFen + second.receivedFen).toBe(whole.receivedFen);
  });
});

describe('deductions', () => {
  it('by hand are told from what the store planned, and what others bear is owed by promise', () => {
    const facts = anyDay(createDice(7), 1, null);
    const deductions: readonly Deduction[] = [
      { layer: 'override', funding: 'store', name: '', count: 1, amountFen: fen(500) },
      { layer: '满减', funding: 'store', name: '', count: 2, amountFen: fen(300) },
      { layer: '满减', funding: 'brand', name: '美的618', count: 2, amountFen: fen(700) },
      { layer: '补贴', funding: 'government', name: '一级|15%', count: 1, amountFen: fen(900) },
      { layer: '叠加', funding: 'brand', name: '美的618', count: 1, amountFen: fen(50) },
    ];
    const report = shiftReport({ ...facts, sales: { ...facts.sales, deductions } });
    expect(report.deductions).toEqual({
      layers: [
        { layer: '满减', count: 4, amountFen: 1_000 },
        { layer: '补贴', count: 1, amountFen: 900 },
        { layer: 'override', count: 1, amountFen: 500 },
        { layer: '叠加', count: 1, amountFen: 50 },
      ],
      sources: [
        { source: 'government', count: 1, amountFen: 900 },
        { source: 'brand', count: 3, amountFen: 750 },
        { source: 'manual', count: 1, amountFen: 500 },
        { source: 'store', count: 2, amountFen: 300 },
      ],
      owed: [
        { funding: 'government', name: '一级|15%', count: 1, amountFen: 900 },
        { funding: 'brand', name: '美的618', count: 3, amountFen: 750 },
      ],
    });
  });
});

describe('a report stored in the first form', () => {
  const stored = {
    zNumber: 12,
    shiftNumber: 12,
    registerId: '01',
    registerSerial: 'ZD-7F3A91',
    version: '1.0.0',
    businessDate: '2026-06-18',
    openedAt: 1,
    closedAt: 2,
    openedBy: '小李',
    closedBy: '小李',
    approvedBy: null,
    firstReceipt: '0001-01-000101',
    lastReceipt: '0001-01-000123',
    saleCount: 23,
    itemCount: 41,
    listFen: 12_345_600,
    discountFen: 45_600,
    netFen: 12_300_000,
    roundingFen: 320,
    tenders: [{ kind: 'cash', count: 23, amountFen: 12_299_680 }],
    openingFloatFen: 50_000,
    cashInFen: 12_299_680,
    cashOutFen: 0,
    expectedFen: 12_349_680,
    countedFen: 12_349_000,
    overShortFen: -680,
    reason: '找零多给',
    countPieces: [{ fen: 10_000, count: 1_234 }],
    categories: [{ category: '空调', unitMilli: 12_000, netFen: 3_600_000 }],
    noSaleCount: 1,
    reprintCount: 2,
    overrideCount: 0,
    discountCount: 3,
    clearedCartCount: 1,
    perpetualFen: 9_991_230_000,
    journalSeq: 4211,
    journalHash: HASH,
  };

  it('reads with everything it recorded, and null for what it did not', () => {
    const read = readZReport(JSON.stringify(stored));
    expect(read).toMatchObject({ ...stored, form: 1, netSalesFen: 12_300_000 });
    expect(read.receivedFen).toBe(12_299_680);
    const missing = Object.entries(read).flatMap(([key, value]) => (value === null ? [key] : []));
    expect(missing.sort()).toEqual([
      'approvedBy',
      'cash',
      'control',
      'deductions',
      'kinds',
      'matters',
      'operators',
      'perpetualAbsoluteFen',
      'returns',
      'shifts',
      'store',
      'tickets',
    ]);
  });

  it('takes part in a month as what it recorded', () => {
    const head = {
      kind: 'month' as const,
      period: '2026-06',
      registerId: '01',
      registerSerial: 'ZD-1',
      version: '1',
      store: { name: '店', branch: '' },
      closedAt: 1,
      closedBy: 'system',
      firstZ: 1,
      lastZ: 1,
    };
    const before = { perpetualFen: 1_000, perpetualAbsoluteFen: 3_000 };
    const month = periodReport(head, [readZReport(JSON.stringify(stored))], before);
    expect(month).toMatchObject({
      returnCount: 0,
      netSalesFen: 12_300_000,
      shortFen: 680,
      overFen: 0,
      perpetualFen: 12_300_680,
      perpetualAbsoluteFen: 12_302_680,
    });
  });

  it('is the same after it is stored again in the present form', () => {
    const [z] = anyDays(3, 1);
    expect(readZReport(JSON.stringify(z))).toEqual(z);
  });
});
