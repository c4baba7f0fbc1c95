/**
 * A store that lives through many days in one process: `node --expose-gc shop-life.ts PLAN`, the plan as JSON. It
 * says on stdout, one JSON object a line, what each day cost and left behind, and at the end whether all holds.
 */
import { readdirSync, statSync } from 'node:fs';
import { argv, memoryUsage, stdout } from 'node:process';
import { callerFor } from '../../electron/core/api/app-router.ts';
import { dropBackupTarget, setBackupTarget } from '../../electron/core/backup/backup-target.ts';
import { type Core, createCore } from '../../electron/core/core.ts';
import { STORE_FILE } from '../../electron/core/db/open.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { maskedSettings, writeSettings } from '../../electron/core/settings/settings.ts';
import { REPORT_NAMES } from '../../shared/contract/reports.ts';
import { quantileOf } from '../bench/bench.ts';
import { alone, OWNER, stock, taken } from '../support/people-till.ts';
import { closeTheDay, dayOfTrade, type TradingShop } from '../support/traded-days.ts';

export type LifePlan = {
  readonly folder: string;
  readonly backupFolder: string;
  readonly cloudUrl: string;
  readonly printerPort: number;
  readonly startAt: number; // epoch ms, a morning
  readonly days: number;
  readonly salesADay: number;
  /** A backup at every so many closes. */
  readonly backupEvery: number;
};

/** What one day cost and left behind, after garbage was collected and everything was printed and sent. */
export type LivedDay = {
  readonly day: number;
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly handles: number; // open files and sockets
  readonly resources: number; // timers, sockets and requests that Node waits for
  readonly walBytes: number; // the largest that was seen
  readonly storeBytes: number;
  readonly backups: number; // files in the backup folder
  readonly waiting: number; // facts not yet sent
  readonly p50Ms: number; // a good scanned and paid
  readonly p99Ms: number;
  readonly dayMs: number; // all of it: sold, printed, sent, closed and looked at
};

export type LifeEnd = {
  readonly sales: number;
  readonly closes: number;
  readonly months: number;
  readonly years: number;
  readonly backupsMade: number;
  readonly entries: number;
  readonly faults: readonly string[];
};

export type LifeSaid = ({ readonly said: 'day' } & LivedDay) | ({ readonly said: 'end' } & LifeEnd);

const HOUR = 3_600_000;
/** The program folds its log every five seconds, which is more often than any shop sells. */
const SALES_A_FOLD = 20;

const plan = JSON.parse(argv[2] ?? '{}') as LifePlan;
let now = plan.startAt - 24 * HOUR;
const clock = { now: () => now, monotonicMs: () => now };
const core = open();
const shop: TradingShop = {
  till: core.till,
  pass: (ms) => {
    now += ms;
  },
};
await live();
await core.close();

async function live(): Promise<void> {
  if (!(await core.data.isGood())) throw new Error('a new store is whole');
  printOverTcp();
  const { till } = shop;
  const goods = [
    stock(till, '电水壶', 9_900),
    stock(till, '电饭煲', 19_950),
    stock(till, '风扇', 12_345),
  ];
  shop.pass(HOUR);
  closeTheDay(shop, 0); // the day that the demo store began by itself
  for (let day = 1; day <= plan.days; day += 1) {
    now = plan.startAt + (day - 1) * 24 * HOUR;
    const isBackedUp = day % plan.backupEvery === 0;
    if (isBackedUp) await chooseBackups();
    say({ said: 'day', ...(await liveThrough(day, goods)) });
    if (isBackedUp && plan.backupEvery > 1) dropBackupTarget(till, alone(OWNER));
  }
  say({ said: 'end', ...lifeEnd() });
}

function open(): Core {
  const { folder, cloudUrl } = plan;
  const opened = createCore({ folder, demo: true, demoCloudUrl: cloudUrl, clock });
  if (!opened.ok) throw new Error(opened.refusal.code);
  return opened.value;
}

function printOverTcp(): void {
  const { till } = shop;
  const before = maskedSettings(till);
  const transport = { kind: 'tcp', host: '127.0.0.1', port: plan.printerPort } as const;
  writeSettings(till, alone(OWNER), { ...before, printer: { ...before.printer, transport } });
  core.applySettings();
}

async function chooseBackups(): Promise<void> {
  const phrase = '青山绿水红太阳九十九';
  taken(
    await setBackupTarget(shop.till, plan.folder, alone(OWNER), {
      folder: plan.backupFolder,
      phrase,
    }),
  );
}

async function liveThrough(day: number, goods: readonly string[]): Promise<LivedDay> {
  const begun = performance.now();
  const took: number[] = [];
  let walBytes = 0;
  const trade = dayOfTrade(shop, goods, { day, sales: plan.salesADay, isOpen: false });
  for (;;) {
    const start = performance.now();
    const step = trade.next();
    if (step.done) break;
    if (step.value === 'customer') continue;
    took.push(performance.now() - start);
    await turn();
    if (took.length % SALES_A_FOLD > 0) continue;
    await core.printQueue.idle();
    await backedUp(); // which takes seconds: in a shop, a sale or two
    walBytes = Math.max(walBytes, bytesOf('-wal'));
    core.data.fold();
  }
  await lookAtEverything();
  await settle();
  return {
    ...{ day, walBytes: Math.max(walBytes, bytesOf('-wal')), storeBytes: bytesOf('') },
    ...{ p50Ms: quantileOf(took, 0.5), p99Ms: quantileOf(took, 0.99) },
    ...{ dayMs: performance.now() - begun, ...leftBehind() },
  };
}

/** An evening at the screen: the owner signs in and looks at every report and at the store's health. */
async function lookAtEverything(): Promise<void> {
  const owner = { staffId: 'demo-owner', pin: '3333' };
  const signedIn = await callerFor({ core, token: null }).session.signIn(owner);
  if (!signedIn.ok) throw new Error(signedIn.refusal.code);
  const api = callerFor({ core, token: signedIn.value.token });
  const date = new Date(now + 8 * HOUR).toISOString().slice(0, 10);
  for (const name of REPORT_NAMES) taken(await api.reports.page({ name, from: date, to: date }));
  await api.health.report();
  await api.backup.status();
  await api.journal.standing();
  await api.session.signOut();
}

/** Waits until the paper is out, the facts are sent and the backup is made. */
async function settle(): Promise<void> {
  while (core.sync().status().waiting > 0) await new Promise((done) => setTimeout(done, 2));
  await backedUp();
  await core.printQueue.idle();
  core.data.fold();
}

/** Lets printing and sending have their turn. */
function turn(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}

/** Waits while a backup is being made. */
async function backedUp(): Promise<void> {
  while ((await core.backups.status()).running !== null) {
    await new Promise((done) => setTimeout(done, 5));
  }
}

function leftBehind(): Pick<
  LivedDay,
  'heapBytes' | 'rssBytes' | 'handles' | 'resources' | 'backups' | 'waiting'
> {
  if (!globalThis.gc) throw new Error('run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, rss } = memoryUsage();
  return {
    heapBytes: heapUsed,
    rssBytes: rss,
    handles: readdirSync('/proc/self/fd').length,
    resources: process.getActiveResourcesInfo().length,
    backups: readdirSync(plan.backupFolder).filter((file) => file.endsWith('.sqlite')).length,
    waiting: core.sync().status().waiting,
  };
}

function bytesOf(suffix: string): number {
  return statSync(`${plan.folder}/${STORE_FILE}${suffix}`, { throwIfNoEntry: false })?.size ?? 0;
}

function lifeEnd(): LifeEnd {
  const { db } = core.till;
  const audit = auditStore(db);
  const { firstBad } = verifyStore(db);
  const count = (sql: string) => db.prepare<[], number>(sql).pluck().get() ?? 0;
  return {
    ...{ sales: audit.sales, entries: audit.entries },
    closes: count('SELECT count(*) FROM z_report'),
    months: count("SELECT count(*) FROM period_close WHERE kind = 'month'"),
    years: count("SELECT count(*) FROM period_close WHERE kind = 'year'"),
    backupsMade: count(
      "SELECT count(*) FROM backup_run WHERE kind = 'backup' AND outcome = 'done'",
    ),
    faults: [
      ...audit.faults.map(({ invariant, what, where }) => `${invariant} ${what}: ${where}`),
      ...(firstBad ? [`journal ${firstBad.register}#${firstBad.seq}: ${firstBad.why}`] : []),
    ],
  };
}

function say(what: LifeSaid): void {
  stdout.write(`${JSON.stringify(what)}\n`);
}
