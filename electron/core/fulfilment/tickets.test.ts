import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { setCustomer } from '../checkout/cart-customer.ts';
import { addSerial } from '../checkout/cart-serials.ts';
import { addItem, setHandover } from '../checkout/edit-cart.ts';
import { firstBrokenEntry } from '../journal/journal-table.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { openMatters } from '../shift/open-matters.ts';
import { insertSerialEvent, liveSerial } from './serial-table.ts';
import { acceptanceHash, ticketScanCode } from './ticket-code.ts';
import { ticketById, ticketsOfSale } from './ticket-table.ts';
import { setTicketSerial, ticketCards, ticketDetail } from './tickets.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => shop.remove());

const deed = alone(CASHIER);
const CUSTOMER = {
  name: '王小三',
  phone: '13812348000',
  address: '青山镇李家村3组12号',
  deliveryDate: '2026-06-19',
  deliverySlot: 'morning',
  deliveryNote: '村口小卖部旁',
} as const;

/** Sells a split air conditioner to be installed, with the serial numbers known at the counter. */
function sellAirConditioner(serials: readonly string[] = [], model = 'KFR-35'): string {
  const sku = stock(shop.till, `空调${model}`, 299_900, { model, serial: 'ac_split' });
  const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
  taken(setHandover(shop.till, { lineId, handover: 'deliver_install' }));
  taken(setCustomer(shop.till, alone(CASHIER), CUSTOMER));
  for (const serialNumber of serials) taken(addSerial(shop.till, { lineId, serialNumber }));
  return payCart(shop.till);
}
function ticketOf(saleId: string): string {
  return ticketsOfSale(shop.till.db, saleId)[0]?.ticketId ?? '';
}
function note(ticketId: string, role: 'outdoor' | 'indoor' | 'unit', serialNumber: string) {
  return setTicketSerial(shop.till, deed, { ticketId, position: 1, unit: 1, role, serialNumber });
}
const documentOf = (ticketId: string) =>
  shop.till.db
    .prepare('SELECT document FROM print_job WHERE ref = ?')
    .pluck()
    .get(ticketId) as string;

describe('a sale that is delivered and installed', () => {
  it('issues a ticket whose list shows the customer masked', () => {
    sellAirConditioner();
    const [card] = ticketCards(shop.till, 10);
    expect(card).toMatchObject({
      ticketNumber: 'T0001-000001',
      receiptNumber: '0001-01-000001',
      type: 'deliver_install',
      state: 'created',
      customer: '王*三',
      phone: '138****8000',
      address: '青山镇李家村****',
      deliveryDate: '2026-06-19',
      missingSerials: 2,
    });
    expect(card?.lines[0]?.serials.map((slot) => slot.role)).toEqual(['outdoor', 'indoor']);
  });

  it('numbers tickets without a gap, and a sale that is carried out takes none', () => {
    sellAirConditioner([], 'A');
    sell(shop.till, stock(shop.till, '电水壶', 9_900));
    sellAirConditioner([], 'B');
    expect(ticketCards(shop.till, 10).map((card) => card.ticketNumber)).toEqual([
      'T0001-000002',
      'T0001-000001',
    ]);
  });

  it('prints the acceptance code once, on the customer’s part, and keeps only its keyed hash', () => {
    const ticketId = ticketOf(sellAirConditioner());
    const ticket = ticketById(shop.till.db, ticketId);
    const document = documentOf(ticketId);
    const codes = [...document.matchAll(/"验收码","right":"(\d{6})"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(codes).toHaveLength(1);
    const hash = acceptanceHash(shop.till.secrets.lookupKey, 'T0001-000001', codes[0] ?? '');
    expect(ticket?.codeHash).toBe(hash);
    expect(JSON.stringify(ticket)).not.toContain(codes[0]);
  });

  it('keeps the customer out of the printed document, the journal and the cloud', () => {
    const ticketId = ticketOf(sellAirConditioner());
    const facts = shop.till.db.prepare('SELECT body FROM outbox').pluck().all().join();
    const journal = shop.till.db.prepare('SELECT payload FROM journal').pluck().all().join();
    for (const text of ['13812348000', '王小三', '李家村']) {
      expect(documentOf(ticketId)).not.toContain(text);
      expect(facts).not.toContain(text);
      expect(journal).not.toContain(text);
    }
    expect(facts).not.toContain('小卖部');
    const kinds = shop.till.db.prepare('SELECT kind FROM outbox').pluck().all();
    expect(kinds).toContain('fulfilment');
    expect(firstBrokenEntry(shop.till.db, '01')).toBeNull();
  });

  it('carries a code that only this store can make', () => {
    const { lookupKey } = shop.till.secrets;
    const code = ticketScanCode(lookupKey, 'T0001-000045');
    expect(code).toMatch(/^YQ1\|T\|T0001-000045\|[A-Z2-7]{8}$/);
    expect(ticketScanCode(lookupKey, 'T0001-000045')).toBe(code);
    expect(ticketScanCode(new Uint8Array(32), 'T0001-000045')).not.toBe(code);
  });

  it('cannot be changed afterwards', () => {
    sellAirConditioner();
    expect(() => shop.till.db.exec("UPDATE installation_ticket SET note = ''")).toThrow(
      /append-only/,
    );
    expect(() => shop.till.db.exec('DELETE FROM ticket_transition')).toThrow(/append-only/);
  });
});

describe('the serial numbers of a ticket', () => {
  it('may all be known at the counter', () => {
    sellAirConditioner(['OUT1234567', 'INN1234567']);
    expect(ticketCards(shop.till, 1)[0]).toMatchObject({
      state: 'serials_complete',
      missingSerials: 0,
    });
  });

  it('may come later, one by one; the close lists what is missing', () => {
    const ticketId = ticketOf(sellAirConditioner(['OUT1234567']));
    const missing = () =>
      openMatters(shop.till).find((one) => one.kind === 'missing_serials')?.count ?? 0;
    expect(missing()).toBe(1);
    expect(taken(note(ticketId, 'indoor', ' inn1234567 '))).toMatchObject({
      state: 'serials_complete',
      missingSerials: 0,
    });
    expect(missing()).toBe(0);
    expect(liveSerial(shop.till.db, '美的', 'INN1234567')?.saleId).toBeTruthy();
    const states = shop.till.db.prepare('SELECT state FROM ticket_transition ORDER BY seq').pluck();
    expect(states.all()).toEqual(['created', 'serials_complete']);
  });

  it('are put right by a further fact: the wrong number is free again', () => {
    const ticketId = ticketOf(sellAirConditioner());
    taken(note(ticketId, 'outdoor', 'WRONG12345'));
    taken(note(ticketId, 'outdoor', 'RIGHT12345'));
    taken(note(ticketId, 'outdoor', 'RIGHT12345'));
    expect(liveSerial(shop.till.db, '美的', 'WRONG12345')).toBeNull();
    expect(liveSerial(shop.till.db, '美的', 'RIGHT12345')).not.toBeNull();
    const events = shop.till.db.prepare('SELECT state FROM serial_event ORDER BY event_id').pluck();
    expect(events.all()).toEqual(['sold', 'released', 'sold']);
  });

  it.each([
    ['unit', 'GOOD123456', 'serial_not_expected'],
    ['outdoor', 'short', 'serial_invalid'],
    ['outdoor', '6901018052569', 'serial_is_item_code'],
    ['outdoor', '130123456789012345', 'payment_code_scanned'],
    ['outdoor', 'TAKEN12345', 'serial_taken'],
    ['outdoor', 'KNOWN12345', 'serial_is_item_code'],
  ] as const)('as %s "%s": %s', (role, serialNumber, expected) => {
    sellAirConditioner(['TAKEN12345', 'OTHER12345'], 'first');
    const ticketId = ticketOf(sellAirConditioner([], 'second'));
    const input = { ticketId, position: 1, unit: 1, role, serialNumber };
    const answer = setTicketSerial(shop.till, deed, input, (code) => code === 'KNOWN12345');
    expect(outcome(answer)).toBe(expected);
    expect(taken(ticketDetail(shop.till, ticketId)).missingSerials).toBe(2);
  });

  it('belong to a ticket that exists', () => {
    expect(outcome(note('no-ticket', 'outdoor', 'GOOD123456'))).toBe('ticket_not_found');
    expect(outcome(ticketDetail(shop.till, 'no-ticket'))).toBe('ticket_not_found');
  });

  it('are unique by brand among what is sold, and free again after a return', () => {
    sellAirConditioner(['TAKEN12345', 'OTHER12345']);
    const sold = liveSerial(shop.till.db, '美的', 'TAKEN12345');
    expect(sold).not.toBeNull();
    expect(liveSerial(shop.till.db, '格力', 'TAKEN12345')).toBeNull();
    if (sold) insertSerialEvent(shop.till.db, { ...sold, state: 'returned' });
    expect(liveSerial(shop.till.db, '美的', 'TAKEN12345')).toBeNull();
  });
});
