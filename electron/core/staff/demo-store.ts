import { DEMO_STORE } from '../../../shared/contract/demo-store.ts';
import type { Role } from '../../../shared/contract/rights.ts';
import { asId, type StaffId } from '../../../shared/kernel/ids.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { putSetting, settingText } from '../settings/setting-table.ts';
import type { Till } from '../till.ts';
import { hashDemoPin } from './pin-hash.ts';
import { foundStore } from './set-up.ts';
import { hasStaff, insertStaff } from './staff-table.ts';
import { storeOf } from './store-table.ts';

const DEMO_CARD = {
  storeId: DEMO_STORE.storeId,
  name: DEMO_STORE.name,
  branch: DEMO_STORE.branch,
  address: '青山镇人民路88号',
  phone: '0798-6543210',
  isDemo: true,
};

const DEMO_STAFF: readonly { staffId: string; name: string; role: Role; pin: string }[] = [
  { staffId: 'demo-cashier', name: '小李', role: 'cashier', pin: '1111' },
  { staffId: 'demo-manager', name: '王店长', role: 'manager', pin: '2222' },
  { staffId: 'demo-owner', name: '陈老板', role: 'owner', pin: '3333' },
  { staffId: 'demo-trainer', name: '小周', role: 'trainer', pin: '4444' },
];

const PINS_ROW = 'demo.pins';

/**
 * Makes a fresh data folder the demo store: its card, and a person of every role. A store that has
 * staff already is left as it is.
 */
export function seedDemoStore(till: Till): void {
  if (hasStaff(till.db)) return;
  const at = till.clock.now();
  inTransaction(till.db, () => {
    foundStore(till, DEMO_CARD);
    for (const person of DEMO_STAFF) {
      insertStaff(till.db, {
        staffId: asId<StaffId>(person.staffId),
        name: person.name,
        role: person.role,
        pinHash: hashDemoPin(person.pin, till.secrets.pinPepper),
        isActive: true,
        createdAt: at,
      });
    }
    keepDemoPins(till.db, Object.fromEntries(DEMO_STAFF.map((one) => [one.staffId, one.pin])));
  });
}

/** The PINs that the demo store shows on its sign-in screen, by person; empty in every other store. */
export function demoPins(db: Database): Readonly<Record<string, string>> {
  const text = storeOf(db)?.isDemo ? settingText(db, PINS_ROW) : null;
  // Written by `keepDemoPins` only.
  return text === null ? {} : (JSON.parse(text) as Record<string, string>);
}

/** Keeps the demo store's sign-in screen true when a PIN there is changed. */
export function keepDemoPins(db: Database, pins: Readonly<Record<string, string>>): void {
  if (storeOf(db)?.isDemo) putSetting(db, PINS_ROW, JSON.stringify(pins));
}
