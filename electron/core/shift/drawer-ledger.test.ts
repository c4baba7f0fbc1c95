import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseYuan } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { openDrawer } from '../printing/open-drawer.ts';
import { returnGoods } from '../returns/return-goods.ts';
import { closeShift, xReport } from './close-shift.ts';
import { handOver } from './hand-over.ts';
import { listMovements, moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

/*
 * Ledgers as a book-keeper writes them, in yuan: what happened, how much, and what must then lie in the drawer.
 * The last line is the Z: float, cash in, change, refunds, paid in, paid out, drops, deposits, expected, counted, difference.
 */
const LEDGERS = {
  'a quiet day': `
    float       500.00    500.00
    count       500.00
    Z           500.00 0 0 0 0 0 0 0 500.00 500.00 0`,
  'sales with change, and a no-sale that moves nothing': `
    float       500.00    500.00
    sale        199.90    699.90    tendered 200.00
    sale      3,280.00  3,979.90    tendered 3,300.00
    no sale       0     3,979.90
    sale         12.50  3,992.40    tendered 12.50
    count     3,992.40
    Z           500.00 3,512.50 20.10 0 0 0 0 0 3,992.40 3,992.40 0`,
  'a day with every kind of movement, three yuan short': `
    float       300.00    300.00
    sale      2,400.00  2,700.00    tendered 2,400.00
    paid out     60.00  2,640.00
    paid in     200.00  2,840.00
    return    2,400.00    440.00
    sale      1,899.00  2,339.00    tendered 1,900.00
    drop      1,500.00    839.00
    deposit     400.00    439.00
    count       436.00
    Z           300.00 4,300.00 1.00 2,400.00 200.00 60.00 1,500.00 400.00 439.00 436.00 -3.00`,
  'a payment written down wrongly, taken back and written anew': `
    float       300.00    300.00
    paid out     86.00    214.00
    undo         86.00    300.00
    paid out     68.00    232.00
    count       232.00
    Z           300.00 0 0 0 0 68.00 0 0 232.00 232.00 0`,
  'two clerks, the first one five short, the second disputes two more': `
    float       500.00    500.00
    sale      1,000.00  1,500.00    tendered 1,000.00
    hand over 1,495.00  1,495.00
    take over 1,493.00  1,493.00
    sale        500.00  1,993.00    tendered 600.00
    paid out    100.00  1,893.00
    count     1,893.00
    Z           500.00 1,600.00 100.00 0 0 100.00 0 0 1,893.00 1,893.00 0`,
  'more in the drawer than there should be is booked too': `
    float       100.00    100.00
    sale         50.00    150.00    tendered 50.00
    count       154.00
    Z           100.00 50.00 0 0 0 0 0 0 150.00 154.00 4.00`,
} as const;

let shop: PeopleTill;
let clerk = CASHIER;
let lastSale = '';
beforeEach(() => {
  shop = peopleTill();
  clerk = CASHIER;
});
afterEach(() => shop.remove());

const approved = () => ({ by: clerk, approvedBy: MANAGER });
const loose = (otherFen: number) => ({ pieces: {}, otherFen });
const amountOf = (text: string) => Number(parseYuan(text));

function moved(kind: 'paid_in' | 'paid_out' | 'safe_drop' | 'bank_deposit', amountFen: number) {
  const requestId = shop.till.random.uuid();
  const names = { paid_in: 'debt_collected', paid_out: 'freight' } as const;
  const category = kind === 'paid_in' || kind === 'paid_out' ? names[kind] : kind;
  const input = { requestId, kind, category, amountFen, payee: '老张', slipNumber: 'B1', note: '' };
  taken(moveCash(shop.till, approved(), input));
}
function count(amountFen: number): number {
  taken(startCount(shop.till, alone(clerk)));
  const attempt = shiftStanding(shop.till).shift?.attempt ?? 0;
  return taken(submitCount(shop.till, alone(clerk), { count: loose(amountFen), attempt })).seq;
}

const HAPPENS: Readonly<Record<string, (amountFen: number, tenderedFen: number) => void>> = {
  float: (amount) => taken(openShift(shop.till, alone(clerk), { float: loose(amount) })),
  sale: (amount, tendered) => {
    lastSale = sell(shop.till, stock(shop.till, `货${shop.till.random.uuid()}`, amount), tendered);
  },
  return: (amount) =>
    taken(
      returnGoods(shop.till, approved(), {
        requestId: shop.till.random.uuid(),
        saleId: lastSale,
        units: [{ position: 1, unit: 1, condition: 'restock' }],
        reason: '坏了',
        expectedRefundFen: amount,
      }),
    ),
  'no sale': () => taken(openDrawer(shop.till, approved(), { reason: '换零钱' })),
  'paid in': (amount) => moved('paid_in', amount),
  'paid out': (amount) => moved('paid_out', amount),
  drop: (amount) => moved('safe_drop', amount),
  deposit: (amount) => moved('bank_deposit', amount),
  undo: () => {
    const movementId = listMovements(shop.till)[0]?.movementId ?? '';
    const undo = { requestId: shop.till.random.uuid(), movementId, note: '写错' };
    taken(undoMovement(shop.till, approved(), undo));
  },
  'hand over': (amount) =>
    taken(handOver(shop.till, approved(), { countSeq: count(amount), reason: '交班' })),
  'take over': (amount) => {
    clerk = MANAGER;
    const { handoverId = '' } = shiftStanding(shop.till).handover ?? {};
    const input = { handoverId, count: loose(amount), attempt: 1, dispute: '数不对' };
    taken(takeOver(shop.till, alone(clerk), input));
  },
  count: (amount) => count(amount),
};

describe('the ledger of a drawer', () => {
  it.each(Object.entries(LEDGERS))('%s', (_, ledger) => {
    const rows = ledger
      .trim()
      .split('\n')
      .map((row) => row.trim());
    const last = rows.pop() ?? '';
    for (const row of rows) {
      const [, what = '', amount = '', after, tendered] =
        /^(\D+?) +([\d,.]+)(?: +([\d,.]+))?(?: +tendered ([\d,.]+))?$/.exec(row) ?? [];
      HAPPENS[what]?.(amountOf(amount), amountOf(tendered ?? '0'));
      if (after === undefined || what === 'hand over') continue;
      const { expectedFen } = taken(xReport(shop.till, alone(MANAGER)));
      expect([row, expectedFen]).toEqual([row, amountOf(after)]);
    }
    const { countSeq } = { countSeq: shiftStanding(shop.till).shift?.count?.seq ?? 0 };
    const { report } = taken(closeShift(shop.till, approved(), { countSeq, reason: '' }));
    const columns = [
      report.openingFloatFen,
      report.cashInFen,
      report.cashOutFen,
      report.cash?.refundsFen,
      report.cash?.paidInFen,
      report.cash?.paidOutFen,
      report.cash?.dropsFen,
      report.cash?.depositsFen,
      report.expectedFen,
      report.countedFen,
      report.overShortFen,
    ];
    expect(columns).toEqual(last.split(/ +/).slice(1).map(amountOf));
  });
});
