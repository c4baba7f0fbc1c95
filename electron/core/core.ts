import packageInfo from '../../package.json' with { type: 'json' };
import { DEMO_STORE } from '../../shared/contract/demo-store.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { asId, type RegisterId, type StaffId } from '../../shared/kernel/ids.ts';
import { ok, type Result, refuse } from '../../shared/kernel/result.ts';
import { applyStagedRestore } from './backup/apply-restore.ts';
import { type Backups, createBackups } from './backup/backups.ts';
import { type CatchUpLoop, startCatchUp } from './backup/catch-up.ts';
import { isDamagedStore } from './backup/check-data.ts';
import { hasLostStore, laneCause } from './backup/data-place.ts';
import { type DataWatch, watchData } from './backup/data-watch.ts';
import { currentRegister } from './backup/lane-table.ts';
import { startNewLane } from './backup/new-lane.ts';
import { seedDemoCatalogue } from './catalog/demo-catalogue.ts';
import { warmSearch } from './catalog/search.ts';
import { type Database, inTransaction, isCorrupt, type OpenRefusal, openStore } from './db/open.ts';
import { createDevices, type Devices } from './devices/devices.ts';
import { createDiskGuard, type DiskGuard } from './disk-guard.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { freeSpace } from './free-space.ts';
import { createDatabaseChecks, type DatabaseChecks } from './health/database-check.ts';
import { type IncidentLog, openIncidentLog } from './incident-log.ts';
import { watchClock } from './journal/clock-watch.ts';
import { createJournalDesk, type JournalDesk } from './journal/journal-desk.ts';
import { watchOffline } from './journal/offline-watch.ts';
import { announceSigningKey } from './journal/signature-table.ts';
import type { Clock, CloudArchive, CloudLink, Random } from './ports.ts';
import { createPrintQueue, type PrintQueue } from './printing/print-queue.ts';
import { seedDemoPromotions } from './promotions/demo-promotions.ts';
import { watchPromotions } from './promotions/watch-promotions.ts';
import { cloudToken, readSettings, writeSettings } from './settings/settings.ts';
import { openDemoShift } from './shift/demo-shift.ts';
import { seedDemoStore } from './staff/demo-store.ts';
import { personOnPaper } from './staff/person-on-paper.ts';
import { readSecrets } from './staff/secrets.ts';
import { foundStore } from './staff/set-up.ts';
import { storeOf } from './staff/store-table.ts';
import { forgetHolders } from './subsidy/forget-holders.ts';
import { loadPolicies } from './subsidy/policies.ts';
import { createHttpCloudLink } from './sync/http-cloud-link.ts';
import { createPushLoop, type PushLoop } from './sync/push-loop.ts';
import { systemClock, systemRandom } from './system-ports.ts';
import type { Actor, Till } from './till.ts';

export type CoreOptions = {
  /** The store's data folder; created when it is not there. */
  readonly folder: string;
  /** Makes a folder without a store the demo store; otherwise it becomes a store that waits for its set-up. */
  readonly demo: boolean;
  /** Where a new demo store sends its sales, with the demo's public token; nowhere when left out. */
  readonly demoCloudUrl?: string;
  /** Whether a new demo store has a promotion season running; its goods sell at list price when left out. */
  readonly demoPromotions?: boolean;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Free space for the store's data in bytes; what the system says when left out. */
  readonly freeBytes?: () => Promise<number | null>;
  /** Closes this core and opens the folder anew, for a restore that is staged; the host's own way to do it. */
  readonly onRestart?: () => void;
};

/** Events that leave paper to print and facts to send. */
const WAKING: ReadonlySet<CoreEvent['type']> = new Set([
  'sale.completed',
  'goods.returned',
  'practice.completed',
  'shift.changed',
]);

/** One store node: the only wiring of its parts. Hosts hold one of it and know nothing inside. */
export type Core = {
  readonly till: Till;
  readonly folder: string;
  readonly data: DataWatch;
  readonly backups: Backups;
  /** What the cloud held beyond a restored backup; selling waits for it, within a bound. */
  readonly catchUp: CatchUpLoop;
  readonly databaseChecks: DatabaseChecks;
  readonly disk: DiskGuard;
  readonly journal: JournalDesk;
  readonly freeBytes: () => Promise<number | null>;
  /** Has the host open the folder anew; null where it cannot, and a person has to start the program again. */
  readonly restart: (() => void) | null;
  readonly events: EventHub;
  readonly incidents: IncidentLog;
  readonly printQueue: PrintQueue;
  readonly devices: Devices;
  readonly sync: () => PushLoop;
  readonly syncNow: () => void;
  /** Takes changed settings over: printer and scanner are opened again, the cloud is asked anew. */
  readonly applySettings: () => void;
  /** Lets the job in hand end, stops every loop, closes the devices and the database. */
  readonly close: () => Promise<void>;
};

/** Opens the store in a folder and starts what works in the background: printing, devices, sync. */
export function createCore(options: CoreOptions): Result<Core, OpenRefusal> {
  applyStagedRestore(options.folder);
  if (hasLostStore(options.folder)) return refuse('data_corrupt', { folder: options.folder });
  const opened = openStore(options.folder, { keepsSeal: true });
  if (!opened.ok) return opened;
  try {
    return ok(startOn(opened.value, options));
  } catch (error) {
    // Damage may show as anything: a column that is gone, a setting that is no JSON any more.
    const isDamage = isCorrupt(error) || isDamagedStore(options.folder);
    opened.value.close();
    if (!isDamage) throw error;
    return refuse('data_corrupt', { folder: options.folder });
  }
}

function startOn(db: Database, options: CoreOptions): Core {
  db.pragma('wal_autocheckpoint = 0'); // by the timer alone: else every so many sales one pays for all
  const ports = {
    ...{ db, clock: options.clock ?? systemClock, random: options.random ?? systemRandom },
    version: packageInfo.version,
  };
  const cause = laneCause(options.folder, db);
  if (cause) startNewLane(ports, cause, cause);
  const events = createEventHub();
  const till: Till = {
    ...ports,
    registerId: asId<RegisterId>(currentRegister(db) ?? '01'),
    secrets: readSecrets(options.folder),
    announce: events.announce,
  };
  furnish(till, options);
  return start(till, events, options);
}

function furnish(till: Till, { demo, demoCloudUrl, demoPromotions }: CoreOptions): void {
  if (storeOf(till.db) === null) {
    if (demo) {
      // Both or none: a start that is cut short leaves no demo store without goods.
      inTransaction(till.db, () => {
        seedDemoStore(till);
        seedDemoCatalogue(till);
        if (demoPromotions) seedDemoPromotions(till);
      });
      if (demoCloudUrl) sendToCloud(till, demoCloudUrl);
    } else {
      foundStore(till);
    }
  }
  loadPolicies(till);
  openDemoShift(till);
  forgetHolders(till);
}

function sendToCloud(till: Till, url: string): void {
  const system: Actor = { staffId: asId<StaffId>('system'), name: 'system', role: 'owner' };
  const cloud = { url, token: DEMO_STORE.cloudToken };
  writeSettings(till, { by: system, approvedBy: null }, { ...readSettings(till.db), cloud });
}

function start(till: Till, events: EventHub, options: CoreOptions): Core {
  const { folder } = options;
  const incidents = openIncidentLog(folder);
  const settings = () => readSettings(till.db);
  const devices = createDevices(till, settings);
  const printQueue = createPrintQueue(till, {
    transportFor: devices.printerFor,
    resolvePerson: personOnPaper(till),
    settings: () => settings().printer,
    onError: (error) => incidents.write({ id: 'print-queue', what: 'printing', error }),
    onMissing: (jobId, characters) =>
      incidents.write({
        id: jobId,
        what: 'characters printed as □',
        note: codePoints(characters),
      }),
  });
  const data = watchData(till, folder, ({ faults }) => {
    incidents.write({ id: 'data-check', what: 'the data does not hold', note: faults.join('; ') });
    events.announce({ type: 'backup.changed' });
  });
  const backups = createBackups(till, folder);
  const databaseChecks = createDatabaseChecks(till);
  const journal = createJournalDesk(till, folder);
  const catchUp = startCatchUp(till, cloudOf(till), (error) =>
    incidents.write({ id: 'catch-up', what: 'fetching the journal', error }),
  );
  const stopScanning = devices.onCode((code) => events.announce({ type: 'scan.received', code }));
  let sync = startSync(till);
  let stoppedSync = Promise.resolve();
  const unsubscribe = events.subscribe((event) => {
    if (WAKING.has(event.type)) {
      printQueue.wake();
      sync.wake();
    }
    if (event.type === 'shift.changed') backups.wake();
    if (event.type === 'sync.changed') offlineWatch.look();
    if (event.type === 'shift.changed') offlineWatch.settle();
  });
  const clockWatch = watchClock(till);
  const promotionWatch = watchPromotions(till);
  const offlineWatch = watchOffline(till, () => sync.status().state === 'unreachable');
  announceSigningKey(till);
  const stopWarming = warmSearch(till.db, WARM_SEARCH_AFTER_MS);
  const checkpoints = setInterval(data.fold, FOLD_EVERY_MS).unref();
  return {
    till,
    folder,
    data,
    backups,
    catchUp,
    databaseChecks,
    journal,
    freeBytes: options.freeBytes ?? (() => freeSpace(folder)),
    disk: createDiskGuard(options.onRestart ?? null),
    restart: options.onRestart ?? null,
    events,
    incidents,
    printQueue,
    devices,
    sync: () => sync,
    syncNow: () => sync.sendNow(),
    applySettings: () => {
      devices.applySettings();
      printQueue.wake();
      stoppedSync = Promise.all([stoppedSync, sync.stop()]).then(() => undefined);
      sync = startSync(till);
    },
    close: async () => {
      unsubscribe();
      stopScanning();
      clearInterval(checkpoints);
      clockWatch.stop();
      promotionWatch.stop();
      offlineWatch.stop();
      stopWarming();
      await Promise.all([
        ...[printQueue.stop(), sync.stop(), stoppedSync, devices.close(), backups.stop()],
        catchUp.stop(),
        ...[databaseChecks.stop(), journal.stop()],
      ]);
      await data.close();
      incidents.close();
    },
  };
}

/** The write-ahead log is folded back between sales, so that no sale pays for it. */
const FOLD_EVERY_MS = 5_000;
/** By then the first screen is painted, and nobody has typed yet. */
const WARM_SEARCH_AFTER_MS = 1_500;

function startSync(till: Till): PushLoop {
  const store = storeOf(till.db);
  if (!store) throw new Error('a core has a store row');
  return createPushLoop(till, cloudOf(till), store);
}

function cloudOf(till: Till): (CloudLink & CloudArchive) | null {
  const { url } = readSettings(till.db).cloud;
  const token = cloudToken(till);
  return url && token ? createHttpCloudLink({ url, token }) : null;
}

/** `U+3EAC …`: which characters a printer lacks, not whose name they stand in. */
function codePoints(characters: readonly string[]): string {
  return characters.map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join(' ');
}
