import { DEMO_STORE } from '../../../shared/contract/demo-store.ts';
import type { Role } from '../../../shared/contract/rights.ts';
import { countedCash } from '../../../shared/domain/shift/denominations.ts';
import { businessDate } from '../../../shared/kernel/business-date.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { asId, type ShiftId, type StaffId } from '../../../shared/kernel/ids.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { putSetting, settingText } from '../settings/setting-table.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import { insertShift, insertTransition, lastShiftOf } from '../shift/shift-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';
import { hashDemoPin } from './pin-hash.ts';
import { foundStore } from './set-up.ts';
import { hasStaff, insertStaff, staffById } from './staff-table.ts';
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

/** 500 yuan in small notes and coins, as a shop begins its day. */
const DEMO_FLOAT = {
  pieces: { '5000': 2, '2000': 5, '1000': 15, '500': 20, '100': 45, '50': 8, '10': 10 },
  otherFen: 0,
};

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

/** Opens the demo store's shift by itself, so that a newcomer can sell at once. Other stores are left alone. */
export function openDemoShift(till: Till): void {
  if (!storeOf(till.db)?.isDemo) return;
  const owner = staffById(till.db, 'demo-owner');
  const last = lastShiftOf(till.db, till.registerId);
  const float = countedCash(DEMO_FLOAT);
  if (!owner || !float.ok || (last && last.state !== 'closed')) return;
  const at = till.clock.now();
  const by = owner.staffId;
  const shiftId = asId<ShiftId>(till.random.uuid());
  const facts = {
    shiftId,
    number: (last?.number ?? 0) + 1,
    businessDate: businessDate(at),
  };
  inTransaction(till.db, () => {
    insertShift(till.db, {
      ...facts,
      registerId: till.registerId,
      openedAt: at,
      openedBy: by,
      openingFloat: float.value.total,
      pieces: float.value.pieces,
    });
    insertTransition(till.db, { shiftId, seq: 1, state: 'open', at, by });
    insertDrawerEvent(till.db, {
      shiftId,
      kind: 'open_float',
      amountFen: float.value.total,
      at,
      by,
    });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'SHIFT_OPEN',
      startedAt: at,
      endedAt: at,
      operator: 'system',
      payload: { ...facts, floatFen: float.value.total },
    });
    insertFact(till.db, {
      factId: `${shiftId}:opened`,
      kind: 'shift_opened',
      registerId: till.registerId,
      body: canonicalJson({ ...facts, floatFen: float.value.total, openedAt: at, openedBy: by }),
      createdAt: at,
    });
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
