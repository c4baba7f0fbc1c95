import type { SerialRole } from '../../../shared/domain/cart/serial-slots.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** What happened to one unit's serial number: sold, come back, or released because it was noted wrongly. */
export type SerialEvent = {
  readonly brand: string;
  readonly serialNumber: string; // as `readSerial` gives it
  readonly sku: string;
  readonly role: SerialRole;
  readonly state: 'sold' | 'returned' | 'released';
  readonly saleId: string;
  readonly position: number;
  readonly unit: number;
  readonly at: number; // epoch ms
  readonly by: string; // staff id
};

type SerialRow = {
  brand: string;
  serial_number: string;
  sku: string;
  role: SerialRole;
  state: SerialEvent['state'];
  sale_id: string;
  position: number;
  unit: number;
  at: number;
  by: string;
};

export function insertSerialEvent(db: Database, event: SerialEvent): void {
  prepared(
    db,
    `INSERT INTO serial_event (brand, serial_number, sku, role, state, sale_id, position, unit, at, by)
     VALUES (@brand, @serialNumber, @sku, @role, @state, @saleId, @position, @unit, @at, @by)`,
  ).run(event);
}

/** The sale that holds this number now; `null` when it is free: never sold, or come back. */
export function liveSerial(db: Database, brand: string, serialNumber: string): SerialEvent | null {
  const row = prepared<[string, string], SerialRow>(
    db,
    `SELECT * FROM serial_event WHERE brand = ? AND serial_number = ?
     ORDER BY event_id DESC LIMIT 1`,
  ).get(brand, serialNumber);
  return row?.state === 'sold' ? fromRow(row) : null;
}

/** The numbers that belong to a sale now, one for each slot that has one. */
export function serialsOfSale(db: Database, saleId: string): readonly SerialEvent[] {
  const rows = prepared<[string], SerialRow>(
    db,
    'SELECT * FROM serial_event WHERE sale_id = ? ORDER BY event_id',
  ).all(saleId);
  const bySlot = new Map<string, SerialEvent>();
  for (const row of rows) {
    const slot = `${row.position}/${row.unit}/${row.role}`;
    const isHeld = bySlot.get(slot)?.serialNumber === row.serial_number;
    if (row.state === 'sold') bySlot.set(slot, fromRow(row));
    else if (isHeld) bySlot.delete(slot);
  }
  return [...bySlot.values()];
}

/** The numbers of a sale's units that came back. */
export function returnedSerialsOf(db: Database, saleId: string): readonly SerialEvent[] {
  return prepared<[string], SerialRow>(
    db,
    `SELECT * FROM serial_event WHERE sale_id = ? AND state = 'returned' ORDER BY event_id`,
  )
    .all(saleId)
    .map(fromRow);
}

function fromRow(row: SerialRow): SerialEvent {
  return {
    brand: row.brand,
    serialNumber: row.serial_number,
    sku: row.sku,
    role: row.role,
    state: row.state,
    saleId: row.sale_id,
    position: row.position,
    unit: row.unit,
    at: row.at,
    by: row.by,
  };
}
