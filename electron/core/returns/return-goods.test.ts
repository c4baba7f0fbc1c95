import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectedCash } from '../../../shared/domain/shift/expected-cash.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, paidForUnits, unitsNamed } from '../../../test/support/returning-till.ts';
import { addSerial } from '../checkout/cart-serials.ts';
import { discountByHand } from '../checkout/deduct-by-hand.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { liveSerial } from '../fulfilment/serial-table.ts';
import { auditStore } from '../journal/audit-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { drawerEventsOf } from '../shift/drawer-table.ts';
import { moveCash } from '../shift/move-cash.ts';
import { startCount } from '../shift/shift.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import type { Actor } from '../till.ts';

const deed = alone(CASHIER);
const TRAINEE = { staffId: 'demo-trainer', name: '小周', role: 'trainer' } as Actor;

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  shop.remove();
});

const all = (sql: string, ...bound: unknown[]) => shop.till.db.prepare(sql).all(...bound);
const one = (sql: string, ...bound: unknown[]) =>
  shop.till.db
    .prepare(sql)
    .pluck()
    .get(...bound);
const cash = () => {
  const shift = currentShiftOf(shop.till.db, '01');
  return shift ? expectedCash(drawerEventsOf(shop.till.db, shift.shiftId)).expected : 0;
};

/** Two kettles at 99.99, 5.01 off by hand, 0.07 of rounding: paid 194.90, the sum of 97.45 each. */
function sellTwoKettles(): string {
  const sku = stock(shop.till, '电水壶', 9_999);
  const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2000 }));
  taken(discountByHand(shop.till, deed, { lineId, rate: null, offFen: 501, reason: '样机' }));
  return payCart(shop.till, 20_000);
}

describe('a return', () => {
  it('of one of two pays back what that one cost after discounts and rounding', () => {
    const saleId = sellTwoKettles();
    const before = cash();
    const { returnId } = taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }));
    expect(all('SELECT refund_fen, net_fen, rounding_fen, reason FROM sale_return')).toEqual([
      { refund_fen: 9_745, net_fen: 9_748, rounding_fen: 3, reason: '不想要了' },
    ]);
    expect(all('SELECT kind, amount_fen, ref FROM drawer_event ORDER BY event_id DESC')[0]).toEqual(
      { kind: 'cash_refund', amount_fen: -9_745, ref: returnId },
    );
    expect(cash()).toBe(before - 9_745);
    expect(all('SELECT kind, amount_fen FROM refund')).toEqual([
      { kind: 'cash', amount_fen: 9_745 },
    ]);
  });

  it('of the other one later pays the rest: together what was paid, to the fen', () => {
    const saleId = sellTwoKettles();
    taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }));
    taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') }));
    expect(one('SELECT sum(refund_fen) FROM sale_return')).toBe(19_490);
    expect(one('SELECT due_fen FROM sale')).toBe(19_490);
    expect(outcome(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') }))).toBe(
      'unit_already_returned',
    );
  });

  it('counts its numbers up by one, apart from the receipts', () => {
    const first = sellTwoKettles();
    const second = sell(shop.till, stock(shop.till, '风扇', 19_900));
    for (const [saleId, unit] of [
      [first, '1/1'],
      [second, '1/1'],
      [first, '1/2'],
    ] as const) {
      taken(giveBack(shop.till, deed, { saleId, units: unitsNamed(unit) }));
    }
    sell(shop.till, stock(shop.till, '台灯', 5_000));
    expect(all('SELECT return_number AS n FROM sale_return ORDER BY return_seq')).toEqual([
      { n: '0001-01-R000001' },
      { n: '0001-01-R000002' },
      { n: '0001-01-R000003' },
    ]);
    expect(one('SELECT max(receipt_seq) FROM sale')).toBe(3);
  });

  it('of what is sold by the metre is the whole cut', () => {
    const sku = stock(shop.till, '铜管', 8_000);
    shop.till.db.prepare(`UPDATE item SET unit_label = '米' WHERE sku = ?`).run(sku);
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2_500 }));
    const saleId = payCart(shop.till);
    expect(outcome(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }))).toBe(
      'unit_not_found',
    );
    taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') }));
    expect(one(`SELECT quantity_milli FROM stock_movement WHERE reason = 'return'`)).toBe(2_500);
  });

  it('of a gift pays nothing, opens no drawer, and is still a return', () => {
    const sku = stock(shop.till, '围裙', 0);
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
    const saleId = payCart(shop.till);
    const { returnId } = taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') }));
    expect(all('SELECT kind FROM print_job WHERE ref = ?', returnId)).toEqual([
      { kind: 'return_slip' },
    ]);
  });

  it('is booked to the business date of the shift that paid it back', () => {
    const saleId = sellTwoKettles();
    shop.pass(3 * 86_400_000);
    openDemoShift(shop.till);
    carry('paid_in', 100_000);
    taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') }));
    const dates = all(
      `SELECT s.business_date AS sold, b.business_date AS back, h.business_date AS shift
       FROM sale_return b JOIN sale s USING (sale_id) JOIN shift h ON h.shift_id = b.shift_id`,
    ) as { sold: string; back: string; shift: string }[];
    expect(dates[0]?.back).toBe(dates[0]?.shift);
    expect(dates[0]?.sold).toBe('2026-06-18');
  });
});

/** Cash that the owner brings to the drawer, or takes from it to the safe. */
function carry(kind: 'paid_in' | 'safe_drop', amountFen: number): void {
  const category = kind === 'paid_in' ? 'float_top_up' : 'safe_drop';
  const requestId = shop.till.random.uuid();
  const words = { payee: '', slipNumber: '', note: '' };
  taken(moveCash(shop.till, alone(OWNER), { requestId, kind, category, amountFen, ...words }));
}

describe('what comes back', () => {
  it('good goes back to the stock, damaged does not', () => {
    const sku = stock(shop.till, '电水壶', 9_999);
    taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 3000 }));
    const saleId = payCart(shop.till);
    const units = [
      { position: 1, unit: 1, condition: 'restock' },
      { position: 1, unit: 2, condition: 'damaged' },
      { position: 1, unit: 3, condition: 'restock' },
    ] as const;
    const { returnId } = taken(giveBack(shop.till, deed, { saleId, units }));
    expect(
      all(`SELECT sku, quantity_milli AS milli FROM stock_movement WHERE ref = ?`, returnId),
    ).toEqual([{ sku, milli: 2000 }]);
    expect(one('SELECT quantity_milli FROM stock_level WHERE sku = ?', sku)).toBe(-1000);
  });

  it('frees its serial number, and it is sold again to the next customer', () => {
    const sku = stock(shop.till, '冰箱', 49_900, { serial: 'one' });
    const ring = () => {
      const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
      taken(addSerial(shop.till, { lineId, serialNumber: 'FRIDGE00001' }));
      return payCart(shop.till);
    };
    const first = ring();
    taken(giveBack(shop.till, deed, { saleId: first, units: unitsNamed('1/1') }));
    expect(liveSerial(shop.till.db, '美的', 'FRIDGE00001')).toBeNull();
    const second = ring();
    expect(liveSerial(shop.till.db, '美的', 'FRIDGE00001')?.saleId).toBe(second);
    expect(
      all('SELECT state, sale_id = ? AS isFirst FROM serial_event ORDER BY event_id', first),
    ).toEqual([
      { state: 'sold', isFirst: 1 },
      { state: 'returned', isFirst: 1 },
      { state: 'sold', isFirst: 0 },
    ]);
  });

  it('leaves the serial number of what stays with the customer alone', () => {
    const sku = stock(shop.till, '冰箱', 49_900, { serial: 'one' });
    const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2000 }));
    for (const serialNumber of ['FRIDGE00001', 'FRIDGE00002']) {
      taken(addSerial(shop.till, { lineId, serialNumber }));
    }
    const saleId = payCart(shop.till);
    taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }));
    expect(liveSerial(shop.till.db, '美的', 'FRIDGE00001')?.saleId).toBe(saleId);
    expect(liveSerial(shop.till.db, '美的', 'FRIDGE00002')).toBeNull();
  });

  it('stands in the journal whole, with the sale that it undoes, and goes to the cloud', () => {
    const saleId = sellTwoKettles();
    const { returnId } = taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }));
    const payload = JSON.parse(one(`SELECT payload FROM journal WHERE type = 'RETURN'`) as string);
    const saleSeq = one('SELECT journal_seq FROM sale');
    expect(payload).toMatchObject({
      returnId,
      saleId,
      returnNumber: '0001-01-R000001',
      sale: { receiptNumber: '0001-01-000001', registerId: '01', journalSeq: saleSeq },
      units: [{ position: 1, unit: 2, netFen: 9_748, roundingFen: 3, condition: 'restock' }],
      refunds: [{ kind: 'cash', amountFen: 9_745 }],
      by: 'demo-cashier',
      approvedBy: null,
    });
    const body = JSON.parse(
      one(`SELECT body FROM outbox WHERE kind = 'return' AND fact_id = ?`, returnId) as string,
    );
    expect(body).toMatchObject({ ...payload, storeId: expect.any(String) });
  });

  it('prints a slip that names the receipt, the amount and where the customer signs', () => {
    const saleId = sellTwoKettles();
    const { returnId } = taken(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/2') }));
    const document = one(
      `SELECT document FROM print_job WHERE kind = 'return_slip' AND ref = ?`,
      returnId,
    ) as string;
    for (const text of ['退货单', 'No.0001-01-R000001', '原小票 0001-01-000001', '顾客签字']) {
      expect(document).toContain(text);
    }
    expect(document).toContain('￥97.45');
    expect(document).toContain('YQ1|R|0001-01-000001');
    expect(one(`SELECT count(*) FROM print_job WHERE kind = 'drawer' AND ref = ?`, returnId)).toBe(
      1,
    );
  });
});

describe('a return is refused', () => {
  it.each([
    ['of nothing', {}, [], 'nothing_to_return'],
    ['of a unit that was never sold', {}, ['1/3'], 'unit_not_found'],
    ['of a sale that is not there', { saleId: 'no-such-sale' }, ['1/1'], 'sale_not_found'],
    ['at another amount', { expectedRefundFen: 9_999 }, ['1/1'], 'refund_changed'],
    ['at less than was paid', { expectedRefundFen: 1 }, ['1/1'], 'refund_changed'],
    ['without a reason', { reason: '  ' }, ['1/1'], 'reason_missing'],
  ] as const)('%s', (_, asked, units, code) => {
    const saleId = sellTwoKettles();
    const answer = giveBack(shop.till, deed, { saleId, units: unitsNamed(...units), ...asked });
    expect(outcome(answer)).toBe(code);
    expect(one('SELECT count(*) FROM sale_return')).toBe(0);
  });

  it('beyond what the person may pay out, until somebody allows it', () => {
    const saleId = sell(shop.till, stock(shop.till, '冰箱', 219_900));
    const units = unitsNamed('1/1');
    expect(giveBack(shop.till, deed, { saleId, units })).toMatchObject({
      refusal: { code: 'approval_needed', params: { payOutFen: 219_900 } },
    });
    const lame = { by: CASHIER, approvedBy: CASHIER };
    expect(outcome(giveBack(shop.till, lame, { saleId, units }))).toBe('approval_needed');
    taken(giveBack(shop.till, { by: CASHIER, approvedBy: MANAGER }, { saleId, units }));
    expect(all('SELECT by, approved_by FROM sale_return')).toEqual([
      { by: 'demo-cashier', approved_by: 'demo-manager' },
    ]);
  });

  it('at the limit itself the cashier pays alone, and a manager far beyond it', () => {
    const small = sell(shop.till, stock(shop.till, '油烟机', 50_000));
    const large = sell(shop.till, stock(shop.till, '电视', 899_900));
    taken(giveBack(shop.till, deed, { saleId: small, units: unitsNamed('1/1') }));
    taken(giveBack(shop.till, alone(MANAGER), { saleId: large, units: unitsNamed('1/1') }));
    expect(all('SELECT approved_by FROM sale_return')).toEqual([
      { approved_by: null },
      { approved_by: null },
    ]);
  });

  it('to somebody in training', () => {
    const saleId = sellTwoKettles();
    const answer = giveBack(shop.till, alone(TRAINEE), { saleId, units: unitsNamed('1/1') });
    expect(outcome(answer)).toBe('approval_needed');
  });

  it('where the drawer does not hold the money, however much the shop took', () => {
    const saleId = sell(shop.till, stock(shop.till, '空调', 299_900));
    carry('safe_drop', cash() - 10_000);
    const answer = giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed('1/1') });
    expect(outcome(answer)).toBe('cash_not_in_drawer');
    carry('paid_in', 289_900);
    taken(giveBack(shop.till, alone(OWNER), { saleId, units: unitsNamed('1/1') }));
    expect(cash()).toBe(0);
  });

  it('in a shift that nobody closed for more than a day', () => {
    const saleId = sellTwoKettles();
    shop.pass(30 * 3_600_000);
    const answer = giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') });
    expect(outcome(answer)).toBe('shift_too_old');
  });

  it('while the cash is counted', () => {
    const saleId = sellTwoKettles();
    taken(startCount(shop.till, deed));
    const answer = giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1') });
    expect(outcome(answer)).toBe('cash_being_counted');
  });
});

describe('a return that is asked for again', () => {
  it('under the same id is answered the same, and paid once', () => {
    const saleId = sellTwoKettles();
    const asked = { saleId, units: unitsNamed('1/1'), requestId: 'the-same-request' };
    const first = taken(giveBack(shop.till, deed, asked));
    const cashAfter = cash();
    for (let i = 0; i < 5; i += 1) {
      expect(taken(giveBack(shop.till, deed, asked)).returnId).toBe(first.returnId);
    }
    // Whatever else the second question says: the first answer stands.
    const other = { ...asked, units: unitsNamed('1/2'), reason: '', expectedRefundFen: 1 };
    expect(taken(giveBack(shop.till, deed, other)).returnId).toBe(first.returnId);
    expect(cash()).toBe(cashAfter);
    expect(one('SELECT count(*) FROM returned_unit')).toBe(1);
  });

  it('under the id of another sale’s return is refused', () => {
    const first = sellTwoKettles();
    const second = sell(shop.till, stock(shop.till, '风扇', 19_900));
    const requestId = 'the-same-request';
    taken(giveBack(shop.till, deed, { saleId: first, units: unitsNamed('1/1'), requestId }));
    const answer = giveBack(shop.till, deed, {
      saleId: second,
      units: unitsNamed('1/1'),
      requestId,
    });
    expect(outcome(answer)).toBe('request_reused');
  });

  it('by two screens at once is paid by one of them', () => {
    const saleId = sellTwoKettles();
    const wins = ['screen-one', 'screen-two'].map((requestId) =>
      outcome(giveBack(shop.till, deed, { saleId, units: unitsNamed('1/1'), requestId })),
    );
    expect(wins).toEqual(['done', 'unit_already_returned']);
    expect(paidForUnits(shop.till, saleId, unitsNamed('1/1'))).toBe(
      one('SELECT sum(refund_fen) FROM sale_return'),
    );
  });
});
