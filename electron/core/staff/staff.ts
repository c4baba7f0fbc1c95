import type { Role } from '../../../shared/contract/rights.ts';
import type { StaffCard } from '../../../shared/contract/session.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Deed, Till } from '../till.ts';
import { demoPins, keepDemoPins } from './demo-store.ts';
import { hashPin } from './pin-hash.ts';
import { staffCards } from './session-state.ts';
import { endSessionsOf } from './session-table.ts';
import { isWeakPin } from './set-up.ts';
import {
  allStaff,
  clearPinGuard,
  insertStaff,
  setActive,
  setPinHash,
  staffById,
} from './staff-table.ts';

/** Adds a person. Refuses `pin_too_weak`. */
export async function addStaff(
  till: Till,
  deed: Deed,
  input: { readonly name: string; readonly role: Role; readonly pin: string },
): Promise<Result<readonly StaffCard[], 'pin_too_weak'>> {
  if (isWeakPin(input.pin)) return refuse('pin_too_weak');
  const pinHash = await hashPin(input.pin, till.secrets.pinPepper);
  const staffId = asId<StaffId>(till.random.uuid());
  inTransaction(till.db, () => {
    const { name, role } = input;
    insertStaff(till.db, {
      staffId,
      name,
      role,
      pinHash,
      isActive: true,
      createdAt: till.clock.now(),
    });
    record(till, deed, { what: 'added', staffId, role });
  });
  return ok(staffCards(till));
}

/** Gives a person a new PIN; who was signed in by the old one must sign in again. Refuses `staff_unknown`, `pin_too_weak`. */
export async function changePin(
  till: Till,
  deed: Deed,
  input: { readonly staffId: string; readonly pin: string },
): Promise<Result<readonly StaffCard[], 'staff_unknown' | 'pin_too_weak'>> {
  const { staffId, pin } = input;
  if (!staffById(till.db, staffId)?.isActive) return refuse('staff_unknown');
  if (isWeakPin(pin)) return refuse('pin_too_weak');
  const pinHash = await hashPin(pin, till.secrets.pinPepper);
  inTransaction(till.db, () => {
    setPinHash(till.db, staffId, pinHash);
    clearPinGuard(till.db, staffId);
    // Who changes the own PIN at this till need not be thrown out of it.
    if (staffId !== deed.by.staffId) endSessionsOf(till.db, staffId, till.clock.now());
    const shown = demoPins(till.db);
    if (staffId in shown) keepDemoPins(till.db, { ...shown, [staffId]: pin });
    record(till, deed, { what: 'pin_changed', staffId });
  });
  till.announce({ type: 'session.changed' });
  return ok(staffCards(till));
}

/**
 * Takes a person off the list; what they did stays under their name. Refuses `staff_unknown`, and
 * `last_owner` because nobody could manage the staff any more.
 */
export function deactivateStaff(
  till: Till,
  deed: Deed,
  input: { readonly staffId: string },
): Result<readonly StaffCard[], 'staff_unknown' | 'last_owner'> {
  const { staffId } = input;
  const person = staffById(till.db, staffId);
  if (!person?.isActive) return refuse('staff_unknown');
  const owners = allStaff(till.db).filter((one) => one.isActive && one.role === 'owner');
  if (person.role === 'owner' && owners.length === 1) return refuse('last_owner');
  inTransaction(till.db, () => {
    setActive(till.db, staffId, false);
    endSessionsOf(till.db, staffId, till.clock.now());
    record(till, deed, { what: 'deactivated', staffId });
  });
  till.announce({ type: 'session.changed' });
  return ok(staffCards(till));
}

function record(till: Till, deed: Deed, payload: Readonly<Record<string, unknown>>): void {
  const at = till.clock.now();
  appendEntry(till.db, {
    registerId: till.registerId,
    type: 'STAFF',
    startedAt: at,
    endedAt: at,
    operator: deed.by.staffId,
    payload,
  });
}
