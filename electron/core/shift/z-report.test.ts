import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ZReport } from '../../../shared/contract/shift.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
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
import { tradedDays } from '../../../test/support/traded-days.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { discountByHand, overridePrice } from '../checkout/deduct-by-hand.ts';
import { addItem, clearCart, removeLine } from '../checkout/edit-cart.ts';
import { practiseSale } from '../checkout/practise-sale.ts';
import { lastEntry } from '../journal/journal-table.ts';
import { announceSigningKey, signatures } from '../journal/signature-table.ts';
import { openDrawer } from '../printing/open-drawer.ts';
import { reprint } from '../printing/reprint.ts';
import { returnGoods } from '../returns/return-goods.ts';
import type { Actor } from '../till.ts';
import { closeShift, xReport } from './close-shift.ts';
import { handOver } from './hand-over.ts';
import { moveCash } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { takeOver } from './take-over.ts';
import { zReportsOf } from './z-report-table.ts';

const HOUR = 3_600_000;
const TRAINER: Actor = { staffId: asId('demo-trainer'), name: '小周', role: 'trainer' };
const cashier = alone(CASHIER);
const manager = alone(MANAGER);

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
});
afterEach(() => shop.remove());

const loose = (fen: number) => ({ pieces: {}, otherFen: fen });
const requestId = () => shop.till.random.uuid();

function count(by: Actor, fen: number, attempt = 1): number {
  return taken(submitCount(shop.till, alone(by), { count: loose(fen), attempt })).seq;
}

function firstLine(): string {
  return currentCart(shop.till, CASHIER).lines[0]?.lineId ?? '';
}

/** Morning of 小李: five things a book-keeper writes down, and all that a supervisor looks at. */
function morning(fan: string, pot: string): void {
  const { till } = shop;
  taken(openShift(till, cashier, { float: { pieces: { '10000': 5 }, otherFen: 0 } }));
  sell(till, fan, 50_000); // 200.00, of 500.00 handed over
  const potSale = sell(till, pot); // 99.95, paid 99.90
  taken(addItem(till, CASHIER, { sku: fan, quantityMilli: 2000 }));
  const off = { lineId: firstLine(), rate: null, offFen: 2_000, reason: '老顾客' };
  taken(discountByHand(till, manager, off));
  payCart(till); // 400.00 − 20.00
  taken(addItem(till, CASHIER, { sku: pot, quantityMilli: 1000 }));
  const price = { lineId: firstLine(), unitFen: 9_000, reason: '对手价' };
  taken(overridePrice(till, manager, price));
  payCart(till); // 99.95 − 9.95
  taken(addItem(till, CASHIER, { sku: fan, quantityMilli: 1000 }));
  taken(addItem(till, CASHIER, { sku: pot, quantityMilli: 1000 }));
  taken(removeLine(till, CASHIER, firstLine()));
  taken(clearCart(till, CASHIER, '顾客离开'));
  const units = [{ position: 1, unit: 1, condition: 'restock' as const }];
  const back = { requestId: requestId(), saleId: potSale, units, reason: '不想要了' };
  taken(returnGoods(till, manager, { ...back, expectedRefundFen: 9_990 }));
  const move = { payee: '老王', slipNumber: '', note: '送货' };
  const freight = { ...move, kind: 'paid_out', category: 'freight', amountFen: 6_000 } as const;
  taken(moveCash(till, cashier, { requestId: requestId(), ...freight }));
  const topUp = { ...move, kind: 'paid_in', category: 'float_top_up', amountFen: 10_000 } as const;
  taken(moveCash(till, cashier, { requestId: requestId(), ...topUp }));
  taken(openDrawer(till, manager, { reason: '换零钱' }));
  taken(reprint(till, cashier, { kind: 'receipt', ref: potSale }));
  practise(fan);
}

function practise(sku: string): void {
  const { till } = shop;
  taken(addItem(till, TRAINER, { sku, quantityMilli: 1000 }));
  taken(addItem(till, TRAINER, { sku, quantityMilli: 1000 }));
  const { cartId, dueFen, lines } = currentCart(till, TRAINER);
  expect(lines.length).toBeGreaterThan(0);
  const payment = { requestId: requestId(), cartId: cartId ?? '', tenderedFen: null };
  taken(practiseSale(till, TRAINER, { ...payment, expectedDueFen: dueFen }));
}

/** 1,210.00 should be there: counted 1,104.70, then 1,204.70; the next clerk finds 1,203.70 and disputes it. */
function handover(): void {
  const { till } = shop;
  shop.pass(5 * HOUR);
  taken(startCount(till, cashier));
  count(CASHIER, 110_470);
  const countSeq = count(CASHIER, 120_470, 2);
  const deed = { by: CASHIER, approvedBy: MANAGER };
  const handed = taken(handOver(till, deed, { countSeq, reason: '找零多给' })).handover;
  const taking = { handoverId: handed.handoverId, count: loose(120_370) };
  taken(takeOver(till, manager, { ...taking, attempt: 1, dispute: null }));
  taken(takeOver(till, manager, { ...taking, attempt: 2, dispute: '少了一块' }));
}

function afternoon(fan: string): void {
  sell(shop.till, fan);
  const deposit = { kind: 'bank_deposit', category: 'bank_deposit', amountFen: 100_000 } as const;
  const slip = { payee: '', slipNumber: 'B-77', note: '' };
  taken(moveCash(shop.till, manager, { requestId: requestId(), ...deposit, ...slip }));
  shop.pass(6 * HOUR);
}

function close(): ZReport {
  taken(startCount(shop.till, manager));
  const countSeq = count(MANAGER, 40_300); // 403.70 should be there
  return taken(closeShift(shop.till, manager, { countSeq, reason: '' })).report;
}

function wholeDay(): { readonly x: ZReport; readonly z: ZReport } {
  const fan = stock(shop.till, '风扇', 20_000);
  const pot = stock(shop.till, '电水壶', 9_995);
  morning(fan, pot);
  handover();
  afternoon(fan);
  return { x: taken(xReport(shop.till, manager)), z: close() };
}

describe('a day kept by hand', () => {
  it('stands in the Z report field by field', () => {
    const { z } = wholeDay();
    const rows: readonly (readonly [string, unknown, unknown])[] = [
      ['Z number', z.zNumber, 1],
      ['store', z.store, { name: '云桥家电', branch: '青山镇店' }],
      ['business date', z.businessDate, '2026-06-18'],
      ['register', z.registerId, '01'],
      ['from', z.openedAt, Date.parse('2026-06-18T09:00:00+08:00')],
      ['to', z.closedAt, Date.parse('2026-06-18T20:00:00+08:00')],
      ['opened and closed by', [z.openedBy, z.closedBy], ['小李', '王店长']],
      ['operators', z.operators, ['小李', '王店长']],
      ['first receipt', z.firstReceipt, '0001-01-000001'],
      ['last receipt', z.lastReceipt, '0001-01-000005'],
      ['sales', z.saleCount, 5],
      ['items', z.itemCount, 6],
      ['gross', z.listFen, 99_990],
      ['deductions', z.discountFen, 2_995],
      [
        'deductions by layer',
        z.deductions?.layers,
        [
          { layer: 'line_discount', count: 1, amountFen: 2_000 },
          { layer: 'override', count: 1, amountFen: 995 },
        ],
      ],
      [
        'deductions by source',
        z.deductions?.sources,
        [{ source: 'manual', count: 2, amountFen: 2_995 }],
      ],
      ['owed by others', z.deductions?.owed, []],
      ['sold', z.netFen, 96_995],
      [
        'returns',
        z.returns,
        {
          count: 1,
          unitCount: 1,
          netFen: 9_995,
          roundingFen: 5,
          refundFen: 9_990,
        },
      ],
      ['net sales', z.netSalesFen, 87_000],
      ['rounding of the sales', z.roundingFen, 5],
      ['received', z.receivedFen, 87_000],
      ['kinds', z.kinds, [{ kind: 'goods', lineCount: 5, netFen: 96_995 }]],
      [
        'tenders',
        z.tenders,
        [
          {
            kind: 'cash',
            count: 5,
            amountFen: 96_990,
            refundCount: 1,
            refundFen: 9_990,
            netFen: 87_000,
          },
        ],
      ],
      ['float', z.openingFloatFen, 50_000],
      ['cash in', z.cashInFen, 126_990],
      ['change', z.cashOutFen, 30_000],
      ['cash refunds', z.cash?.refundsFen, 9_990],
      ['paid in', z.cash?.paidInFen, 10_000],
      ['paid out', z.cash?.paidOutFen, 6_000],
      ['deposits', z.cash?.depositsFen, 100_000],
      ['drops', z.cash?.dropsFen, 0],
      [
        'movements',
        z.cash?.movements,
        [
          { kind: 'paid_in', category: 'float_top_up', count: 1, amountFen: 10_000 },
          { kind: 'paid_out', category: 'freight', count: 1, amountFen: -6_000 },
          { kind: 'bank_deposit', category: 'bank_deposit', count: 1, amountFen: -100_000 },
        ],
      ],
      ['earlier difference', z.cash?.earlierOverShortFen, -530],
      ['disputed', z.cash?.disputedFen, -100],
      ['expected', z.expectedFen, 40_370],
      ['counted', z.countedFen, 40_300],
      ['difference', z.overShortFen, -70],
      ['pieces', z.countPieces, [{ fen: 1, count: 40_300 }]],
      [
        'shifts',
        z.shifts?.map((one) => [
          one.number,
          one.openedBy,
          one.floatFen,
          one.expectedFen,
          one.countedFen,
          one.overShortFen,
        ]),
        [
          [1, '小李', 50_000, 121_000, 120_470, -530],
          [2, '王店长', 120_370, 40_370, 40_300, -70],
        ],
      ],
      [
        'recounts',
        z.cash?.recounts.map((one) => [one.shiftNumber, one.seq, one.countedFen, one.by]),
        [[1, 1, 110_470, '小李']],
      ],
      [
        'handovers',
        z.cash?.handovers,
        [
          {
            fromShift: 1,
            outBy: '小李',
            inBy: '王店长',
            handedFen: 120_470,
            receivedFen: 120_370,
            verdict: 'disputed',
            bears: null,
          },
        ],
      ],
      [
        'categories',
        z.categories,
        [
          {
            category: '小家电',
            unitMilli: 6_000,
            netFen: 96_995,
            returnedMilli: 1_000,
            returnedFen: 9_995,
          },
        ],
      ],
      ['no-sale openings', z.noSaleCount, 1],
      ['copies', z.reprintCount, 1],
      ['overrides', z.overrideCount, 1],
      ['manual discounts', z.discountCount, 1],
      ['cleared carts', z.clearedCartCount, 1],
      [
        'other control',
        z.control,
        {
          removedLineCount: 1,
          trainingCount: 1,
          trainingFen: 40_000,
          failedPrintCount: 0,
          offlineMs: 0,
          clockJumpCount: 0,
          approvalCount: 0,
          refusedApprovalCount: 0,
        },
      ],
      ['tickets', z.tickets, { states: [], missingSerialCount: 0 }],
      ['perpetual', z.perpetualFen, 87_000],
      ['perpetual absolute', z.perpetualAbsoluteFen, 106_980],
    ];
    for (const [name, found, expected] of rows) expect([name, found]).toEqual([name, expected]);
  });

  it('is the same in the X report taken just before, but for its end', () => {
    const { x, z } = wholeDay();
    const same = ({ shifts, matters, ...report }: ZReport) => ({
      ...report,
      ...{ zNumber: 0, closedAt: 0, closedBy: '', countedFen: 0, overShortFen: 0 },
      ...{ countPieces: [], journalSeq: 0, journalHash: '' },
    });
    expect(same(x)).toEqual(same(z));
    expect(x.shifts?.at(-1)).toMatchObject({ expectedFen: 40_370, countedFen: null });
  });

  it('is signed in the journal with staff ids for names', () => {
    const { z } = wholeDay();
    const { till } = shop;
    const entry = lastEntry(till.db, till.registerId);
    expect(entry).toMatchObject({ type: 'DAY_CLOSE', seq: z.journalSeq, hash: z.journalHash });
    expect(signatures(till.db, till.registerId).map(({ seq }) => seq)).toContain(z.journalSeq);
    for (const { name } of [CASHIER, MANAGER, OWNER, TRAINER]) {
      expect(entry?.payload).not.toContain(name);
    }
    expect(JSON.parse(entry?.payload ?? '')).toMatchObject({
      openedBy: CASHIER.staffId,
      closedBy: MANAGER.staffId,
      operators: [CASHIER.staffId, MANAGER.staffId],
      perpetualFen: 87_000,
      perpetualAbsoluteFen: 106_980,
    });
  });

  it('leaves its practice, copies and openings to its own report: the next one begins at nothing', () => {
    wholeDay();
    shop.pass(12 * HOUR);
    taken(openShift(shop.till, cashier, { float: loose(0) }));
    expect(taken(xReport(shop.till, manager))).toMatchObject({
      saleCount: 0,
      noSaleCount: 0,
      reprintCount: 0,
      overrideCount: 0,
      discountCount: 0,
      clearedCartCount: 0,
      control: { removedLineCount: 0, trainingCount: 0, approvalCount: 0 },
      returns: { count: 0 },
      cash: { movements: [], recounts: [], handovers: [], earlierOverShortFen: 0 },
      perpetualFen: 87_000,
      perpetualAbsoluteFen: 106_980,
    });
  });

  it('is stored as it was shown', () => {
    const { z } = wholeDay();
    expect(zReportsOf(shop.till.db, '01', 1)[0]).toEqual(z);
  });
});

describe('days of trade with returns, handovers and movements', () => {
  it('have Z reports that are the sums of the rows of their shifts, numbered without a gap', () => {
    const traded = tradedDays({ days: 5, salesADay: 5 });
    const { db } = traded.till;
    const sums = db
      .prepare(
        `SELECT z.z_number AS zNumber,
           sum((SELECT count(*) FROM sale s WHERE s.shift_id = z.shift_id)) AS saleCount,
           sum((SELECT coalesce(sum(due_fen), 0) FROM sale s WHERE s.shift_id = z.shift_id)) AS due,
           sum((SELECT coalesce(sum(refund_fen), 0) FROM sale_return r WHERE r.shift_id = z.shift_id)) AS refund,
           sum((SELECT coalesce(sum(amount_fen), 0) FROM drawer_event d
             WHERE d.shift_id = z.shift_id AND d.kind = 'over_short')) AS overShort
         FROM z_shift z GROUP BY z.z_number ORDER BY z.z_number`,
      )
      .all() as readonly Record<'zNumber' | 'saleCount' | 'due' | 'refund' | 'overShort', number>[];
    const stored = [...zReportsOf(db, '01', 10)].reverse();
    let perpetual = 0;
    let absolute = 0;
    sums.forEach((sum, i) => {
      perpetual += sum.due - sum.refund;
      absolute += sum.due + sum.refund;
      const z = stored[i];
      expect(z).toMatchObject({
        zNumber: i + 1,
        saleCount: sum.saleCount,
        receivedFen: sum.due - sum.refund,
        perpetualFen: perpetual,
        perpetualAbsoluteFen: absolute,
      });
      expect((z?.overShortFen ?? 0) + (z?.cash?.earlierOverShortFen ?? 0)).toBe(sum.overShort);
      expect(z?.expectedFen).toBe(z?.shifts?.at(-1)?.expectedFen);
    });
    expect(sums).toHaveLength(5);
    expect(stored.some((z) => z.cash?.handovers[0]?.bears === 'shop')).toBe(true);
    // What was undone is no movement any more, and its money is in no sum.
    expect(stored[0]?.cash?.movements).toEqual([
      { kind: 'paid_out', category: 'freight', count: 1, amountFen: -2_000 },
    ]);
    traded.remove();
  });
});
