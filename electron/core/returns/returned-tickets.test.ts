import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { setCustomer } from '../checkout/cart-customer.ts';
import { addItem, setHandover } from '../checkout/edit-cart.ts';
import { saleById } from '../checkout/sale-table.ts';
import { setTicketSerial, ticketCards } from '../fulfilment/tickets.ts';
import { auditStore } from '../journal/audit-store.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { returnById } from './return-table.ts';
import { returnableSale, returnCard } from './return-view.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => {
  expect(auditStore(shop.till.db).faults).toEqual([]);
  shop.remove();
});

const owner = alone(OWNER);

/** Two air conditioners to be installed, a fan to be delivered, and a kettle that is carried home. */
function sellHousehold(): string {
  const goods = [
    { name: '空调', pieces: 2, handover: 'deliver_install', serial: 'ac_split' },
    { name: '风扇', pieces: 1, handover: 'deliver', serial: 'none' },
    { name: '电水壶', pieces: 1, handover: 'carry_out', serial: 'none' },
  ] as const;
  for (const { name, pieces, handover, serial } of goods) {
    const sku = stock(shop.till, name, 20_000, { serial });
    const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: pieces * 1000 }));
    taken(setHandover(shop.till, { lineId, handover }));
  }
  const promise = {
    deliveryDate: '2026-06-19',
    deliverySlot: 'morning',
    deliveryNote: '',
  } as const;
  const person = { name: '王小三', phone: '13812348000', address: '青山镇李家村3组12号' };
  taken(setCustomer(shop.till, alone(CASHIER), { ...person, ...promise }));
  return payCart(shop.till);
}

function takeBack(saleId: string, ...units: string[]) {
  const { returnId } = taken(giveBack(shop.till, owner, { saleId, units: unitsNamed(...units) }));
  const back = returnById(shop.till.db, returnId);
  if (!back) throw new Error('the return is not there');
  return returnCard(shop.till, back);
}
const INSTALL = 'T0001-000001';
const DELIVER = 'T0001-000002';
const states = () =>
  Object.fromEntries(ticketCards(shop.till, 9).map((card) => [card.ticketNumber, card.state]));

const missing = () =>
  ticketCards(shop.till, 9).reduce((sum, { missingSerials }) => sum + missingSerials, 0);

describe('a ticket', () => {
  it.each([
    ['what is carried home comes back', ['3/1'], [], []],
    ['one of its two units comes back', ['1/1'], [], [INSTALL]],
    ['all of it comes back', ['1/1', '1/2'], [INSTALL], []],
    ['the other one’s goods come back', ['2/1'], [DELIVER], []],
    ['everything comes back', ['1/1', '1/2', '2/1', '3/1'], [INSTALL, DELIVER], []],
    ['a part of one and all of the other come back', ['1/2', '2/1'], [DELIVER], [INSTALL]],
  ] as const)('when %s: %j cancels %j and keeps %j', (_, units, cancelled, kept) => {
    const saleId = sellHousehold();
    expect(takeBack(saleId, ...units)).toMatchObject({
      cancelledTickets: cancelled,
      keptTickets: kept,
    });
    for (const number of [INSTALL, DELIVER]) {
      const isCancelled = (cancelled as readonly string[]).includes(number);
      expect(states()[number] === 'cancelled').toBe(isCancelled);
    }
  });

  it('is cancelled by the return that brings the last unit of it, and named by that one alone', () => {
    const saleId = sellHousehold();
    expect(takeBack(saleId, '1/1').cancelledTickets).toEqual([]);
    expect(takeBack(saleId, '1/2').cancelledTickets).toEqual([INSTALL]);
    const sale = saleById(shop.till.db, saleId);
    const returnable = sale && returnableSale(shop.till, OWNER, sale);
    expect(returnable?.returns.map((back) => back.cancelledTickets)).toEqual([[], [INSTALL]]);
    expect(returnable?.openTickets.map((ticket) => ticket.ticketNumber)).toEqual([DELIVER]);
  });

  it('asks for no serial number of a unit that came back', () => {
    const saleId = sellHousehold();
    expect(missing()).toBe(4);
    takeBack(saleId, '1/1');
    expect(missing()).toBe(2);
    const [, card] = ticketCards(shop.till, 9);
    expect(card).toMatchObject({ ticketNumber: INSTALL, missingSerials: 2, state: 'created' });
    expect(card?.lines[0]).toMatchObject({ quantityMilli: 2000, returnedMilli: 1000 });
    expect(card?.lines[0]?.serials.map((slot) => slot.unit)).toEqual([2, 2]);
  });

  it('takes no serial number of a unit that came back', () => {
    const saleId = sellHousehold();
    takeBack(saleId, '1/1');
    const ticketId = ticketCards(shop.till, 9).find((t) => t.ticketNumber === INSTALL)?.ticketId;
    const note = (unit: number) =>
      outcome(
        setTicketSerial(shop.till, owner, {
          ticketId: ticketId ?? '',
          ...{ position: 1, unit, role: 'outdoor', serialNumber: 'OUTDOOR001' },
        }),
      );
    expect(note(1)).toBe('serial_not_expected');
    expect(note(2)).toBe('done');
  });

  it('that was cancelled says so with the number of the return, and the cloud hears of it', () => {
    const saleId = sellHousehold();
    const { returnNumber } = takeBack(saleId, '2/1');
    const notes = shop.till.db.prepare(
      `SELECT note FROM ticket_transition WHERE state = 'cancelled'`,
    );
    expect(notes.pluck().all()).toEqual([returnNumber]);
    const facts = shop.till.db
      .prepare(`SELECT body ->> 'returnNumber' FROM outbox WHERE body ->> 'what' = 'cancelled'`)
      .pluck();
    expect(facts.all()).toEqual([returnNumber]);
  });
});
