import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DemoTill, demoTill } from '../../../test/support/demo-till.ts';

/** Written once and never changed; what is not named here is work in progress, an index or a setting. */
const FACT_TABLES = [
  'backup_run',
  'cash_count',
  'cash_movement',
  'catch_up',
  'coupon_code',
  'coupon_revival',
  'coupon_use',
  'crew_capacity',
  'day_target',
  'deposit',
  'deposit_end',
  'drawer_event',
  'handover',
  'handover_answer',
  'handover_count',
  'handover_settlement',
  'installation_ticket',
  'journal',
  'journal_archive',
  'journal_archive_kept',
  'journal_purge',
  'journal_signature',
  'lane',
  'line_item',
  'period_close',
  'price_change',
  'price_import',
  'promotion_version',
  'quota_lease',
  'quota_use',
  'refund',
  'replay',
  'returned_unit',
  'sale',
  'sale_return',
  'sale_unit',
  'sales_target',
  'serial_event',
  'shift',
  'shift_transition',
  'signing_key',
  'stock_movement',
  'subsidy_claim',
  'subsidy_claim_transition',
  'subsidy_grant',
  'subsidy_policy',
  'tender',
  'ticket_transition',
  'training_sale',
  'z_report',
  'z_shift',
];

let demo: DemoTill;
beforeEach(async () => {
  demo = await demoTill();
});
afterEach(() => demo.close());

const triggers = (): readonly { name: string; table: string }[] =>
  demo.till.db
    .prepare<[], { name: string; table: string }>(
      "SELECT name, tbl_name AS 'table' FROM sqlite_schema WHERE type = 'trigger'",
    )
    .all();

describe('facts', () => {
  it('are the tables that refuse a change and a deletion', () => {
    const guarded = triggers()
      .filter((t) => t.name === `${t.table}_no_update`)
      .map((t) => t.table);
    expect(guarded.sort()).toEqual(FACT_TABLES);
    for (const table of guarded) {
      expect(triggers().map((t) => t.name)).toContain(`${table}_no_delete`);
    }
  });

  it('of a whole day, one by one, refuse both', async () => {
    const cashier = await demo.signIn('cashier');
    const [item] = await cashier.catalog.quickItems();
    await cashier.cart.addItem({ sku: item?.sku ?? '' });
    const cart = await cashier.cart.current();
    await cashier.checkout.payCash({
      requestId: 'request-1',
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    });
    let tried = 0;
    for (const { table } of triggers().filter((t) => t.name.endsWith('_no_update'))) {
      const { n } = demo.till.db.prepare(`SELECT count(*) AS n FROM ${table}`).get() as {
        n: number;
      };
      if (n === 0) continue;
      const { db } = demo.till;
      const [column] = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
      expect(() => db.exec(`UPDATE ${table} SET ${column} = ${column}`)).toThrow(/append-only/);
      expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/append-only/);
      expect(() => db.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`)).toThrow(
        /append-only|gapless/,
      );
      tried += 1;
    }
    expect(tried).toBeGreaterThanOrEqual(9);
  });

  it('survive the writes that SQLite would otherwise do without asking: every table is STRICT and keyed', () => {
    const loose = demo.till.db
      .prepare(
        `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%STRICT%'
           AND sql NOT LIKE '%VIRTUAL%' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'item_search%'`,
      )
      .pluck()
      .all();
    expect(loose).toEqual([]);
  });
});
