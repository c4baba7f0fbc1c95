import type { TicketCard } from '../../../shared/contract/fulfilment.ts';
import type { SerialRole } from '../../../shared/domain/cart/serial-slots.ts';
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import { missingSerials, type TicketLine } from '../../../shared/domain/fulfilment/make-tickets.ts';
import { readSerial, type SerialRefusal } from '../../../shared/domain/fulfilment/serial-number.ts';
import { unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import {
  type UnitKey,
  unitMilli,
  unitName,
} from '../../../shared/domain/returns/returnable-units.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { returnedUnitsOf } from '../returns/return-table.ts';
import { personById } from '../staff/person-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Deed, Till } from '../till.ts';
import { insertSerialEvent, liveSerial, serialsOfSale } from './serial-table.ts';
import { insertTicketState, type ListedTicket, listTickets, ticketById } from './ticket-table.ts';

export type SlotInput = {
  readonly ticketId: string;
  readonly position: number;
  readonly unit: number;
  readonly role: SerialRole;
  readonly serialNumber: string;
};

export type SetSerialRefusal =
  | SerialRefusal
  | 'ticket_not_found'
  | 'serial_not_expected'
  | 'serial_taken';

/** The newest tickets, personal data masked. */
export function ticketCards(till: Till, limit: number): readonly TicketCard[] {
  return listTickets(till.db, limit).map((ticket) => cardOf(till, ticket));
}

/** One ticket, personal data masked. Refuses `ticket_not_found`. */
export function ticketDetail(till: Till, ticketId: string): Result<TicketCard, 'ticket_not_found'> {
  const ticket = ticketById(till.db, ticketId);
  return ticket ? ok(cardOf(till, ticket)) : refuse('ticket_not_found');
}

/**
 * Notes the serial number of a unit that was not known at the counter; another number given before is
 * released. Refuses `ticket_not_found`, `serial_not_expected`, what `readSerial` refuses, `serial_taken`.
 */
export function setTicketSerial(
  till: Till,
  deed: Deed,
  input: SlotInput,
  isItemCode: (code: string) => boolean = () => false,
): Result<TicketCard, SetSerialRefusal> {
  const ticket = ticketById(till.db, input.ticketId);
  if (!ticket) return refuse('ticket_not_found');
  const lines = linesNow(till, ticket);
  const line = lines.find((found) => found.position === input.position);
  const slot = line?.serials.find(({ unit, role }) => unit === input.unit && role === input.role);
  if (!line || !slot) return refuse('serial_not_expected');
  const read = readSerial(input.serialNumber, isItemCode);
  if (!read.ok) return read;
  if (slot.serialNumber === read.value) return ok(cardOf(till, ticket));
  if (liveSerial(till.db, line.brand, read.value)) {
    return refuse('serial_taken', { serialNumber: read.value });
  }
  const wasComplete = missingSerials(lines) === 0;
  inTransaction(till.db, () => {
    writeSerial(till, deed, { ticket, line, input, before: slot.serialNumber, after: read.value });
    const isComplete = missingSerials(linesNow(till, ticket)) === 0;
    if (!isComplete || wasComplete) return;
    const at = till.clock.now();
    const { ticketId } = ticket;
    insertTicketState(till.db, { ticketId, state: 'serials_complete', at, by: deed.by.staffId });
  });
  return ok(cardOf(till, ticket));
}

function writeSerial(
  till: Till,
  deed: Deed,
  change: {
    readonly ticket: ListedTicket;
    readonly line: TicketLine;
    readonly input: SlotInput;
    readonly before: string | null;
    readonly after: string;
  },
): void {
  const { ticket, line, input, before, after } = change;
  const at = till.clock.now();
  const slot = {
    brand: line.brand,
    sku: line.sku,
    role: input.role,
    saleId: ticket.saleId,
    position: line.position,
    unit: input.unit,
    at,
    by: deed.by.staffId,
  };
  if (before !== null) {
    insertSerialEvent(till.db, { ...slot, serialNumber: before, state: 'released' });
  }
  insertSerialEvent(till.db, { ...slot, serialNumber: after, state: 'sold' });
  insertFact(till.db, {
    factId: till.random.uuid(),
    kind: 'fulfilment',
    registerId: till.registerId,
    body: canonicalJson({
      ticketId: ticket.ticketId,
      what: 'serial',
      position: slot.position,
      unit: slot.unit,
      role: slot.role,
      serialNumber: after,
      released: before,
    }),
    createdAt: at,
  });
}

/** The lines as promised, with the serial numbers that hold now; a unit that came back has no place any more. */
function linesNow(till: Till, ticket: ListedTicket): readonly TicketLine[] {
  const events = serialsOfSale(till.db, ticket.saleId);
  const back = new Set(returnedUnitsOf(till.db, ticket.saleId).map(unitName));
  return ticket.lines.map((line) => ({
    ...line,
    serials: line.serials
      .filter((slot) => !back.has(unitName({ ...slot, position: line.position })))
      .map((slot) => {
        const now = events.find(
          (event) =>
            event.position === line.position &&
            event.unit === slot.unit &&
            event.role === slot.role,
        );
        return { ...slot, serialNumber: now?.serialNumber ?? null };
      }),
  }));
}

function cardOf(till: Till, ticket: ListedTicket): TicketCard {
  const person = personById(till.db, till.secrets.fieldKey, ticket.personId);
  const lines = linesNow(till, ticket);
  const missing = missingSerials(lines);
  const back = returnedUnitsOf(till.db, ticket.saleId);
  return {
    ticketId: ticket.ticketId,
    ticketNumber: ticket.ticketNumber,
    saleId: ticket.saleId,
    receiptNumber: ticket.receiptNumber,
    type: ticket.type,
    state:
      ticket.state === 'cancelled' ? 'cancelled' : missing === 0 ? 'serials_complete' : 'created',
    customer: maskName(person?.name ?? ''),
    phone: maskPhone(person?.phone ?? ''),
    address: maskAddress(person?.address ?? ''),
    deliveryDate: ticket.deliveryDate,
    deliverySlot: ticket.deliverySlot,
    note: ticket.note,
    lines: lines.map(({ sku: _, brand: __, ...line }) => ({
      ...line,
      returnedMilli: returnedMilli(line, back),
    })),
    missingSerials: missing,
  };
}

/** How much of a line came back, in thousandths. */
function returnedMilli(
  line: Pick<TicketLine, 'position' | 'quantityMilli'>,
  back: readonly UnitKey[],
): number {
  const unitsBack = back.filter((unit) => unit.position === line.position).length;
  return unitsBack * unitMilli(line.quantityMilli, unitCountOf(line.quantityMilli));
}
