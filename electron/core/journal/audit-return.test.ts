import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { setCustomer } from '../checkout/cart-customer.ts';
import { addSerial } from '../checkout/cart-serials.ts';
import { activeCart } from '../checkout/cart-table.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem, setHandover } from '../checkout/edit-cart.ts';
import { practiseSale } from '../checkout/practise-sale.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import type { Actor } from '../till.ts';
import { auditStore } from './audit-store.ts';

const TRAINEE = { staffId: 'demo-trainer', name: '小周', role: 'trainer' } as Actor;

let shop: PeopleTill;
beforeAll(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
  const saleId = sellFridges();
  const owner = alone(OWNER);
  taken(giveBack(shop.till, owner, { saleId, units: unitsNamed('1/1') }));
  const damaged = unitsNamed('1/2').map((unit) => ({ ...unit, condition: 'damaged' as const }));
  taken(giveBack(shop.till, owner, { saleId, units: damaged }));
  practise();
  const { db } = shop.till;
  db.pragma('foreign_keys = OFF');
  // Facts cannot be changed; whoever forges them takes the guards off first.
  const guards = db
    .prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND
      (name LIKE '%no_update' OR name LIKE '%no_delete' OR name = 'journal_gapless')`)
    .pluck()
    .all();
  for (const name of guards) db.exec(`DROP TRIGGER ${name}`);
});
afterAll(() => shop.remove());

/** Two fridges, delivered, with their serial numbers, and a kettle that stays. */
function sellFridges(): string {
  const sku = stock(shop.till, '冰箱', 99_999, { serial: 'one' });
  const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 2000 }));
  for (const serialNumber of ['FRIDGE00001', 'FRIDGE00002']) {
    taken(addSerial(shop.till, { lineId, serialNumber }));
  }
  taken(setHandover(shop.till, { lineId, handover: 'deliver' }));
  const promise = {
    deliveryDate: '2026-06-19',
    deliverySlot: 'morning',
    deliveryNote: '',
  } as const;
  const person = { name: '王小三', phone: '13812348000', address: '青山镇李家村3组12号' };
  taken(setCustomer(shop.till, alone(CASHIER), { ...person, ...promise }));
  taken(addItem(shop.till, CASHIER, { sku: stock(shop.till, '壶', 9_990), quantityMilli: 1000 }));
  return payCart(shop.till);
}

function practise(): void {
  taken(addItem(shop.till, TRAINEE, { sku: stock(shop.till, '扇', 9_990), quantityMilli: 1000 }));
  const cart = currentCart(shop.till, TRAINEE);
  taken(
    practiseSale(shop.till, TRAINEE, {
      requestId: 'practice-one',
      cartId: activeCart(shop.till.db, '01')?.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    }),
  );
}

function faultsAfter(sql: string): readonly string[] {
  const { db } = shop.till;
  db.exec('BEGIN');
  try {
    db.exec(sql);
    return auditStore(db).faults.map(({ invariant, what }) => `${invariant} ${what}`);
  } finally {
    db.exec('ROLLBACK');
  }
}

const FIRST = `(SELECT return_id FROM sale_return WHERE return_seq = 1)`;
const PRACTICE = `(SELECT training_id FROM training_sale)`;

describe('the audit of returns and practice', () => {
  it('finds nothing in a whole store', () => {
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });

  it.each([
    [
      'a unit that paid back more than it cost',
      `UPDATE returned_unit SET net_fen = net_fen + 1 WHERE return_id = ${FIRST}`,
      'I6 a unit that came back paid back what it cost, to the customer of its own sale',
    ],
    [
      'a return of more than its units',
      `UPDATE sale_return SET net_fen = net_fen + 1, refund_fen = refund_fen + 1 WHERE return_id = ${FIRST}`,
      'I6 the returned units add up to the return',
    ],
    [
      'a refund that was raised',
      `UPDATE refund SET amount_fen = amount_fen + 100 WHERE return_id = ${FIRST}`,
      'I6 the refunds are what the return pays back',
    ],
    [
      'more paid back than was ever paid',
      `UPDATE sale_return SET net_fen = 900000, rounding_fen = 0, refund_fen = 900000`,
      'I6 no sale pays back more than was paid',
    ],
    [
      'cash that left the drawer twice for it',
      `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by)
       SELECT shift_id, kind, amount_fen, ref, at, by FROM drawer_event WHERE kind = 'cash_refund'`,
      'I2 the drawer lost what was refunded',
    ],
    [
      'a refund without a return',
      `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by)
       SELECT shift_id, 'cash_refund', -100, 'nothing', 0, 'demo-cashier' FROM shift`,
      'I2 the drawer lost what was refunded',
    ],
    [
      'damaged goods on the shelf',
      `UPDATE returned_unit SET condition = 'damaged' WHERE return_id = ${FIRST}`,
      'I2 what can be sold again came back to the stock, and nothing else did',
    ],
    [
      'goods that came from no return',
      `INSERT INTO stock_movement (sku, quantity_milli, reason, ref, at)
       SELECT sku, 1000, 'return', 'nothing', 0 FROM line_item LIMIT 1`,
      'I2 what can be sold again came back to the stock, and nothing else did',
    ],
    [
      'a serial number that is still sold',
      `DELETE FROM serial_event WHERE state = 'returned' AND serial_number = 'FRIDGE00001'`,
      'I2 the serial numbers of a unit that came back are no longer sold',
    ],
    [
      'a serial number that came back alone',
      `INSERT INTO serial_event (brand, serial_number, sku, role, state, sale_id, position, unit, at, by)
       SELECT brand, 'OTHER00001', sku, role, 'returned', sale_id, 2, 1, at, by FROM serial_event LIMIT 1`,
      'I2 a serial number comes back with its unit alone',
    ],
    [
      'a ticket that still delivers what came back',
      `DELETE FROM ticket_transition WHERE state = 'cancelled'`,
      'I2 a ticket is cancelled when all that stands on it came back, and never before',
    ],
    [
      'a return that was taken out of the journal',
      `DELETE FROM journal WHERE type = 'RETURN'`,
      'I2 each return stands in the journal with the sale it undoes, and each such entry has its return',
    ],
    [
      'a return that names another sale',
      `UPDATE sale SET journal_seq = journal_seq + 100`,
      'I2 each return stands in the journal with the sale it undoes, and each such entry has its return',
    ],
    [
      'a return without its slip',
      `DELETE FROM print_job WHERE kind = 'return_slip' AND ref = ${FIRST}`,
      'I2 each return has one slip, and opened the drawer once where it paid cash',
    ],
    [
      'a slip of a return that is not there',
      `UPDATE print_job SET ref = 'nothing' WHERE kind = 'return_slip' AND ref = ${FIRST}`,
      'I2 no return slip is printed of a return that is not there',
    ],
    [
      'a return that never goes to the cloud',
      `DELETE FROM outbox WHERE kind = 'return' AND fact_id = ${FIRST}`,
      'I2 each return is on its way to the cloud once, and nothing else is',
    ],
    [
      'a number that was left out',
      `UPDATE sale_return SET return_seq = 9 WHERE return_seq = 2`,
      'I3 return numbers are gapless',
    ],
    [
      'expected cash that was made up',
      `UPDATE drawer_event SET amount_fen = amount_fen + 5 WHERE kind = 'cash_refund'`,
      'I7 expected cash is the float, what was paid in cash, deposits, less refunds, and what moved',
    ],
    [
      'practice that nobody journalled',
      `DELETE FROM journal WHERE type = 'TRAINING_SALE'`,
      'I2 each practised sale stands in the journal, and each such entry has its practised sale',
    ],
    [
      'practice that printed a real receipt',
      `UPDATE print_job SET document = replace(document, 'TRAINING', '') WHERE ref = ${PRACTICE}`,
      'I2 a practised sale prints one practice receipt',
    ],
    [
      'practice that moved cash',
      `INSERT INTO drawer_event (shift_id, kind, amount_fen, ref, at, by)
       SELECT shift_id, 'no_sale', 0, training_id, at, by FROM training_sale`,
      'I2 practice moves no cash, no goods, no serial number, no ticket, and is told to nobody',
    ],
    [
      'practice that was told to the cloud',
      `INSERT INTO outbox (fact_id, kind, register_id, body, created_at)
       SELECT training_id, 'fulfilment', '01', '{}', 0 FROM training_sale`,
      'I2 practice moves no cash, no goods, no serial number, no ticket, and is told to nobody',
    ],
  ])('finds %s', (_, sql, fault) => {
    expect(faultsAfter(sql)).toContain(fault);
  });
});
