import { z } from 'zod';

export const ticketListInput = z.object({ limit: z.number().int().min(1).max(100).default(50) });
export const ticketInput = z.object({ ticketId: z.string().min(1).max(64) });
export const ticketSerialInput = z.object({
  ticketId: z.string().min(1).max(64),
  position: z.number().int().min(1),
  unit: z.number().int().min(1),
  role: z.enum(['unit', 'outdoor', 'indoor']),
  serialNumber: z.string().max(64),
});

/** A ticket as the list shows it; personal data masked. */
export type TicketCard = {
  readonly ticketId: string;
  readonly ticketNumber: string;
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly type: 'deliver' | 'deliver_install';
  readonly state: 'created' | 'serials_complete' | 'cancelled';
  readonly customer: string;
  readonly phone: string;
  readonly address: string;
  readonly deliveryDate: string;
  readonly deliverySlot: 'morning' | 'afternoon' | 'evening';
  readonly note: string;
  readonly lines: readonly {
    readonly position: number;
    readonly name: string;
    readonly model: string;
    readonly quantityMilli: number;
    readonly returnedMilli: number; // of it, came back and is not delivered
    readonly unitLabel: string;
    readonly serials: readonly {
      readonly unit: number;
      readonly role: 'unit' | 'outdoor' | 'indoor';
      readonly serialNumber: string | null;
    }[];
  }[];
  readonly missingSerials: number;
};
