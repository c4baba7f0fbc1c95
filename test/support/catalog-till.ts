import { randomBytes } from 'node:crypto';
import type { Actor, Till } from '../../electron/core/till.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { asId, type RegisterId, type StaffId } from '../../shared/kernel/ids.ts';
import { freshMemory } from './store-template.ts';

/** A till on a fresh store in memory with register 01, a clock that steps by one, and the events it announced. */
export function catalogTill(): Till & {
  readonly events: CoreEvent[];
  readonly setNow: (at: number) => void;
} {
  const db = freshMemory();
  db.prepare('INSERT INTO register (register_id, serial, created_at) VALUES (?, ?, ?)').run(
    '01',
    'R1',
    1,
  );
  const events: CoreEvent[] = [];
  let now = 1_750_000_000_000;
  let uuids = 0;
  return {
    db,
    clock: {
      now: () => {
        now += 1;
        return now;
      },
    },
    random: {
      uuid: () => {
        uuids += 1;
        return `id-${String(uuids).padStart(6, '0')}`;
      },
      bytes: (n) => randomBytes(n),
    },
    registerId: asId<RegisterId>('01'),
    version: '0.0.0',
    secrets: {
      pinPepper: randomBytes(32),
      fieldKey: randomBytes(32),
      lookupKey: randomBytes(32),
      signingKey: null,
    },
    announce: (event) => events.push(event),
    events,
    setNow: (at) => {
      now = at;
    },
  };
}

export const OWNER: Actor = { staffId: asId<StaffId>('owner'), name: '老板', role: 'owner' };
