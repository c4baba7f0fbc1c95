import { installationTicketDocument } from '../../../shared/documents/installation-ticket.ts';
import {
  expectedSerials,
  type SerialKind,
  type SerialRole,
} from '../../../shared/domain/cart/serial-slots.ts';
import {
  makeTickets,
  missingSerials,
  type SoldLine,
  type TicketDraft,
  type TicketLine,
  ticketNumberOf,
  ticketPrefix,
} from '../../../shared/domain/fulfilment/make-tickets.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import type { NewPrintJob } from '../printing/print-job-table.ts';
import { type Store, storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import { acceptanceHash, newAcceptanceCode, ticketScanCode } from './ticket-code.ts';
import {
  type DeliverySlot,
  insertTicket,
  insertTicketState,
  nextTicketSeq,
} from './ticket-table.ts';

/** What a sale promises to deliver. Serial numbers of the lines are those known at the counter. */
export type TicketOrder = {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly personId: string;
  readonly deliveryDate: string; // YYYY-MM-DD
  readonly deliverySlot: DeliverySlot;
  readonly note: string;
  readonly at: number; // epoch ms
  readonly by: Actor;
  readonly lines: readonly { readonly position: number; readonly row: OrderedLine }[];
};

type OrderedLine = {
  readonly sku: string;
  readonly quantityMilli: number;
  readonly handover: SoldLine['handover'];
  readonly serials: readonly {
    readonly unit: number;
    readonly role: SerialRole;
    readonly serialNumber: string;
  }[];
  readonly item: {
    readonly brand: string;
    readonly name: string;
    readonly model: string;
    readonly unitLabel: string;
    readonly serial: SerialKind;
  };
};

export type IssuedTicket = {
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly deliveryDate: string;
  readonly deliverySlot: DeliverySlot;
  /** Its three parts, to be queued behind the receipt. */
  readonly paper: NewPrintJob;
};

/**
 * Issues the tickets of a sale: rows, and the fact for the cloud; the caller queues their paper.
 * Runs inside the sale's transaction; the numbers are gapless per store because they are taken there.
 */
export function issueTickets(till: Till, order: TicketOrder): readonly IssuedTicket[] {
  const store = storeOf(till.db);
  if (!store) throw new Error('a store that sells has a store row');
  return makeTickets(order.lines.map(soldLine)).map((draft) =>
    issueTicket(till, store, order, draft),
  );
}

function issueTicket(
  till: Till,
  store: Store,
  order: TicketOrder,
  draft: TicketDraft,
): IssuedTicket {
  const ticketId = till.random.uuid();
  const prefix = ticketPrefix(store.storeId, till.registerId);
  const number = ticketNumberOf(store.storeId, till.registerId, nextTicketSeq(till.db, prefix));
  const acceptanceCode = newAcceptanceCode(till);
  const { lookupKey } = till.secrets;
  const promise = { deliveryDate: order.deliveryDate, deliverySlot: order.deliverySlot };
  const ticket = {
    ticketId,
    ticketNumber: number,
    saleId: order.saleId,
    personId: order.personId,
    type: draft.type,
    ...promise,
    note: order.note,
    lines: draft.lines,
    createdAt: order.at,
  };
  const codeHash = acceptanceHash(lookupKey, number, acceptanceCode);
  const by = order.by.staffId;
  insertTicket(till.db, { ...ticket, codeHash }, by);
  if (missingSerials(draft.lines) === 0) {
    insertTicketState(till.db, { ticketId, state: 'serials_complete', at: order.at, by });
  }
  const known = { ticketId, ticketNumber: number, acceptanceCode, ...draft };
  const paper = ticketPaper(till, store, order, known);
  // What stands in a note helps to find the house, so it stays in the store like the address itself.
  const { note: _, ...fact } = ticket;
  insertFact(till.db, {
    factId: ticketId,
    kind: 'fulfilment',
    registerId: till.registerId,
    body: canonicalJson({ ...fact, state: 'created', storeId: store.storeId }),
    createdAt: order.at,
  });
  return { ticketId, ticketNumber: number, ...promise, paper };
}

/** The three parts on paper. The acceptance code stands on them in clear, and nowhere else. */
function ticketPaper(
  till: Till,
  store: Store,
  order: TicketOrder,
  ticket: TicketDraft & {
    readonly ticketId: string;
    readonly ticketNumber: string;
    readonly acceptanceCode: string;
  },
): NewPrintJob {
  const { ticketId, ticketNumber, acceptanceCode, type } = ticket;
  return {
    jobId: till.random.uuid(),
    kind: 'installation_ticket',
    ref: ticketId,
    copy: 0,
    document: installationTicketDocument({
      store,
      ticketNumber,
      receiptNumber: order.receiptNumber,
      type,
      createdAt: order.at,
      cashier: order.by.name,
      customerId: order.personId,
      date: order.deliveryDate,
      slot: order.deliverySlot,
      note: order.note,
      lines: ticket.lines.map(paperLine),
      dueOnSiteFen: null,
      scanCode: ticketScanCode(till.secrets.lookupKey, ticketNumber),
      acceptanceCode,
      isTraining: false, // practice issues no ticket
      isDemo: store.isDemo,
    }),
    at: order.at,
  };
}

function soldLine({ position, row }: TicketOrder['lines'][number]): SoldLine {
  const known = (unit: number, role: SerialRole) =>
    row.serials.find((serial) => serial.unit === unit && serial.role === role)?.serialNumber;
  return {
    position,
    sku: row.sku,
    brand: row.item.brand,
    name: row.item.name,
    model: row.item.model,
    quantityMilli: row.quantityMilli,
    unitLabel: row.item.unitLabel,
    handover: row.handover,
    serials: expectedSerials(row.item.serial, row.quantityMilli).map(({ unit, role }) => ({
      unit,
      role,
      serialNumber: known(unit, role) ?? null,
    })),
  };
}

function paperLine(line: TicketLine) {
  const { quantityMilli, unitLabel, serials } = line;
  return { name: lineName(line), quantityMilli, unitLabel, serials };
}

/** Brand, name and model, each once: makers' names often repeat the brand. */
function lineName(line: TicketLine): string {
  const parts = [line.brand, line.name, line.model].filter((part) => part !== '');
  return parts
    .filter(
      (part, i) =>
        !parts.some((other, j) => j !== i && other.includes(part) && (other !== part || j < i)),
    )
    .join(' ');
}
