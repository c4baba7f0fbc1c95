import packageInfo from '../../package.json' with { type: 'json' };
import { DEMO_STORE } from '../../shared/contract/demo-store.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { asId, type RegisterId, type StaffId } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { seedDemoCatalogue } from './catalog/demo-catalogue.ts';
import { warmSearch } from './catalog/search.ts';
import { inTransaction, type OpenRefusal, openStore } from './db/open.ts';
import { createDevices, type Devices } from './devices/devices.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { type IncidentLog, openIncidentLog } from './incident-log.ts';
import { watchClock } from './journal/clock-watch.ts';
import { announceSigningKey } from './journal/signature-table.ts';
import type { Clock, Random } from './ports.ts';
import { createPrintQueue, type PrintQueue } from './printing/print-queue.ts';
import { cloudToken, readSettings, writeSettings } from './settings/settings.ts';
import { openDemoShift } from './shift/demo-shift.ts';
import { seedDemoStore } from './staff/demo-store.ts';
import { personOnPaper } from './staff/person-on-paper.ts';
import { readSecrets } from './staff/secrets.ts';
import { foundStore } from './staff/set-up.ts';
import { storeOf } from './staff/store-table.ts';
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
  readonly clock?: Clock;
  readonly random?: Random;
};

/** One store node: the only wiring of its parts. Hosts hold one of it and know nothing inside. */
/** Events that leave paper to print and facts to send. */
const WAKING: ReadonlySet<CoreEvent['type']> = new Set([
  'sale.completed',
  'goods.returned',
  'practice.completed',
  'shift.changed',
]);

export type Core = {
  readonly till: Till;
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
  const opened = openStore(options.folder);
  if (!opened.ok) return opened;
  const events = createEventHub();
  const till: Till = {
    db: opened.value,
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
    registerId: asId<RegisterId>('01'),
    version: packageInfo.version,
    secrets: readSecrets(options.folder),
    announce: events.announce,
  };
  furnish(till, options);
  return ok(start(till, events, openIncidentLog(options.folder)));
}

function furnish(till: Till, { demo, demoCloudUrl }: CoreOptions): void {
  if (storeOf(till.db) === null) {
    if (demo) {
      // Both or none: a start that is cut short leaves no demo store without goods.
      inTransaction(till.db, () => {
        seedDemoStore(till);
        seedDemoCatalogue(till);
      });
      if (demoCloudUrl) sendToCloud(till, demoCloudUrl);
    } else {
      foundStore(till);
    }
  }
  openDemoShift(till);
}

function sendToCloud(till: Till, url: string): void {
  const system: Actor = { staffId: asId<StaffId>('system'), name: 'system', role: 'owner' };
  const cloud = { url, token: DEMO_STORE.cloudToken };
  writeSettings(till, { by: system, approvedBy: null }, { ...readSettings(till.db), cloud });
}

function start(till: Till, events: EventHub, incidents: IncidentLog): Core {
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
  const stopScanning = devices.onCode((code) => events.announce({ type: 'scan.received', code }));
  let sync = startSync(till);
  let stoppedSync = Promise.resolve();
  const unsubscribe = events.subscribe((event) => {
    if (WAKING.has(event.type)) {
      printQueue.wake();
      sync.wake();
    }
  });
  const clockWatch = watchClock(till);
  announceSigningKey(till);
  const stopWarming = warmSearch(till.db, WARM_SEARCH_AFTER_MS);
  till.db.pragma('wal_autocheckpoint = 0'); // by the timer alone: else every so many sales one pays for all
  const checkpoints = setInterval(() => checkpoint(till), CHECKPOINT_EVERY_MS).unref();
  return {
    till,
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
      stopWarming();
      await Promise.all([printQueue.stop(), sync.stop(), stoppedSync, devices.close()]);
      till.db.close();
      incidents.close();
    },
  };
}

const CHECKPOINT_EVERY_MS = 5_000;
/** By then the first screen is painted, and nobody has typed yet. */
const WARM_SEARCH_AFTER_MS = 1_500;

/** Moves the write-ahead log into the database between sales, so that no sale pays for it. */
function checkpoint(till: Till): void {
  if (till.db.open && !till.db.inTransaction) till.db.pragma('wal_checkpoint(PASSIVE)');
}

function startSync(till: Till): PushLoop {
  const store = storeOf(till.db);
  if (!store) throw new Error('a core has a store row');
  const { url } = readSettings(till.db).cloud;
  const token = cloudToken(till);
  const link = url && token ? createHttpCloudLink({ url, token }) : null;
  return createPushLoop(till, link, store);
}

/** `U+3EAC …`: which characters a printer lacks, not whose name they stand in. */
function codePoints(characters: readonly string[]): string {
  return characters.map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase()}`).join(' ');
}
