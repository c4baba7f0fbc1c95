import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { catchUp } from '../../electron/core/backup/catch-up.ts';
import { currentRegister } from '../../electron/core/backup/lane-table.ts';
import { startNewLane } from '../../electron/core/backup/new-lane.ts';
import { migrate } from '../../electron/core/db/migrate.ts';
import { type Database, openDatabase } from '../../electron/core/db/open.ts';
import { auditStore } from '../../electron/core/journal/audit-store.ts';
import { type Conflict, conflictsOf } from '../../electron/core/journal/not-rebuilt-table.ts';
import { announceSigningKey } from '../../electron/core/journal/signature-table.ts';
import { verifyStore } from '../../electron/core/journal/verify-store.ts';
import { returnGoods } from '../../electron/core/returns/return-goods.ts';
import { paidUnitsOf } from '../../electron/core/returns/return-table.ts';
import { closeShift } from '../../electron/core/shift/close-shift.ts';
import { drawerEventsOf } from '../../electron/core/shift/drawer-table.ts';
import { moveCash } from '../../electron/core/shift/move-cash.ts';
import { openShift } from '../../electron/core/shift/open-shift.ts';
import { startCount, submitCount } from '../../electron/core/shift/shift.ts';
import { currentShiftOf } from '../../electron/core/shift/shift-table.ts';
import { seedDemoStore } from '../../electron/core/staff/demo-store.ts';
import { readSecrets } from '../../electron/core/staff/secrets.ts';
import { uuidV7 } from '../../electron/core/system-ports.ts';
import type { Secrets, Till } from '../../electron/core/till.ts';
import { expectedCash } from '../../shared/domain/shift/expected-cash.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { alone, CASHIER, MANAGER, sell, stock, taken } from '../support/people-till.ts';
import { seededChance } from '../support/sync-till.ts';
import { type KeptCloud, keptCloud } from './kept-cloud.ts';

/** What can become of a store, beside trading. */
export const MISHAPS = [
  'old_backup', // restored over what came after it
  'reinstalled', // the same on a new PC, hours later
  'cloned', // the folder copied: both go on
  'cloud_later', // restored while the cloud is out of reach, fetched after selling
] as const;
export type Mishap = (typeof MISHAPS)[number];

export type RestoreOutcome = {
  readonly broken: readonly string[]; // which promises did not hold
  readonly mishaps: readonly Mishap[];
  readonly replayedSales: number;
  readonly conflicts: readonly Conflict[]; // that the journals of the lanes name
};

/** Bugs put in on purpose: a simulation that does not see them proves nothing. */
export type PlantedLaneBug = 'keeps_the_lane' | 'skips_the_cloud' | null;

type Node = { readonly till: Till };

/** A shop that has its people and goods, ready to be opened as often as the simulation likes. */
export type ShopTemplate = {
  readonly bytes: Buffer;
  readonly skus: readonly string[];
  readonly secrets: Secrets;
};

export function shopTemplate(): ShopTemplate {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-template-'));
  try {
    const secrets = readSecrets(folder);
    const db = openDatabase(':memory:');
    migrate(db);
    const till = tillOn(db, secrets, { now: () => OPENED_AT });
    seedDemoStore(till);
    announceSigningKey(till);
    const skus = [9_900, 129_900, 250].map((fen, i) => stock(till, `货${i}`, fen));
    const bytes = db.serialize();
    db.close();
    return { bytes, skus, secrets };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const OPENED_AT = Date.parse('2026-06-18T09:00:00+08:00');

/** One shop's misfortunes from a seed: trade, backups, uploads, and restores in between. */
export async function simulateRestores(
  template: ShopTemplate,
  seed: number,
  bug: PlantedLaneBug = null,
): Promise<RestoreOutcome> {
  const chance = seededChance(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T;
  let now = OPENED_AT;
  const clock = { now: () => now };
  const cloud = keptCloud();
  const closed: Till[] = []; // nodes that are gone: what they wrote happened all the same
  let node = opened(template.bytes, template, clock);
  let backup: Buffer = node.till.db.serialize();
  const mishaps: Mishap[] = [];
  let replayedSales = 0;

  const trade = (till: Till, count: number) => {
    for (let i = 0; i < count; i += 1) {
      now += Math.floor(chance() * 600_000);
      doOne(till, template.skus, chance);
      // A shop that closed its day may stay shut for a fortnight, so that months and years close too.
      if (!currentShiftOf(till.db, till.registerId)) now += Math.floor(chance() * 14) * 86_400_000;
    }
  };
  const goOn = (bytes: Buffer, from: string): Node => {
    const next = opened(bytes, template, clock);
    if (bug === 'keeps_the_lane') return next;
    startNewLane(next.till, 'restore', from);
    const till = tillOn(next.till.db, template.secrets, clock);
    announceSigningKey(till); // as every start does
    return { till };
  };
  const fetchBack = async (till: Till) => {
    if (bug !== 'skips_the_cloud') replayedSales += await catchUp(till, cloud.archive);
  };

  const rounds = 1 + Math.floor(chance() * 3);
  for (let round = 0; round < rounds; round += 1) {
    trade(node.till, 1 + Math.floor(chance() * 4));
    if (chance() < 0.8) backup = node.till.db.serialize();
    trade(node.till, Math.floor(chance() * 4));
    if (chance() < 0.7) bringBack(node.till, 'of any lane');
    if (chance() < 0.8) cloud.upload(node.till.db, chance() < 0.5 ? 1 : chance());
    const mishap = pick(MISHAPS);
    mishaps.push(mishap);
    if (mishap === 'cloned') {
      const copy = node.till.db.serialize();
      trade(node.till, 2); // the first one goes on until somebody notices
      cloud.upload(node.till.db, 1);
      closed.push(node.till);
      node = goOn(copy, 'clone');
      await fetchBack(node.till);
    } else {
      if (mishap === 'reinstalled') now += 86_400_000 / 4;
      closed.push(node.till);
      node = goOn(backup, 'backup');
      if (mishap === 'cloud_later') {
        trade(node.till, 2);
        // Customers come back with receipts of before: some were paid already, on the lane that is lost.
        for (let i = 0; i < 3; i += 1) bringBack(node.till, 'of any lane');
      }
      await fetchBack(node.till);
    }
    trade(node.till, 2);
    backup = node.till.db.serialize();
  }
  cloud.upload(node.till.db, 1);
  const broken = [
    ...cloud.complaints(),
    ...numbersUsedTwice([...closed, node.till]),
    ...lostUploads(cloud, node.till.db),
    ...auditStore(node.till.db).faults.map((fault) => `${fault.what}: ${fault.where}`),
    ...badJournal(node.till.db),
  ];
  const conflicts = conflictsOf(node.till.db);
  for (const till of [...closed, node.till]) till.db.close();
  return { broken, mishaps, replayedSales, conflicts };
}

function opened(bytes: Buffer, template: ShopTemplate, clock: Till['clock']): Node {
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  return { till: tillOn(db, template.secrets, clock) };
}

/** Ids are as random as in a shop: two nodes with the same ones would be a fault of the test. */
function tillOn(db: Database, secrets: Secrets, clock: Till['clock']): Till {
  return {
    db,
    clock,
    random: { bytes: randomBytes, uuid: () => uuidV7(clock.now(), randomBytes(10)) },
    registerId: asId(currentRegister(db) ?? '01'),
    version: '0.0.0',
    secrets,
    announce: () => undefined,
  };
}

/** One thing that happens in the shop; what is refused just does not happen. */
function doOne(till: Till, skus: readonly string[], chance: () => number): void {
  mustBeOpen(till);
  const dice = chance();
  if (dice < 0.7) {
    sell(till, skus[Math.floor(chance() * skus.length)] ?? '');
  } else if (dice < 0.8) {
    bringBack(till);
  } else if (dice < 0.9) {
    const requestId = till.random.uuid();
    const kind = chance() < 0.5 ? ('paid_in' as const) : ('safe_drop' as const);
    const said = { category: kind === 'paid_in' ? 'float_top_up' : 'safe_drop' } as const;
    const input = {
      requestId,
      kind,
      amountFen: 1_000,
      ...said,
      payee: '',
      slipNumber: '',
      note: '',
    };
    moveCash(till, alone(MANAGER), input as Parameters<typeof moveCash>[2]);
  } else {
    closeDay(till, chance() < 0.3 ? 100 : 0);
  }
}

function mustBeOpen(till: Till): void {
  if (currentShiftOf(till.db, till.registerId)) return;
  const float = { pieces: {}, otherFen: 1_000_000 };
  taken(openShift(till, alone(MANAGER), { float }));
}

/** The newest sale of this lane comes back, or the oldest of any, when nothing of it did before. */
function bringBack(till: Till, which: 'of this lane' | 'of any lane' = 'of this lane'): void {
  const isAny = which === 'of any lane';
  if (isAny) mustBeOpen(till);
  const row = till.db
    .prepare<[string], { id: string }>(
      `SELECT sale_id AS id FROM sale s WHERE ${isAny ? '? IS NOT NULL' : 'register_id = ?'}
       AND NOT EXISTS (SELECT 1 FROM returned_unit r WHERE r.sale_id = s.sale_id)
       ORDER BY completed_at ${isAny ? '' : 'DESC'} LIMIT 1`,
    )
    .get(till.registerId);
  if (!row) return;
  const units = paidUnitsOf(till.db, row.id);
  const refundFen = units.reduce((sum, unit) => sum + unit.netFen - unit.roundingFen, 0);
  returnGoods(till, alone(MANAGER), {
    requestId: till.random.uuid(),
    saleId: row.id,
    units: units.map(({ position, unit }) => ({ position, unit, condition: 'restock' })),
    reason: '不合适',
    expectedRefundFen: refundFen,
  });
}

function closeDay(till: Till, shortFen: number): void {
  taken(startCount(till, alone(CASHIER)));
  const shift = currentShiftOf(till.db, till.registerId);
  const { expected } = expectedCash(drawerEventsOf(till.db, shift?.shiftId ?? ''));
  const count = { pieces: {}, otherFen: Math.max(0, expected - shortFen) };
  taken(submitCount(till, alone(CASHIER), { count, attempt: 1 }));
  taken(closeShift(till, alone(MANAGER), { countSeq: 1, reason: '点过两遍' }));
}

/** Receipts, returns, Z reports and journal entries under one number with two contents, over every node there was. */
function numbersUsedTwice(tills: readonly Till[]): readonly string[] {
  const used = new Map<string, string>();
  const twice: string[] = [];
  for (const { db } of tills) {
    const rows = db
      .prepare<[], { number: string; what: string }>(
        `SELECT 'receipt ' || receipt_number AS number, sale_id AS what FROM sale
         UNION ALL SELECT 'return ' || return_number, return_id FROM sale_return
         UNION ALL SELECT 'Z ' || register_id || ' ' || number, report ->> '$.journalHash' FROM z_report
         UNION ALL SELECT 'entry ' || register_id || ' ' || seq, hash FROM journal`,
      )
      .all();
    for (const { number, what } of rows) {
      if ((used.get(number) ?? what) !== what) twice.push(`used twice: ${number}`);
      used.set(number, what);
    }
  }
  return twice;
}

/** Sales and returns that the cloud had, and that are not in the store exactly once. */
function lostUploads(cloud: KeptCloud, db: Database): readonly string[] {
  const has = db.prepare<[string, string], { n: number }>(
    `SELECT (SELECT count(*) FROM sale WHERE sale_id = ?) +
       (SELECT count(*) FROM sale_return WHERE return_id = ?) AS n`,
  );
  return cloud.recorded().flatMap((id) => (has.get(id, id)?.n === 1 ? [] : [`lost: ${id}`]));
}

function badJournal(db: Database): readonly string[] {
  const { firstBad } = verifyStore(db);
  return firstBad
    ? [`journal ${firstBad.register}#${firstBad.seq} ${firstBad.why} ${firstBad.what}`]
    : [];
}
