import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CopiedEntry } from '../../../shared/contract/journal-copy.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { addSerial } from '../checkout/cart-serials.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { eachEntry, lastEntry } from '../journal/journal-table.ts';
import { conflictsOf } from '../journal/not-rebuilt-table.ts';
import { announceSigningKey, signatures, signingKeys } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { returnGoods } from '../returns/return-goods.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { closeShift } from '../shift/close-shift.ts';
import { handOver, settleHandover } from '../shift/hand-over.ts';
import { moveCash } from '../shift/move-cash.ts';
import { openMatters } from '../shift/open-matters.ts';
import { openShift } from '../shift/open-shift.ts';
import { startCount, submitCount } from '../shift/shift.ts';
import { shiftStanding } from '../shift/shift-standing.ts';
import { takeOver } from '../shift/take-over.ts';
import type { Till } from '../till.ts';
import { catchUp } from './catch-up.ts';
import { startNewLane } from './new-lane.ts';
import { replayPage } from './replay-journal.ts';

let shop: PeopleTill;
let sku: string;
let lost: Till; // the lane of before the restore
let now: Till; // the lane that goes on
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
  sku = stock(shop.till, '风扇', 20_000);
  taken(openShift(shop.till, alone(CASHIER), { float: yuan(500) }));
  lost = shop.till;
});
afterEach(() => {
  if (now?.db.open) now.db.close();
  shop.remove();
});

const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });

/** What stands in the store now is the backup; the lane that was lost goes on trading. */
function restoreHere(): void {
  const bytes = lost.db.serialize();
  bytes.fill(1, 18, 20); // a database in memory has no write-ahead log
  const db = new BetterSqlite3(bytes);
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  const { registerId } = startNewLane({ ...lost, db }, 'restore', 'backup');
  now = { ...lost, db, registerId: asId(registerId) };
  announceSigningKey(now);
  taken(openShift(now, alone(MANAGER), { float: yuan(500) }));
}

/** Takes over what the lost lane wrote after the backup. */
function fetchBack(change: (entry: CopiedEntry) => CopiedEntry = (entry) => entry) {
  const from = lastEntry(now.db, lost.registerId)?.seq ?? 0;
  const entries = [...eachEntry(lost.db, lost.registerId)]
    .filter(({ seq }) => seq > from)
    .map(({ registerId: _, ...entry }) => change(entry));
  return replayPage(now, {
    registerId: lost.registerId,
    entries,
    signatures: signatures(lost.db, lost.registerId).map((one) => ({ ...one })),
    publicKeys: signingKeys(lost.db, lost.registerId).map((key) => ({ ...key, at: 0 })),
    lastSeq: entries.at(-1)?.seq ?? from,
  });
}
function bringBack(till: Till, saleId: string, count = Number.POSITIVE_INFINITY): string {
  const units = paidUnitsOf(till.db, saleId).slice(0, count);
  const back = returnGoods(till, alone(MANAGER), {
    requestId: till.random.uuid(),
    saleId,
    units: units.map(({ position, unit }) => ({ position, unit, condition: 'restock' })),
    reason: '不合适',
    expectedRefundFen: units.reduce((sum, unit) => sum + unit.netFen - unit.roundingFen, 0),
  });
  return taken(back).returnId;
}
const conflicts = () => conflictsOf(now.db).map(({ type, why, kept }) => ({ type, why, kept }));
const number = (sql: string) => Number(now.db.prepare(sql).pluck().get());
function expectWhole(): void {
  expect(auditStore(now.db).faults).toEqual([]);
  expect(verifyStore(now.db)).toMatchObject({ ok: true });
}

describe('what both lanes did', () => {
  it('a unit that came back on both: the money is booked twice, the unit comes back once, and a person hears of it', () => {
    const saleId = sell(lost, sku);
    restoreHere();
    bringBack(lost, saleId);
    const after = sell(lost, sku);
    bringBack(now, saleId);
    expect(fetchBack()).toMatchObject({ sales: 1, conflicts: 1 });
    expect(conflicts()).toEqual([{ type: 'RETURN', why: 'unit_returned_twice', kept: 'part' }]);
    expect(number('SELECT count(*) FROM sale_return')).toBe(2);
    expect(number('SELECT count(*) FROM returned_unit')).toBe(1);
    expect(number("SELECT sum(amount_fen) FROM drawer_event WHERE kind = 'cash_refund'")).toBe(
      -40_000,
    );
    expect(number(`SELECT count(*) FROM sale WHERE sale_id = '${after}'`)).toBe(1); // the rest goes on
    expectWhole();
    const matter = () => openMatters(now).find(({ kind }) => kind === 'lane_conflicts');
    expect(matter()).toMatchObject({ count: 1, blocks: false, detail: '0001-01-R000001' });
    taken(startCount(now, alone(CASHIER)));
    taken(submitCount(now, alone(CASHIER), { count: yuan(300), attempt: 1 }));
    const { report } = taken(closeShift(now, alone(MANAGER), { countSeq: 1, reason: '' }));
    expect(report.matters).toContainEqual({ kind: 'lane_conflicts', count: 1 });
    expect(matter()).toBeUndefined(); // the day that was closed with it names it
    expectWhole();
  });

  it('of two units, one on each lane and one on both: only the one stays out', () => {
    taken(addItem(lost, CASHIER, { sku, quantityMilli: 2000 }));
    const saleId = payCart(lost);
    restoreHere();
    bringBack(lost, saleId);
    bringBack(now, saleId, 1);
    fetchBack();
    expect(number('SELECT count(*) FROM returned_unit')).toBe(2);
    expect(number("SELECT sum(quantity_milli) FROM stock_movement WHERE reason = 'return'")).toBe(
      2000,
    );
    expectWhole();
  });

  it('a press of pay that reached both: both sales stand, with all their money', () => {
    restoreHere();
    const both = [sell(now, sku), sell(lost, sku)];
    const request = now.db.prepare('SELECT request_id FROM sale').pluck().get();
    const named = (entry: CopiedEntry) =>
      entry.type === 'SALE'
        ? {
            ...entry,
            payload: JSON.stringify({ ...JSON.parse(entry.payload), requestId: request }),
          }
        : entry;
    expect(fetchBack(named)).toMatchObject({ sales: 1, conflicts: 1 });
    expect(conflicts()).toEqual([{ type: 'SALE', why: 'request_twice', kept: 'part' }]);
    expect(number('SELECT count(*) FROM sale')).toBe(both.length);
    expect(number("SELECT count(*) FROM drawer_event WHERE kind = 'cash_sale'")).toBe(2);
    expect(auditStore(now.db).faults.map(({ invariant }) => invariant)).toEqual(['I4']); // the hash, which this test changed
  });

  it('a basket that was paid on both is named, and both sales stand', () => {
    taken(addItem(lost, CASHIER, { sku, quantityMilli: 1000 }));
    restoreHere();
    const held = String(now.db.prepare('SELECT cart_id FROM cart').pluck().get());
    payCart(lost);
    now.db.prepare("UPDATE cart SET state = 'active' WHERE cart_id = ?").run(held);
    payCart(now);
    expect(fetchBack()).toMatchObject({ conflicts: 1 });
    expect(conflicts()).toEqual([{ type: 'SALE', why: 'cart_sold_twice', kept: 'all' }]);
    expect(number('SELECT count(*) FROM sale')).toBe(2);
    expectWhole();
  });

  it('a serial number that both sold is named, and both sales stand', () => {
    const fridge = stock(lost, '冰箱', 300_000, { serial: 'one' });
    restoreHere();
    for (const till of [lost, now]) {
      taken(addItem(till, CASHIER, { sku: fridge, quantityMilli: 1000 }));
      const lineId = String(till.db.prepare('SELECT line_id FROM cart_line').pluck().get());
      taken(addSerial(till, { lineId, serialNumber: 'HAIER20260001' }));
      payCart(till);
    }
    expect(fetchBack()).toMatchObject({ conflicts: 1 });
    expect(conflicts()).toEqual([{ type: 'SALE', why: 'serial_sold_twice', kept: 'all' }]);
    expect(number('SELECT count(*) FROM serial_event')).toBe(2);
    expectWhole();
  });

  it('a dispute that both settled keeps the settlement of the lane that goes on', () => {
    const count = (amount: number) => {
      taken(startCount(lost, alone(CASHIER)));
      const attempt = shiftStanding(lost).shift?.attempt ?? 1;
      return taken(submitCount(lost, alone(CASHIER), { count: yuan(amount), attempt })).seq;
    };
    taken(handOver(lost, alone(CASHIER), { countSeq: count(500), reason: '' }));
    const { handoverId = '' } = shiftStanding(lost).handover ?? {};
    const taking = { handoverId, count: yuan(450), attempt: 1, dispute: '少五十' };
    taken(takeOver(lost, alone(MANAGER), taking));
    restoreHere();
    const settle = (till: Till, bears: 'shop' | 'outgoing') =>
      taken(settleHandover(till, alone(OWNER), { handoverId, bears, note: '监控看过' }));
    settle(lost, 'outgoing');
    settle(now, 'shop');
    sell(lost, sku);
    expect(fetchBack()).toMatchObject({ sales: 1, conflicts: 1 });
    expect(conflicts()).toEqual([{ type: 'HANDOVER_SETTLED', why: 'not_rebuilt', kept: 'none' }]);
    expect(now.db.prepare('SELECT bears FROM handover_settlement').pluck().all()).toEqual(['shop']);
    expectWhole();
  });

  it('cash that moved with one press on both lanes moved twice', () => {
    restoreHere();
    const requestId = 'one-press';
    const input = {
      ...{ requestId, kind: 'paid_in', amountFen: 1_000, category: 'float_top_up' },
      ...{ payee: '', slipNumber: '', note: '' },
    } as Parameters<typeof moveCash>[2];
    for (const till of [lost, now]) taken(moveCash(till, alone(OWNER), input));
    fetchBack();
    expect(conflicts()).toEqual([{ type: 'CASH_MOVEMENT', why: 'request_twice', kept: 'part' }]);
    expect(number('SELECT sum(amount_fen) FROM cash_movement')).toBe(2_000);
    expectWhole();
  });

  it.each([
    ['SALE', (said: object) => ({ ...said, shiftId: 'nobody knows' })],
    ['SALE', (said: object) => ({ ...said, lines: null })],
    ['SHIFT_OPEN', (said: object) => ({ ...said, number: 'x' })],
    ['CASH_COUNT', (said: object) => ({ ...said, countedFen: 'much' })],
    ['SHIFT_CLOSE', (said: object) => ({ ...said, shiftId: 'nobody knows', overShortFen: 5 })],
    ['DAY_CLOSE', (said: object) => ({ ...said, zNumber: 'x' })],
  ])('a %s that says what cannot be is kept word for word, and the rest goes on', (type, spoil) => {
    restoreHere();
    sell(lost, sku);
    taken(startCount(lost, alone(CASHIER)));
    taken(submitCount(lost, alone(CASHIER), { count: yuan(700), attempt: 1 }));
    taken(closeShift(lost, alone(MANAGER), { countSeq: 1, reason: '' }));
    taken(openShift(lost, alone(CASHIER), { float: yuan(500) }));
    sell(lost, sku);
    const counts = fetchBack((entry) =>
      entry.type === type
        ? { ...entry, payload: JSON.stringify(spoil(JSON.parse(entry.payload))) }
        : entry,
    );
    expect(counts.conflicts).toBeGreaterThanOrEqual(1);
    expect(conflicts()).toContainEqual({ type, why: 'not_rebuilt', kept: 'none' });
    const seqs = now.db.prepare("SELECT max(seq) FROM journal WHERE register_id = '01'").pluck();
    expect(seqs.get()).toBe(lastEntry(lost.db, '01')?.seq);
    sell(now, sku);
  });

  it('a copy in the cloud that does not follow from the backup is named once, and not asked for again', async () => {
    restoreHere();
    sell(lost, sku);
    const from = lastEntry(now.db, '01')?.seq ?? 0;
    const entries = [...eachEntry(lost.db, '01')]
      .filter(({ seq }) => seq > from)
      .map(({ registerId: _, ...entry }) => ({ ...entry, operator: 'somebody else' }));
    const lastSeq = entries.at(-1)?.seq ?? 0;
    const holding = { registerId: '01', lastSeq, lastHash: '', lastAt: 1, saleCount: 1 };
    const { registerId } = holding;
    const sums = { saleCount: 1, lastReceiptNumber: null, lastReceiptAt: null, nodes: [] };
    await catchUp(now, {
      holdings: async (storeId) => ({ storeId, ...sums, registers: [holding] }),
      journalPage: async () => ({ registerId, entries, signatures: [], publicKeys: [], lastSeq }),
    });
    expect(conflicts()).toEqual([{ type: 'COPY', why: 'copy_broken', kept: 'none' }]);
    expect(number('SELECT count(*) FROM catch_up')).toBe(1); // done: nothing is tried every minute
    expect(openMatters(now).map(({ kind }) => kind)).toContain('lane_conflicts');
    sell(now, sku);
    expectWhole();
  });
});
