import { type UnitKey, unitName } from '../../../shared/domain/returns/returnable-units.ts';
import type { Database } from '../db/open.ts';
import { type OpenTicket, openTicketsOf } from '../fulfilment/ticket-table.ts';
import { paidUnitsOf } from './return-table.ts';

/** What a return does to the tickets of its sale: nothing is left to deliver of some, of others a part. */
export type AffectedTickets = {
  readonly cancelled: readonly OpenTicket[];
  readonly kept: readonly OpenTicket[];
};

/** Which open tickets of a sale `units` stand on, before they are recorded as returned. */
export function affectedTickets(
  db: Database,
  saleId: string,
  units: readonly UnitKey[],
): AffectedTickets {
  const touched = new Set(units.map(({ position }) => position));
  const returned = new Set(units.map(unitName));
  const left = paidUnitsOf(db, saleId).filter(
    (unit) => !unit.isReturned && !returned.has(unitName(unit)),
  );
  const positionsLeft = new Set(left.map(({ position }) => position));
  const affected = openTicketsOf(db, saleId).filter(({ positions }) =>
    positions.some((position) => touched.has(position)),
  );
  const isKept = (ticket: OpenTicket) => ticket.positions.some((p) => positionsLeft.has(p));
  return {
    cancelled: affected.filter((ticket) => !isKept(ticket)),
    kept: affected.filter(isKept),
  };
}
