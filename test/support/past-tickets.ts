import { type Database, inTransaction } from '../../electron/core/db/open.ts';
import { insertTicket, insertTicketState } from '../../electron/core/fulfilment/ticket-table.ts';

/** Every fifth sale of a shop with air conditioners is delivered; the numbers of the last few are not in yet. */
const SALES_A_TICKET = 5;
const AWAITING = 20;

/** Writes the installation tickets that the past of a grown store would have; all but the newest are complete. */
export function writePastTickets(db: Database): void {
  const sales = db
    .prepare<[number], { saleId: string; at: number }>(
      `SELECT sale_id AS saleId, completed_at AS at FROM sale WHERE receipt_seq % ? = 0
       ORDER BY receipt_seq`,
    )
    .all(SALES_A_TICKET);
  inTransaction(db, () => {
    const personId = 'past-person';
    db.prepare(
      `INSERT INTO person (person_id, name_enc, phone_enc, phone_hmac, phone_last4, created_at)
       VALUES (?, x'00', x'00', 'past', '0000', 0)`,
    ).run(personId);
    sales.forEach(({ saleId, at }, index) => {
      const ticketId = `past-ticket-${index}`;
      insertTicket(
        db,
        { ...TICKET, ticketId, ...numbered(index), saleId, personId, createdAt: at },
        BY,
      );
      if (index >= sales.length - AWAITING) return;
      insertTicketState(db, { ticketId, state: 'serials_complete', at, by: BY });
    });
  });
}

const BY = 'demo-cashier';
const SERIALS = [
  { unit: 1, role: 'outdoor', serialNumber: null },
  { unit: 1, role: 'indoor', serialNumber: null },
] as const;
const LINE = { position: 1, sku: 'past', brand: '格力', name: '空调', model: 'KFR-35' } as const;
const TICKET = {
  type: 'deliver_install',
  deliveryDate: '2026-06-19',
  deliverySlot: 'morning',
  note: '',
  lines: [{ ...LINE, quantityMilli: 1000, unitLabel: '台', serials: SERIALS }],
  codeHash: 'past',
} as const;

function numbered(index: number): { readonly ticketNumber: string } {
  return { ticketNumber: `T9999-${String(index + 1).padStart(6, '0')}` };
}
