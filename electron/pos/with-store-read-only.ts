import { stderr } from 'node:process';
import packageInfo from '../../package.json' with { type: 'json' };
import { asId, type RegisterId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { openStoreToRead, type StoreReadRefusal } from '../core/db/open.ts';
import { storedSecrets } from '../core/staff/secrets.ts';
import { systemClock, systemRandom } from '../core/system-ports.ts';
import type { Till } from '../core/till.ts';
import { dataFolder } from '../data-folder.ts';
import { refusalLine } from './refusal-line.ts';
import type { ExitCode } from './with-till.ts';

/**
 * Runs a command that only reads on the store in `folder` (by default the one `npm start` opens) and sets the exit
 * code. It neither takes the folder nor starts anything, so it works beside a running till; where there is no
 * store it says so and creates none.
 */
export async function withStoreReadOnly(
  folder: string | undefined,
  work: (till: Till) => ExitCode | Promise<ExitCode>,
): Promise<void> {
  const at = dataFolder(folder);
  const till = readingTill(at);
  if (!till.ok) {
    stderr.write(refusalLine(till.refusal, at));
    process.exitCode = 1;
    return;
  }
  try {
    process.exitCode = await work(till.value);
  } finally {
    till.value.db.close();
  }
}

function readingTill(folder: string): Result<Till, StoreReadRefusal | 'secrets_unreadable'> {
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
    registerId: asId<RegisterId>('01'),
    version: packageInfo.version,
    secrets: secrets.value,
    announce: () => undefined, // nothing changes, and nobody listens
  });
}
