import packageInfo from '../../package.json' with { type: 'json' };
import { asId, type RegisterId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { currentRegister } from './backup/lane-table.ts';
import { openStoreToRead, type StoreReadRefusal } from './db/open.ts';
import { storedSecrets } from './staff/secrets.ts';
import { systemClock, systemRandom } from './system-ports.ts';
import type { Till } from './till.ts';

/**
 * A till that can only read, beside the one that sells: no queue, no loop, no device. Close its database when done.
 */
export function readingTill(folder: string): Result<Till, StoreReadRefusal | 'secrets_unreadable'> {
  const db = openStoreToRead(folder);
  if (!db.ok) return db;
  const secrets = storedSecrets(folder);
  if (!secrets.ok) {
    db.value.close();
    return secrets;
  }
  return ok({
    db: db.value,
    clock: systemClock,
    random: systemRandom,
    registerId: asId<RegisterId>(currentRegister(db.value) ?? '01'),
    version: packageInfo.version,
    secrets: secrets.value,
    announce: () => undefined, // nothing changes, and nobody listens
  });
}
