import { type DrawerEventKind, expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import { periodReport } from '../../shared/domain/shift/period-report.ts';
import type { ShiftFacts } from '../../shared/domain/shift/report-cash.ts';
import { type ReportFacts, shiftReport, type ZReport } from '../../shared/domain/shift/z-report.ts';
import { fen } from '../../shared/kernel/money.ts';

const OPENED = Date.parse('2026-06-18T08:25:00+08:00');
const HOUR = 3_600_000;
const HASH = '9f3a21c7deadbeef001122334455667788990011223344556677889900112233';

type Ledger = readonly (readonly [DrawerEventKind, number])[];

function shift(
  number: number,
  openedBy: string,
  ledger: Ledger,
  more: Partial<ShiftFacts> = {},
): ShiftFacts {
  const events = ledger.map(([kind, amount]) => ({ kind, amount: fen(amount) }));
  return {
    number,
    openedBy,
    openedAt: OPENED + (number - 11) * 5 * HOUR,
    drawer: expectedCash(events),
    movements: [],
    counts: [],
    booked: null,
    ...more,
  };
}

/** The morning: float 500.00, 4 sales for 6,099.70, one return of 99.80, freight 60.00; 5.30 short at the handover. */
const MORNING = shift(
  11,
  '小李',
  [
    ['open_float', 50_000],
    ['cash_sale', 620_000],
    ['cash_change', -10_030],
    ['cash_refund', -9_980],
    ['paid_out', -6_000],
    ['no_sale', 0],
  ],
  {
    movements: [{ kind: 'paid_out', category: 'freight', count: 1, amountFen: fen(-6_000) }],
    counts: [
      {
        shiftNumber: 11,
        seq: 1,
        countedFen: fen(633_460),
        expectedFen: fen(643_990),
        overShortFen: fen(-10_530),
        by: '小李',
        at: OPENED + 4.9 * HOUR,
      },
      {
        shiftNumber: 11,
        seq: 2,
        countedFen: fen(643_460),
        expectedFen: fen(643_990),
        overShortFen: fen(-530),
        by: '小李',
        at: OPENED + 4.95 * HOUR,
      },
    ],
    booked: { countedFen: fen(643_460), overShortFen: fen(-530), reason: '找零多给' },
  },
);

/** The afternoon begins with 1.00 less than was handed over; 6,000.00 go to the bank; 0.70 short at the close. */
const AFTERNOON = shift(
  12,
  '小周',
  [
    ['open_float', 643_360],
    ['cash_sale', 1_190_000],
    ['paid_in', 20_000],
    ['bank_deposit', -600_000],
  ],
  {
    movements: [
      { kind: 'paid_in', category: 'float_top_up', count: 1, amountFen: fen(20_000) },
      { kind: 'bank_deposit', category: 'bank_deposit', count: 2, amountFen: fen(-600_000) },
    ],
    counts: [
      {
        shiftNumber: 12,
        seq: 1,
        countedFen: fen(1_253_290),
        expectedFen: fen(1_253_360),
        overShortFen: fen(-70),
        by: '小周',
        at: OPENED + 12 * HOUR,
      },
    ],
  },
);

const FACTS: ReportFacts = {
  head: {
    zNumber: 12,
    registerId: '01',
    registerSerial: 'ZD-7F3A91',
    version: '1.0.0',
    store: { name: '云桥家电', branch: '青山镇店' },
    businessDate: '2026-06-18',
    closedAt: OPENED + 12.1 * HOUR,
    closedBy: '小周',
    approvedBy: '王店长',
  },
  shifts: [MORNING, AFTERNOON],
  handovers: [
    {
      fromShift: 11,
      outBy: '小李',
      inBy: '小周',
      handedFen: fen(643_460),
      receivedFen: fen(643_360),
      verdict: 'disputed',
      bears: null,
    },
  ],
  operators: ['小李', '小周'],
  sales: {
    firstReceipt: '0001-01-000101',
    lastReceipt: '0001-01-000107',
    saleCount: 7,
    itemCount: 12,
    listFen: fen(1_850_000),
    discountFen: fen(50_000),
    netFen: fen(1_800_000),
    roundingFen: fen(30),
    dueFen: fen(1_799_970),
    deductions: [
      { layer: 'line_discount', funding: 'store', name: '', count: 2, amountFen: fen(10_000) },
      { layer: 'override', funding: 'store', name: '', count: 1, amountFen: fen(5_000) },
      { layer: '618满减', funding: 'brand', name: '美的618', count: 2, amountFen: fen(30_000) },
      { layer: '618满减', funding: 'store', name: '', count: 2, amountFen: fen(5_000) },
    ],
    returns: {
      count: 1,
      unitCount: 1,
      netFen: fen(9_990),
      roundingFen: fen(10),
      refundFen: fen(9_980),
    },
    tenders: [
      {
        kind: 'cash',
        count: 7,
        amountFen: fen(1_799_970),
        refundCount: 1,
        refundFen: fen(9_980),
      },
    ],
    kinds: [
      { kind: 'goods', lineCount: 9, netFen: fen(1_760_000) },
      { kind: 'service', lineCount: 2, netFen: fen(30_000) },
      { kind: 'material', lineCount: 1, netFen: fen(10_000) },
    ],
    categories: [
      {
        category: '空调',
        unitMilli: 4_000,
        netFen: fen(1_700_000),
        returnedMilli: 0,
        returnedFen: fen(0),
      },
      {
        category: '电水壶',
        unitMilli: 6_000,
        netFen: fen(90_000),
        returnedMilli: 1_000,
        returnedFen: fen(9_990),
      },
      {
        category: '铜管',
        unitMilli: 2_500,
        netFen: fen(10_000),
        returnedMilli: 0,
        returnedFen: fen(0),
      },
    ],
  },
  control: {
    reprintCount: 2,
    overrideCount: 1,
    discountCount: 2,
    clearedCartCount: 0,
    removedLineCount: 3,
    trainingCount: 1,
    trainingFen: fen(29_900),
    failedPrintCount: 1,
    offlineMs: 42 * 60_000,
    clockJumpCount: 0,
    approvalCount: 2,
    refusedApprovalCount: 0,
  },
  tickets: {
    states: [
      { state: 'created', count: 1 },
      { state: 'serials_complete', count: 2 },
    ],
    missingSerialCount: 2,
  },
  counted: {
    countedFen: fen(1_253_290),
    overShortFen: fen(-70),
    pieces: [
      { fen: 10_000, count: 125 },
      { fen: 100, count: 32 },
      { fen: 10, count: 9 },
    ],
    reason: '',
  },
  matters: [
    { kind: 'unsynced', count: 3 },
    { kind: 'held_carts', count: 1 },
  ],
  before: { perpetualFen: 9_991_230_000, perpetualAbsoluteFen: 10_011_230_000 },
  lanes: [],
  journal: { seq: 4211, hash: HASH },
};

/** Two shifts, a disputed handover, a shortage. */
export const HANDED_OVER_Z: ZReport = shiftReport(FACTS);

const ONE_SHIFT: ReportFacts = {
  ...FACTS,
  head: { ...FACTS.head, approvedBy: null },
  shifts: [
    shift(12, '小李', [
      ['open_float', 50_000],
      ['cash_sale', 1_799_970],
    ]),
  ],
  handovers: [],
  operators: ['小李'],
  sales: {
    ...FACTS.sales,
    deductions: FACTS.sales.deductions.slice(0, 1),
    returns: { count: 0, unitCount: 0, netFen: fen(0), roundingFen: fen(0), refundFen: fen(0) },
    tenders: FACTS.sales.tenders.map((one) => ({ ...one, refundCount: 0, refundFen: fen(0) })),
    kinds: FACTS.sales.kinds.slice(0, 1),
    categories: FACTS.sales.categories.slice(0, 1),
  },
  tickets: { states: [], missingSerialCount: 0 },
  control: {
    ...FACTS.control,
    removedLineCount: 0,
    trainingCount: 0,
    offlineMs: 0,
  },
  counted: {
    countedFen: fen(1_849_970),
    overShortFen: fen(0),
    pieces: [
      { fen: 10_000, count: 184 },
      { fen: 100, count: 99 },
      { fen: 10, count: 7 },
    ],
    reason: '',
  },
  matters: [],
};

/** An ordinary day: one shift, nothing missing. */
export const PLAIN_Z: ZReport = shiftReport(ONE_SHIFT);

export const PLAIN_X: ZReport = shiftReport({
  ...ONE_SHIFT,
  head: { ...ONE_SHIFT.head, zNumber: null, closedAt: OPENED + 6 * HOUR, closedBy: '王店长' },
  counted: null,
});

/** A day after a restore: the new lane's second, going on from the year before it. */
const LANE = '01QXF';
export const Z_AFTER_RESTORE: ZReport = shiftReport({
  ...ONE_SHIFT,
  head: { ...ONE_SHIFT.head, registerId: LANE, zNumber: 2 },
  before: { perpetualFen: 1_799_970, perpetualAbsoluteFen: 1_799_970 },
  lanes: [
    {
      ...{ registerId: '01', throughZ: 365 },
      ...{ perpetualFen: 9_991_230_000, perpetualAbsoluteFen: 10_011_230_000 },
    },
  ],
});

/** A month of two days: the ordinary one, then the one with the handover. */
export const MONTH = periodReport(
  {
    kind: 'month',
    period: '2026-06',
    registerId: '01',
    registerSerial: 'ZD-7F3A91',
    version: '1.0.0',
    store: FACTS.head.store,
    closedAt: Date.parse('2026-07-01T08:20:00+08:00'),
    closedBy: 'system',
    firstZ: 11,
    lastZ: HANDED_OVER_Z.zNumber ?? 0,
  },
  [{ ...PLAIN_Z, zNumber: 11, businessDate: '2026-06-17' }, HANDED_OVER_Z],
  { perpetualFen: 9_989_430_030, perpetualAbsoluteFen: 10_009_430_030 },
);

/** The month of a restore: a day of the lane before, and one of the new lane. */
export const MONTH_OF_RESTORE = periodReport(
  {
    ...{ kind: 'month', period: '2026-06', registerId: LANE, registerSerial: 'ZD-1B2C3D-01QXF' },
    ...{ version: '1.0.0', store: FACTS.head.store, firstZ: 1, lastZ: 2, closedBy: 'system' },
    closedAt: Date.parse('2026-07-01T08:20:00+08:00'),
    lanes: [{ registerId: '01', firstZ: 365, lastZ: 365 }],
  },
  [
    { ...PLAIN_Z, zNumber: 365, businessDate: '2026-06-16' },
    { ...Z_AFTER_RESTORE, zNumber: 1, businessDate: '2026-06-17' },
    Z_AFTER_RESTORE,
  ],
  { perpetualFen: 9_989_430_030, perpetualAbsoluteFen: 10_009_430_030 },
);
