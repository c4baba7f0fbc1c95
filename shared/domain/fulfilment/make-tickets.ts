import type { SerialRole } from '../cart/serial-slots.ts';

export type TicketType = 'deliver' | 'deliver_install';

export type TicketSerial = {
  readonly unit: number; // from 1
  readonly role: SerialRole;
  readonly serialNumber: string | null; // null: not known yet
};

/** A line of a sale as far as a ticket needs it; serial slots complete, numbers where known. */
export type SoldLine = {
  readonly position: number; // of the line in the sale, from 1
  readonly sku: string;
  readonly brand: string;
  readonly name: string;
  readonly model: string;
  readonly quantityMilli: number;
  readonly unitLabel: string;
  readonly handover: 'carry_out' | TicketType;
  readonly serials: readonly TicketSerial[];
};

export type TicketLine = Omit<SoldLine, 'handover'>;
export type TicketDraft = { readonly type: TicketType; readonly lines: readonly TicketLine[] };

/**
 * The tickets a sale gives rise to: one for what a crew delivers and installs, one for what is only
 * delivered. What the customer carries out is on none.
 */
export function makeTickets(lines: readonly SoldLine[]): readonly TicketDraft[] {
  const types: readonly TicketType[] = ['deliver_install', 'deliver'];
  return types
    .map((type) => ({
      type,
      lines: lines.filter((line) => line.handover === type).map(({ handover: _, ...line }) => line),
    }))
    .filter((draft) => draft.lines.length > 0);
}

/** How many serial numbers of a ticket are still to be found out. */
export function missingSerials(lines: readonly TicketLine[]): number {
  return lines.flatMap((line) => line.serials).filter((slot) => slot.serialNumber === null).length;
}

/** `T0001-000045`: the last four digits of the store, then gapless; a restored store's lane shows: `T0001QXF-000001`. */
export function ticketNumberOf(storeId: string, registerId: string, seq: number): string {
  return `${ticketPrefix(storeId, registerId)}-${String(seq).padStart(6, '0')}`;
}

/** What the numbers of one lane's tickets begin with. */
export function ticketPrefix(storeId: string, registerId: string): string {
  return `T${storeId.slice(-4)}${registerId.slice(2)}`;
}
