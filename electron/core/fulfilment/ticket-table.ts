import type { TicketLine, TicketType } from '../../../shared/domain/fulfilment/make-tickets.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type DeliverySlot = 'morning' | 'afternoon' | 'evening';

/** A ticket as it was promised at the counter; the person stands in it by reference only. */
export type Ticket = {
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly saleId: string;
  readonly personId: string;
  readonly type: TicketType;
  readonly deliveryDate: string; // YYYY-MM-DD
  readonly deliverySlot: DeliverySlot;
  readonly note: string;
  readonly lines: readonly TicketLine[];
  readonly codeHash: string; // keyed hash of the acceptance code
  readonly createdAt: number; // epoch ms
};

export type TicketState = 'created' | 'serials_complete' | 'cancelled';

export type ListedTicket = Ticket & {
  readonly receiptNumber: string;
  readonly state: TicketState; // its last transition
};

/** A ticket that is still to be delivered, and the lines of its sale that stand on it. */
export type OpenTicket = {
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly deliveryDate: string;
  readonly positions: readonly number[];
};

type TicketRow = {
  ticket_id: string;
  ticket_number: string;
  sale_id: string;
  person_id: string;
  type: TicketType;
  delivery_date: string;
  delivery_slot: DeliverySlot;
  note: string;
  lines: string;
  code_hmac: string;
  created_at: number;
  receipt_number: string;
  state: TicketState;
};

const LISTED = `t.*, s.receipt_number, (SELECT x.state FROM ticket_transition x
  WHERE x.ticket_id = t.ticket_id ORDER BY x.seq DESC LIMIT 1) AS state`;

/** Writes a ticket and its first state. Call it inside the transaction of its sale. */
export function insertTicket(db: Database, ticket: Ticket, by: string): void {
  prepared(
    db,
    `INSERT INTO installation_ticket (ticket_id, ticket_number, sale_id, person_id, type,
       delivery_date, delivery_slot, note, lines, code_hmac, created_at)
     VALUES (@ticketId, @ticketNumber, @saleId, @personId, @type,
       @deliveryDate, @deliverySlot, @note, @lines, @codeHash, @createdAt)`,
  ).run({ ...ticket, lines: JSON.stringify(ticket.lines) });
  insertTicketState(db, { ticketId: ticket.ticketId, state: 'created', at: ticket.createdAt, by });
}

/** Records the next state of a ticket. */
export function insertTicketState(
  db: Database,
  transition: { ticketId: string; state: TicketState; at: number; by: string; note?: string },
): void {
  prepared(
    db,
    `INSERT INTO ticket_transition (ticket_id, seq, state, at, by, note)
     VALUES (@ticketId,
       (SELECT coalesce(max(seq), 0) + 1 FROM ticket_transition WHERE ticket_id = @ticketId),
       @state, @at, @by, @note)`,
  ).run({ ...transition, note: transition.note ?? '' });
}

/** The sequence of the next ticket number, gapless for each prefix (`ticketPrefix`). */
export function nextTicketSeq(db: Database, prefix: string): number {
  const row = prepared<[string, string], { ticket_number: string }>(
    db,
    `SELECT ticket_number FROM installation_ticket WHERE ticket_number > ? AND ticket_number < ?
     ORDER BY ticket_number DESC LIMIT 1`,
  ).get(`${prefix}-`, `${prefix}.`);
  return row ? Number(row.ticket_number.split('-')[1]) + 1 : 1;
}

export function ticketById(db: Database, ticketId: string): ListedTicket | null {
  const row = prepared<[string], TicketRow>(
    db,
    `SELECT ${LISTED} FROM installation_ticket t JOIN sale s ON s.sale_id = t.sale_id
     WHERE t.ticket_id = ?`,
  ).get(ticketId);
  return row ? fromRow(row) : null;
}

/** Tickets, newest first. */
export function listTickets(db: Database, limit: number): readonly ListedTicket[] {
  return prepared<[number], TicketRow>(
    db,
    `SELECT ${LISTED} FROM installation_ticket t JOIN sale s ON s.sale_id = t.sale_id
     ORDER BY t.ticket_number DESC LIMIT ?`,
  )
    .all(limit)
    .map(fromRow);
}

export function ticketsOfSale(
  db: Database,
  saleId: string,
): readonly { readonly ticketId: string; readonly ticketNumber: string }[] {
  return prepared<[string], { ticketId: string; ticketNumber: string }>(
    db,
    `SELECT ticket_id AS ticketId, ticket_number AS ticketNumber FROM installation_ticket
     WHERE sale_id = ? ORDER BY ticket_number`,
  ).all(saleId);
}

/** The tickets of a sale that were not cancelled. */
export function openTicketsOf(db: Database, saleId: string): readonly OpenTicket[] {
  return prepared<[string], Omit<OpenTicket, 'positions'> & { positions: string }>(
    db,
    `SELECT t.ticket_id AS ticketId, t.ticket_number AS ticketNumber, t.delivery_date AS deliveryDate,
       (SELECT json_group_array(l.value ->> 'position') FROM json_each(t.lines) l) AS positions
     FROM installation_ticket t WHERE t.sale_id = ? AND NOT EXISTS (
       SELECT 1 FROM ticket_transition x WHERE x.ticket_id = t.ticket_id AND x.state = 'cancelled')
     ORDER BY t.ticket_number`,
  )
    .all(saleId)
    .map((row) => ({ ...row, positions: JSON.parse(row.positions) as number[] })); // of our own SQL
}

/** Numbers of the tickets that a return cancelled, by its number. */
export function ticketsCancelledBy(
  db: Database,
  saleId: string,
  returnNumber: string,
): readonly string[] {
  return prepared<[string, string], string>(
    db,
    `SELECT t.ticket_number FROM installation_ticket t JOIN ticket_transition x ON x.ticket_id = t.ticket_id
     WHERE t.sale_id = ? AND x.state = 'cancelled' AND x.note = ? ORDER BY t.ticket_number`,
  )
    .pluck()
    .all(saleId, returnNumber) as string[];
}

/**
 * The tickets on which serial numbers are missing, oldest first; units that came back need none. Only tickets that
 * wait for serial numbers are read, however many there were before.
 */
export function ticketsMissingSerials(
  db: Database,
): readonly { readonly ticketNumber: string; readonly count: number }[] {
  return prepared<[], { ticketNumber: string; count: number }>(
    db,
    `SELECT t.ticket_number AS ticketNumber, count(*) AS count
     FROM ticket_awaiting_serials w CROSS JOIN installation_ticket t ON t.ticket_id = w.ticket_id,
       json_each(t.lines) l, json_each(l.value, '$.serials') s
     WHERE s.value ->> 'serialNumber' IS NULL AND NOT EXISTS (
       SELECT 1 FROM returned_unit r WHERE r.sale_id = t.sale_id
         AND r.position = l.value ->> 'position' AND r.unit = s.value ->> 'unit')
     AND NOT EXISTS (
       SELECT 1 FROM serial_event e WHERE e.sale_id = t.sale_id AND e.state = 'sold'
         AND e.position = l.value ->> 'position' AND e.unit = s.value ->> 'unit'
         AND e.role = s.value ->> 'role')
     GROUP BY t.ticket_number ORDER BY t.ticket_number`,
  ).all();
}

function fromRow(row: TicketRow): ListedTicket {
  return {
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    saleId: row.sale_id,
    personId: row.person_id,
    type: row.type,
    deliveryDate: row.delivery_date,
    deliverySlot: row.delivery_slot,
    note: row.note,
    // Written by `insertTicket` only.
    lines: JSON.parse(row.lines) as readonly TicketLine[],
    codeHash: row.code_hmac,
    createdAt: row.created_at,
    receiptNumber: row.receipt_number,
    state: row.state,
  };
}
