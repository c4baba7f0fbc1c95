import type { Answer } from '../../../shared/contract/answer.ts';
import { expectedSerials, type SerialRole } from '../../../shared/domain/cart/serial-slots.ts';
import { readSerial } from '../../../shared/domain/fulfilment/serial-number.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { itemByCode } from '../catalog/item-table.ts';
import { liveSerial } from '../fulfilment/serial-table.ts';
import type { Till } from '../till.ts';
import type { CartLine } from './cart-line-table.ts';
import { changeLine } from './edit-cart.ts';

/** Every serial number a line asks for, with what is known of it. */
export function serialSlots(line: CartLine): readonly {
  readonly unit: number;
  readonly role: SerialRole;
  readonly serialNumber: string | null;
}[] {
  return expectedSerials(line.item.serial, line.quantityMilli).map((slot) => ({
    ...slot,
    serialNumber:
      line.serials.find((s) => s.unit === slot.unit && s.role === slot.role)?.serialNumber ?? null,
  }));
}

/** The next serial number a line waits for; `null` when it has them all. */
export function nextSerialSlot(
  line: CartLine,
): { readonly unit: number; readonly role: SerialRole } | null {
  return serialSlots(line).find((slot) => slot.serialNumber === null) ?? null;
}

/**
 * Ties a unit's serial number to a line. Refuses what is no serial number, an item's own code, a number
 * already on this cart, and a unit that was sold before.
 */
export function addSerial(
  till: Till,
  input: { readonly lineId: string; readonly serialNumber: string },
): Answer<{ readonly role: SerialRole }> {
  let role: SerialRole = 'unit';
  const answer = changeLine(till, input.lineId, (line, all) => {
    const isItemCode = (code: string) => itemByCode(till.db, code) !== null;
    const read = readSerial(input.serialNumber, isItemCode);
    if (!read.ok) return read;
    const serialNumber = read.value;
    const slot = nextSerialSlot(line);
    if (!slot) return refuse('serial_not_expected');
    if (all.some((other) => other.serials.some((s) => s.serialNumber === serialNumber))) {
      return refuse('serial_in_cart', { serialNumber });
    }
    if (liveSerial(till.db, line.item.brand, serialNumber)) {
      return refuse('serial_taken', { serialNumber });
    }
    role = slot.role;
    return ok({ ...line, serials: [...line.serials, { ...slot, serialNumber }] });
  });
  return answer.ok ? ok({ role }) : answer;
}

/** Takes a serial number off a line again. */
export function removeSerial(
  till: Till,
  input: { readonly lineId: string; readonly serialNumber: string },
): Answer<null> {
  return changeLine(till, input.lineId, (line) =>
    ok({ ...line, serials: line.serials.filter((s) => s.serialNumber !== input.serialNumber) }),
  );
}
