import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { ENDS } from '../../../test/support/waited-program.ts';
import { startNewLane } from '../backup/new-lane.ts';
import { checkArchive } from '../journal/check-archive.ts';
import { announceSigningKey } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { writeArchive } from '../journal/write-archive.ts';
import { storeOf } from '../staff/store-table.ts';
import { closePeriod, openPeriods } from './close-period.ts';
import { closeShift, xReport } from './close-shift.ts';
import { openShift } from './open-shift.ts';
import { latestPeriods } from './period-table.ts';
import { reportPaper } from './report-paper.ts';
import { startCount, submitCount } from './shift.ts';
import { zReportsOf } from './z-report-table.ts';

const DAY = 24 * 3_600_000;
const FAN = 20_000;
const manager = alone(MANAGER);
const cashier = alone(CASHIER);

let shop: PeopleTill;
let fan: string;
beforeEach(() => {
  shop = peopleTill(Date.parse('2026-10-29T09:00:00+08:00'));
  announceSigningKey(shop.till);
  fan = stock(shop.till, '风扇', FAN);
});
afterEach(() => shop.remove());

function open(): void {
  taken(openShift(shop.till, manager, { float: { pieces: {}, otherFen: 0 } }));
}

/** A day with `sales` fans sold, counted right and closed; then it is the next morning. */
function day(sales: number): void {
  open();
  for (let i = 0; i < sales; i += 1) sell(shop.till, fan);
  taken(startCount(shop.till, cashier));
  const count = { pieces: {}, otherFen: sales * FAN };
  const { seq } = taken(submitCount(shop.till, cashier, { count, attempt: 1 }));
  taken(closeShift(shop.till, cashier, { countSeq: seq, reason: '' }));
  shop.pass(DAY);
}

/** The store goes on as after a restore; answers the new register. */
function restore(): string {
  const { registerId } = startNewLane(shop.till, 'restore', 'a backup');
  shop.till = { ...shop.till, registerId: asId(registerId) };
  announceSigningKey(shop.till);
  return registerId;
}

const lastZ = (registerId: string) => zReportsOf(shop.till.db, registerId, 1)[0];
const periods = () =>
  latestPeriods(shop.till.db, 9).map(({ registerId, period }) => [registerId, period]);
const month = (period: string) => closePeriod(shop.till, manager, { kind: 'month', period });

describe('after a restore', () => {
  it('perpetual totals go on from the last Z report of the lane before, on X and Z alike', () => {
    day(1);
    day(2);
    const lane = restore();
    open();
    const x = taken(xReport(shop.till, manager));
    const carried = {
      registerId: '01',
      throughZ: 2,
      perpetualFen: 3 * FAN,
      perpetualAbsoluteFen: 3 * FAN,
    };
    expect(x).toMatchObject({ zNumber: null, perpetualFen: 3 * FAN, lanes: [carried] });
    for (let i = 0; i < 4; i += 1) sell(shop.till, fan);
    expect(taken(xReport(shop.till, manager)).perpetualFen).toBe(7 * FAN);
    taken(startCount(shop.till, cashier));
    const count = { pieces: {}, otherFen: 4 * FAN };
    const { seq } = taken(submitCount(shop.till, cashier, { count, attempt: 1 }));
    const { report } = taken(closeShift(shop.till, cashier, { countSeq: seq, reason: '' }));
    expect(report).toMatchObject({ zNumber: 1, perpetualFen: 7 * FAN, lanes: [carried] });
    expect(verifyStore(shop.till.db)).toMatchObject({ ok: true, registers: 2 });
    const paper = reportPaper(shop.till, { kind: 'z_report', number: 1, registerId: lane });
    expect(JSON.stringify(paper?.document)).toContain('其中 01 至 Z2');
  });

  it('and again after the next one, each lane by what it took itself', () => {
    day(1);
    const second = restore();
    day(2);
    const third = restore();
    day(3);
    day(4);
    expect(lastZ(third)).toMatchObject({
      zNumber: 2,
      perpetualFen: 10 * FAN,
      lanes: [
        { registerId: '01', throughZ: 1, perpetualFen: FAN },
        { registerId: second, throughZ: 1, perpetualFen: 2 * FAN },
      ],
    });
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });

  it('no date is closed twice, and a clock that is far ahead on the new PC is not believed', () => {
    day(1); // 29 October
    shop.pass(-DAY); // still its evening
    const lane = restore();
    day(1);
    expect(lastZ('01')?.businessDate).toBe('2026-10-29');
    expect(lastZ(lane)?.businessDate).toBe('2026-10-30');
    restore();
    shop.pass(50 * DAY);
    const opening = openShift(shop.till, cashier, { float: { pieces: {}, otherFen: 0 } });
    expect(outcome(opening)).toBe('clock_far_ahead');
  });

  it('a store that never closed a day carries nothing', () => {
    const lane = restore();
    day(1);
    expect(lastZ(lane)).not.toHaveProperty('lanes');
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });

  it('a month holds the days of both lanes, once, and says which', () => {
    day(1); // 29 October
    day(2);
    const lane = restore();
    day(3); // 31 October
    expect(openPeriods(shop.till)[0]).toMatchObject({ period: '2026-10', isOver: true });
    day(4); // 1 November closes October
    const [october] = latestPeriods(shop.till.db, 1);
    expect(october).toMatchObject({
      ...{ registerId: lane, period: '2026-10', fromDate: '2026-10-29', toDate: '2026-10-31' },
      ...{ firstZ: 1, lastZ: 1, lanes: [{ registerId: '01', firstZ: 1, lastZ: 2 }] },
      ...{ zCount: 3, saleCount: 6, receivedFen: 6 * FAN, perpetualFen: 6 * FAN },
      before: { perpetualFen: 0, perpetualAbsoluteFen: 0 },
      rows: [
        { name: '2026-10-29', registerId: '01', firstZ: 1, perpetualFen: FAN },
        { name: '2026-10-30', registerId: '01', firstZ: 2, perpetualFen: 3 * FAN },
        { name: '2026-10-31', firstZ: 1, perpetualFen: 6 * FAN },
      ],
    });
    const which = { kind: 'period_report', period: '2026-10', registerId: lane } as const;
    const paper = JSON.stringify(reportPaper(shop.till, which)?.document);
    expect(paper).toContain('收银台 01');
    expect(paper).toContain('Z 1 - Z 2');
    shop.pass(30 * DAY);
    day(5); // 2 December closes November, which goes on from October
    const [november] = latestPeriods(shop.till.db, 1);
    expect(november).toMatchObject({
      ...{ period: '2026-11', firstZ: 2, lastZ: 2, lanes: [{ firstZ: 3, lastZ: 2 }] },
      ...{ zCount: 1, receivedFen: 4 * FAN, perpetualFen: 10 * FAN },
      before: { perpetualFen: 6 * FAN },
    });
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });

  it('a month with days of the lane before alone still closes', () => {
    day(1); // 29 October
    shop.pass(5 * DAY);
    const lane = restore();
    day(2); // 4 November
    expect(periods()).toEqual([[lane, '2026-10']]);
    const [october] = latestPeriods(shop.till.db, 1);
    expect(october).toMatchObject({ firstZ: 1, lastZ: 0, zCount: 1, perpetualFen: FAN });
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });

  it('a month that the lane before closed is not closed again, its year takes in both', () => {
    day(1);
    shop.pass(5 * DAY);
    taken(month('2026-10'));
    const lane = restore();
    expect(outcome(month('2026-10'))).toBe('period_already_closed');
    day(2); // 4 November
    shop.pass(30 * DAY);
    day(0);
    shop.pass(30 * DAY);
    day(3); // January closes December and the year
    expect(periods()).toEqual([
      [lane, '2026'],
      [lane, '2026-12'],
      [lane, '2026-11'],
      ['01', '2026-10'],
    ]);
    const [year] = latestPeriods(shop.till.db, 1);
    expect(year).toMatchObject({ zCount: 3, receivedFen: 3 * FAN, perpetualFen: 3 * FAN });
    expect(year?.lanes).toEqual([{ registerId: '01', firstZ: 1, lastZ: 1 }]);
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });

  it('days of the lane before that the cloud gives back late are carried by the next Z and month', () => {
    day(1); // 29 October
    const old = shop.till;
    const lane = restore();
    shop.pass(5 * DAY);
    day(2); // 4 November closes October, and carries one day of 01
    const here = shop.till;
    const { epoch } = storeOf(old.db) ?? { epoch: 1 };
    shop.till = old;
    old.db.prepare('UPDATE store SET epoch = ?').run(epoch - 1);
    day(3); // what the old lane had closed as well
    old.db.prepare('UPDATE store SET epoch = ?').run(epoch);
    shop.till = here;
    day(4);
    expect(lastZ(lane)).toMatchObject({ perpetualFen: 10 * FAN, lanes: [{ throughZ: 2 }] });
    shop.pass(30 * DAY);
    day(1);
    const [november] = latestPeriods(shop.till.db, 1);
    expect(november).toMatchObject({
      ...{ period: '2026-11', zCount: 3, receivedFen: 9 * FAN, perpetualFen: 10 * FAN },
      lanes: [{ registerId: '01', firstZ: 2, lastZ: 2 }],
    });
    expect(verifyStore(shop.till.db).firstBad).toBeNull();
  });
});

describe('an amount carried over that is not what the lane before closed with', () => {
  /** Whoever holds the store and its key lets the old lane's last Z say more before the new lane takes it over. */
  function inflate(field: string, value: number): void {
    const { db } = shop.till;
    db.exec('DROP TRIGGER IF EXISTS z_report_no_update');
    db.prepare(`UPDATE z_report SET report = json_set(report, ?, ?) WHERE register_id = '01'`).run(
      `$.${field}`,
      value,
    );
  }

  it.each(['perpetualFen', 'perpetualAbsoluteFen'])('is found by verify: %s', (field) => {
    day(1);
    inflate(field, 9 * FAN);
    const lane = restore();
    day(1);
    expect(verifyStore(shop.till.db).firstBad).toMatchObject({ register: '01' });
    const seq = lastZ(lane)?.journalSeq;
    expect(verifyStore(shop.till.db, { withRows: false }).firstBad).toEqual({
      ...{ register: lane, seq, why: 'totals', what: 'Z 1 lanes' },
    });
  });

  it('is found when days are left out that the lane had seen', () => {
    day(1);
    const lane = restore();
    const { db } = shop.till;
    db.exec('DROP TRIGGER z_report_no_delete; DROP TRIGGER z_shift_no_delete');
    db.exec('DELETE FROM z_shift; DELETE FROM z_report');
    day(1);
    const { firstBad } = verifyStore(db, { withRows: false });
    expect(firstBad).toMatchObject({ register: lane, why: 'totals', what: 'Z 1 lanes' });
  });

  it('is found in an archive, by the program and by the checker beside it', async () => {
    day(1);
    inflate('perpetualFen', 9 * FAN);
    restore();
    day(1);
    const file = join(shop.folder, 'forged.jsonl.gz');
    inflate('perpetualFen', FAN); // 01's own report is as it was again; both lanes' days look whole
    expect((await checked(file)).what).toBe('totals Z 1 lanes, totals Z 1 lanes');
  });

  it('is not seen where nothing was forged', async () => {
    day(1);
    shop.pass(2 * DAY);
    restore();
    day(1);
    shop.pass(30 * DAY);
    day(1);
    const file = join(shop.folder, 'whole.jsonl.gz');
    const { what, text } = await checked(file);
    expect(what).toBe('ok, ok');
    expect(text).toContain('"lanes"');
  });

  /** What the program and the checker that lies beside an archive say of it. */
  async function checked(file: string): Promise<{ what: string; text: string }> {
    const order = { file, through: null, archiveId: shop.till.random.uuid(), by: OWNER.staffId };
    writeArchive(shop.till, order);
    const { firstBad } = await checkArchive(file);
    const checker = join(shop.folder, 'check.mjs');
    const run = spawnSync(process.execPath, [checker, file, '--json'], {
      encoding: 'utf8',
      ...ENDS,
    });
    expect(run.stderr).toBe('');
    const alone = JSON.parse(run.stdout) as { firstBad: typeof firstBad };
    const said = [firstBad, alone.firstBad].map((bad) => (bad ? `${bad.why} ${bad.what}` : 'ok'));
    return { what: said.join(', '), text: gunzipSync(readFileSync(file)).toString('utf8') };
  }
});
