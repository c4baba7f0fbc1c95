import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import type { SessionState, StaffCard, StoreCard } from '../../../shared/contract/session.ts';
import { storedSettings } from '../settings/setting-table.ts';
import { currentShiftOf } from '../shift/shift-table.ts';
import type { Till } from '../till.ts';
import { demoPins } from './demo-store.ts';
import { sessionOf } from './session.ts';
import type { StaffMember } from './staff-table.ts';
import { allStaff, hasStaff, staffById } from './staff-table.ts';
import { storeOf } from './store-table.ts';

/** What the screen must know first. Asking does not count as use: a screen that only looks still locks. */
export function sessionState(till: Till, token: string | null): SessionState {
  const session = sessionOf(till, token);
  const person = session ? staffById(till.db, session.staffId) : null;
  const isSignedIn = session !== null && !session.isLocked;
  const grant = session && isSignedIn ? ROLE_GRANTS[session.role] : null;
  const shift = currentShiftOf(till.db, till.registerId);
  return {
    state: stateOf(till, session),
    store: storeCard(till),
    staff: person ? cardOf(person, demoPins(till.db)) : null,
    discountRate: grant?.discountRate ?? 0,
    rights: grant ? [...grant.rights] : [],
    shiftState: shift === null ? 'none' : shift.state === 'counting' ? 'counting' : 'open',
    autoLockMinutes: storedSettings(till.db).autoLockMinutes,
    version: till.version,
  };
}

/** Who may sign in or approve here, in the order in which they were added. PINs show in the demo store only. */
export function staffCards(till: Till): readonly StaffCard[] {
  const pins = demoPins(till.db);
  return allStaff(till.db)
    .filter((person) => person.isActive)
    .map((person) => cardOf(person, pins));
}

function stateOf(till: Till, session: { isLocked: boolean } | null): SessionState['state'] {
  if (session) return session.isLocked ? 'locked' : 'signed_in';
  return hasStaff(till.db) ? 'signed_out' : 'needs_set_up';
}

function storeCard(till: Till): StoreCard {
  const store = storeOf(till.db);
  return {
    storeId: store?.storeId ?? '',
    name: store?.name ?? '',
    branch: store?.branch ?? '',
    address: store?.address ?? '',
    phone: store?.phone ?? '',
    registerId: till.registerId,
    isDemo: store?.isDemo ?? false,
  };
}

function cardOf(person: StaffMember, pins: Readonly<Record<string, string>>): StaffCard {
  return {
    staffId: person.staffId,
    name: person.name,
    role: person.role,
    demoPin: pins[person.staffId] ?? null,
  };
}
