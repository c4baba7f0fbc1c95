import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASH_ROUNDINGS } from '../../../shared/contract/system.ts';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  payCart,
  peopleTill,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { giveBack, unitsNamed } from '../../../test/support/returning-till.ts';
import { setCustomer } from '../checkout/cart-customer.ts';
import { addSerial } from '../checkout/cart-serials.ts';
import { discountByHand } from '../checkout/deduct-by-hand.ts';
import { addItem, setHandover } from '../checkout/edit-cart.ts';
import { auditStore } from '../journal/audit-store.ts';
import { readSettings, writeSettings } from '../settings/settings.ts';
import { openDemoShift } from '../shift/demo-shift.ts';
import { paidUnitsOf } from './return-table.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  openDemoShift(shop.till);
});
afterEach(() => shop.remove());

const owner = alone(OWNER);

/** Every table a return with a serial number and a ticket writes. */
const WRITTEN = [
  ...['sale_return', 'returned_unit', 'refund', 'drawer_event', 'stock_movement', 'stock_level'],
  ...['serial_event', 'ticket_transition', 'journal', 'print_job', 'outbox'],
];

function rowCounts(): Readonly<Record<string, number>> {
  const tables = shop.till.db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[];
  const count = (table: string) =>
    shop.till.db.prepare(`SELECT count(*) FROM "${table}"`).pluck().get() as number;
  return Object.fromEntries(tables.map((table) => [table, count(table)]));
}

function sellDelivered(): string {
  const sku = stock(shop.till, '空调', 299_900, { serial: 'ac_split' });
  const { lineId } = taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
  taken(setHandover(shop.till, { lineId, handover: 'deliver_install' }));
  const promise = {
    deliveryDate: '2026-06-19',
    deliverySlot: 'morning',
    deliveryNote: '',
  } as const;
  const person = { name: '王小三', phone: '13812348000', address: '青山镇李家村3组12号' };
  taken(setCustomer(shop.till, alone(CASHIER), { ...person, ...promise }));
  for (const serialNumber of ['OUTDOOR001', 'INDOOR0001']) {
    taken(addSerial(shop.till, { lineId, serialNumber }));
  }
  return payCart(shop.till);
}

describe('a disk that fails in the middle of a return', () => {
  it('at any table it writes, leaves nothing; then the return can be made, under the same id', () => {
    const saleId = sellDelivered();
    const requestId = 'the-same-request';
    const deed = () => giveBack(shop.till, owner, { saleId, units: unitsNamed('1/1'), requestId });
    const rows = rowCounts();
    for (const table of WRITTEN) {
      const when = table === 'stock_level' ? 'UPDATE' : 'INSERT';
      shop.till.db.exec(
        `CREATE TEMP TRIGGER fails BEFORE ${when} ON ${table} BEGIN SELECT RAISE(ABORT, 'disk full'); END`,
      );
      expect(deed, table).toThrow('disk full');
      expect(rowCounts(), table).toEqual(rows);
      shop.till.db.exec('DROP TRIGGER fails');
    }
    expect(outcome(deed())).toBe('done');
    expect(auditStore(shop.till.db).faults).toEqual([]);
    const changed = Object.entries(rowCounts()).filter(([table, n]) => n !== rows[table]);
    expect(changed.map(([table]) => table).sort()).toEqual(
      WRITTEN.filter((table) => table !== 'stock_level').sort(),
    );
  });

  it('no fact of it can be changed or taken back afterwards', () => {
    const saleId = sellDelivered();
    taken(giveBack(shop.till, owner, { saleId, units: unitsNamed('1/1') }));
    for (const table of ['sale_return', 'returned_unit', 'refund']) {
      expect(() => shop.till.db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
    expect(() => shop.till.db.exec('UPDATE sale_return SET refund_fen = 0')).toThrow(/append-only/);
    const again = `INSERT INTO returned_unit SELECT * FROM returned_unit`;
    expect(() => shop.till.db.exec(again)).toThrow(/UNIQUE/);
  });
});

describe('any sale', () => {
  const cart = fc.record({
    lines: fc.array(
      fc.record({
        listFen: fc.integer({ min: 0, max: 90_000 }),
        milli: fc.oneof(
          fc.integer({ min: 1, max: 4 }).map((n) => n * 1000),
          fc.constantFrom(500, 2_500, 3_700),
        ),
        off: fc.option(fc.integer({ min: 1, max: 9_000 })),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    cartOff: fc.option(fc.integer({ min: 1, max: 5_000 })),
    rounding: fc.constantFrom(...CASH_ROUNDINGS),
    order: fc.infiniteStream(fc.nat(1000)),
    splits: fc.infiniteStream(fc.integer({ min: 1, max: 3 })),
    damaged: fc.infiniteStream(fc.boolean()),
  });

  it('returned unit by unit in any order gives back exactly what was paid, and never more', () => {
    const skus = new Map<string, string>();
    const skuOf = (listFen: number, isMeasured: boolean): string => {
      const name = `${isMeasured ? '管' : '壶'}${listFen}`;
      const sku = skus.get(name) ?? stock(shop.till, name, listFen);
      skus.set(name, sku);
      const unit = isMeasured ? '米' : '台';
      shop.till.db.prepare('UPDATE item SET unit_label = ? WHERE sku = ?').run(unit, sku);
      return sku;
    };
    const ring = (wish: { lines: readonly Line[]; cartOff: number | null }): string => {
      for (const { listFen, milli, off } of wish.lines) {
        const sku = skuOf(listFen, milli % 1000 !== 0);
        const { lineId } = taken(addItem(shop.till, OWNER, { sku, quantityMilli: milli }));
        // A discount beyond the line is refused; the line then costs what it costs.
        discountByHand(shop.till, owner, { lineId, rate: off, offFen: null, reason: '讲价' });
      }
      const whole = { lineId: null, rate: wish.cartOff, offFen: null, reason: '老顾客' };
      discountByHand(shop.till, owner, whole);
      return payCart(shop.till);
    };
    const { seed, numRuns } = printedSeed('sales returned unit by unit');
    fc.assert(
      fc.property(cart, (wish) => {
        writeSettings(shop.till, owner, {
          ...readSettings(shop.till.db),
          cashRounding: wish.rounding,
        });
        const saleId = ring(wish);
        const dueFen = numberOf('SELECT due_fen FROM sale WHERE sale_id = ?', saleId);
        const order = paidUnitsOf(shop.till.db, saleId)
          .map((unit) => ({ unit, key: wish.order.next().value ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ unit: { position, unit } }) => ({ position, unit }));
        while (order.length > 0) {
          const units = order.splice(0, wish.splits.next().value ?? 1).map((unit) => ({
            ...unit,
            condition: wish.damaged.next().value ? ('damaged' as const) : ('restock' as const),
          }));
          const before = refundedOf(saleId);
          expect(outcome(giveBack(shop.till, owner, { saleId, units }))).toBe('done');
          expect(refundedOf(saleId)).toBeGreaterThanOrEqual(before);
          expect(refundedOf(saleId)).toBeLessThanOrEqual(dueFen);
          const again = giveBack(shop.till, owner, { saleId, units: units.slice(0, 1) });
          expect(outcome(again)).toBe('unit_already_returned');
        }
        expect(refundedOf(saleId)).toBe(dueFen);
      }),
      { seed, numRuns: Math.ceil(numRuns / 10) },
    );
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });
});

type Line = { readonly listFen: number; readonly milli: number; readonly off: number | null };

function numberOf(sql: string, bound: string): number {
  return Number(shop.till.db.prepare(sql).pluck().get(bound) ?? 0);
}
const refundedOf = (saleId: string) =>
  numberOf('SELECT sum(refund_fen) FROM sale_return WHERE sale_id = ?', saleId);
