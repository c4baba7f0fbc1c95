import type { z } from 'zod';
import type { setUpInput } from '../../../shared/contract/session.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { inRefusableTransaction, inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Actor, Till } from '../till.ts';
import { hashPin } from './pin-hash.ts';
import { hasStaff, insertStaff } from './staff-table.ts';
import { insertRegister, insertStore, renameStore, type Store, storeOf } from './store-table.ts';

export type SetUp = z.infer<typeof setUpInput>;

/**
 * Gives a fresh data folder its store row, its register and the first entry of its journal.
 * A folder that has them already is left as it is. Without `card` the store waits to be set up.
 */
export function foundStore(
  till: Till,
  card?: Pick<Store, 'name' | 'branch' | 'address' | 'phone' | 'isDemo'> & { storeId: string },
): void {
  if (storeOf(till.db)) return;
  const at = till.clock.now();
  const serial = `ZD-${hex(till, 4)}-${till.registerId}`;
  inTransaction(till.db, () => {
    insertStore(
      till.db,
      {
        storeId: card?.storeId ?? randomStoreId(till),
        nodeId: till.random.uuid(),
        epoch: 1,
        name: card?.name ?? '',
        branch: card?.branch ?? '',
        address: card?.address ?? '',
        phone: card?.phone ?? '',
        isDemo: card?.isDemo ?? false,
      },
      at,
    );
    insertRegister(till.db, { registerId: till.registerId, serial, at });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'REGISTER_INIT',
      startedAt: at,
      endedAt: at,
      operator: 'system',
      payload: { serial, version: till.version },
    });
  });
}

/**
 * Sets up a real store: its card, and its owner as the first person.
 * Refuses `store_already_set_up` once a person exists, `pin_too_weak`.
 */
export async function setUpStore(
  till: Till,
  input: SetUp,
): Promise<Result<Actor, 'store_already_set_up' | 'pin_too_weak'>> {
  if (hasStaff(till.db)) return refuse('store_already_set_up');
  if (isWeakPin(input.pin)) return refuse('pin_too_weak');
  const pinHash = await hashPin(input.pin, till.secrets.pinPepper);
  const staffId = asId<StaffId>(till.random.uuid());
  foundStore(till);
  const answer = inRefusableTransaction(till.db, () => {
    // Another screen may have finished while the PIN was being hashed.
    if (hasStaff(till.db)) return refuse('store_already_set_up' as const);
    const at = till.clock.now();
    renameStore(till.db, {
      name: input.storeName,
      branch: input.branch,
      address: input.address,
      phone: input.phone,
    });
    insertStaff(till.db, {
      staffId,
      name: input.ownerName,
      role: 'owner',
      pinHash,
      isActive: true,
      createdAt: at,
    });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'STAFF',
      startedAt: at,
      endedAt: at,
      operator: staffId,
      payload: { what: 'set_up', staffId, role: 'owner' },
    });
    return ok<Actor>({ staffId, name: input.ownerName, role: 'owner' });
  });
  if (answer.ok) till.announce({ type: 'session.changed' });
  return answer;
}

/** A PIN that is guessed first: one digit repeated, or digits that follow one another. */
export function isWeakPin(pin: string): boolean {
  if (!/^\d{4,12}$/.test(pin)) return true;
  const digits = [...pin].map(Number);
  const steps = digits.slice(1).map((digit, i) => digit - (digits[i] ?? 0));
  return [0, 1, -1].some((step) => steps.every((found) => found === step));
}

function randomStoreId(till: Till): string {
  const [a = 0, b = 0, c = 0, d = 0] = till.random.bytes(4);
  const number = ((a << 24) | (b << 16) | (c << 8) | d) >>> 0;
  return String(10_000_000 + (number % 90_000_000));
}

function hex(till: Till, count: number): string {
  return Buffer.from(till.random.bytes(count)).toString('hex').toUpperCase();
}
