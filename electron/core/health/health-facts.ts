import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { versions } from 'node:process';
import type { BackupStatus } from '../../../shared/contract/backup.ts';
import type { DatabaseCheck, HealthFacts } from '../../../shared/contract/health.ts';
import type { SystemStatus } from '../../../shared/contract/system.ts';
import { lastEntry } from '../journal/journal-table.ts';
import type { Till } from '../till.ts';
import { clockJumpsSince, databaseVersions, oldestUnackedAt } from './health-table.ts';

/** Clock jumps that are older no longer say anything about the battery. */
const JUMPS_MS = 7 * 86_400_000;

/** What the parts of the program say of themselves; what is not running is not known. */
export type HealthSources = {
  readonly database: DatabaseCheck;
  readonly journal: HealthFacts['journal'];
  readonly backup: BackupStatus | null;
  readonly printer: SystemStatus['printer'] | null;
  readonly isVirtualPrinter: boolean;
  readonly scanner: SystemStatus['scanner']['state'];
  readonly sync: SystemStatus['sync'];
  readonly freeBytes: number | null;
};

/** Everything the health page is made of, as it is now. Reads only. */
export async function healthFacts(till: Till, sources: HealthSources): Promise<HealthFacts> {
  const { db, registerId } = till;
  const now = till.clock.now();
  const last = lastEntry(db, registerId);
  const folder = dirname(db.name);
  return {
    ...sources,
    now,
    lastSeq: last?.seq ?? 0,
    lastEntryAt: last?.endedAt ?? null,
    clockJumps: clockJumpsSince(db, now - JUMPS_MS),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    oldestUnackedAt: oldestUnackedAt(db),
    versions: { program: till.version, node: versions.node, ...databaseVersions(db) },
    data: { folder, bytes: await bytesIn(folder) },
  };
}

/** What the files directly in the store's folder take. */
async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
