import { closeSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DataStanding, DataTrouble } from '../../../shared/contract/backup.ts';
import { STORE_FILE } from '../db/open.ts';
import type { Till } from '../till.ts';
import { backupsIn } from './backup-folder.ts';
import { backupTarget, uploadedThrough } from './backup-table.ts';
import { type CheckJob, checkData, type DataCheck } from './check-data.ts';
import { writePlace } from './data-place.ts';
import { breakSeal, readSeal, sealClosedFile } from './file-seal.ts';
import { inThread, type ThreadRun } from './in-thread.ts';
import { listed } from './listed-backup.ts';

/** Under this size a store is checked where it is; starting a thread would take longer. */
const SMALL_BYTES = 8 * 1024 * 1024;
/** How often it is written down how far the store has come, while it goes on. */
const MARK_EVERY_MS = 60_000;

export type DataWatch = {
  readonly standing: () => DataStanding;
  /** Whether a sale may be booked; waits for the first part of the check that every opening begins with. */
  readonly maySell: () => Promise<boolean>;
  /** Whether the data is whole; waits for the whole check, which after a crash reads every fact of every year. */
  readonly isGood: () => Promise<boolean>;
  /** Folds the write-ahead log back into the file, once the check allows it. */
  readonly fold: () => void;
  /** Closes the database, after the check, and seals the file for the next opening. */
  readonly close: () => Promise<void>;
};

type Watch = {
  readonly till: Till;
  readonly folder: string;
  standing: DataStanding;
  markedAt: number;
};

/**
 * Checks the store that was just opened, in a thread of its own when it is large, and holds back everything that would
 * change its file until then; what is sold meanwhile stands in the write-ahead log. Data that does not hold stops the till (`corrupt`): nothing is sold, and nothing but a
 * restore helps. `onCorrupt` hears of it once.
 */
export function watchData(
  till: Till,
  folder: string,
  onCorrupt: (trouble: DataTrouble) => void,
): DataWatch {
  const watch: Watch = {
    ...{ till, folder, standing: { state: 'checking' }, markedAt: -Infinity },
  };
  const file = join(folder, STORE_FILE);
  const seal = readSeal(folder);
  // Closed only after the database: closing any descriptor of the file drops SQLite's locks on it.
  const descriptor = seal === null ? null : openSync(file, 'r');
  const sound = Promise.withResolvers<boolean>();
  const job = { storeFile: file, descriptor, seal };
  const check = begin(job, statSync(file).size, () => sound.resolve(true));
  const checked = check.done
    .catch(
      (): DataCheck => ({
        ...{ faults: ['the check itself failed'], hints: [], durationMs: 0 },
      }),
    )
    .then(async (found) => {
      if (found?.faults.length === 0) return pass(watch, found);
      const trouble = await troubleOf(till, folder, found?.faults ?? []);
      watch.standing = { state: 'corrupt', ...trouble };
      onCorrupt(trouble);
      return false;
    });
  return {
    standing: () => watch.standing,
    maySell: async () =>
      (await Promise.race([sound.promise, checked])) && watch.standing.state !== 'corrupt',
    isGood: () => checked,
    fold: () => {
      if (watch.standing.state !== 'good' || !till.db.open || till.db.inTransaction) return;
      till.db.pragma('wal_checkpoint(PASSIVE)');
      mark(watch);
    },
    close: async () => {
      const isGood = await checked;
      if (isGood) writePlace(folder, till.db);
      till.db.close();
      if (descriptor !== null) closeSync(descriptor);
      if (isGood) sealClosedFile(folder);
    },
  };
}

function begin(
  job: CheckJob,
  bytes: number,
  onSound: () => void,
): Pick<ThreadRun<DataCheck>, 'done'> {
  if (bytes > SMALL_BYTES) return inThread<DataCheck>({ kind: 'check', job }, onSound);
  // Later, but in this process: whoever opened the store first gets it in hand.
  return { done: new Promise((done) => setImmediate(done)).then(() => checkData(job)) };
}

function pass(watch: Watch, found: DataCheck): boolean {
  const { till, folder } = watch;
  if (!till.db.open) return false;
  breakSeal(folder);
  writePlace(folder, till.db);
  const at = till.clock.now();
  watch.standing = { state: 'good', at, durationMs: found.durationMs, hints: found.hints };
  return true;
}

/** Now and then, between sales, how far the store has come; so an older copy put in its place is found out. */
function mark(watch: Watch): void {
  const now = performance.now();
  if (now - watch.markedAt < MARK_EVERY_MS) return;
  watch.markedAt = now;
  writePlace(watch.folder, watch.till.db);
}

/** What a person must know, as far as it can still be read. */
export async function troubleOf(
  till: Pick<Till, 'db' | 'registerId'>,
  folder: string,
  faults: readonly string[],
): Promise<DataTrouble> {
  const readable = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch {
      return null; // the damage is just there
    }
  };
  const target = readable(() => backupTarget(till.db));
  const found = target ? await backupsIn(target.folder) : [];
  const files = readable(() => listed(till.db, found)) ?? listed(null, found);
  const newest = files.find((backup) => backup.verdict === 'whole');
  return {
    faults,
    folder,
    newestBackup:
      newest && target
        ? { file: newest.file, at: newest.at, saleCount: newest.saleCount, folder: target.folder }
        : null,
    cloud: readable(() => uploadedThrough(till.db, till.registerId)),
  };
}
