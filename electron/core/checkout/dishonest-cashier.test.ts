import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actorOf,
  type DemoTill,
  demoTill,
  reprice,
  stockItem,
} from '../../../test/support/demo-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { auditStore } from '../journal/audit-store.ts';
import { acceptPrices } from './accept-prices.ts';
import { completeCashSale } from './complete-sale.ts';
import { currentCart } from './current-cart.ts';
import { discountByHand, overridePrice } from './deduct-by-hand.ts';
import { addItem, clearCart, removeLine, setQuantity } from './edit-cart.ts';
import { holdCart, listHeldCarts, recallCart } from './hold-cart.ts';

/** Goods with list and floor price as they are at the start; the floor of the fan lies over its list price. */
const GOODS = [
  { sku: 'FRIDGE', listFen: 219_900, floorFen: 218_000 },
  { sku: 'KETTLE', listFen: 9_990, floorFen: 9_900 },
  { sku: 'SCREW', listFen: 33, floorFen: null },
  { sku: 'FAN', listFen: 19_990, floorFen: 20_500 },
  { sku: 'PIPE', listFen: 12_000, floorFen: 11_000, kind: 'material', unitLabel: '米' },
  { sku: 'LABOUR', listFen: 10_000, floorFen: null, kind: 'service', unitLabel: '次' },
] as const;
const LIMIT = 300; // ten-thousandths: what a cashier may take off alone

const sku = fc.constantFrom(...GOODS.map((item) => item.sku));
const which = fc.nat({ max: 5 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      sku,
      n: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('quantity' as const),
      which,
      n: fc.integer({ min: 1, max: 12 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('price' as const),
      which,
      part: fc.integer({ min: 9_000, max: 11_000 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('rate' as const),
      which: fc.option(which),
      rate: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('off' as const),
      which: fc.option(which),
      part: fc.integer({ min: 1, max: 400 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('back' as const), which: fc.option(which) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reprice' as const),
      sku,
      part: fc.integer({ min: 8_000, max: 12_000 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('accept' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recall' as const) }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

let demo: DemoTill;
beforeAll(async () => {
  demo = await demoTill();
  for (const item of GOODS) stockItem(demo.till, item);
});
afterAll(() => demo.close());

const cashier = actorOf('cashier');
const alone = { by: cashier, approvedBy: null };
let requests = 0;

/** Does one step with nobody's approval; answers the id of the sale if there was one. */
function perform(now: Step): string | null {
  const { till } = demo;
  const lines = currentCart(till, cashier).lines;
  const lineAt = (index: number) => lines[index % Math.max(1, lines.length)];
  const target = (index: number | null) => (index === null ? null : (lineAt(index)?.lineId ?? ''));
  switch (now.do) {
    case 'add':
      addItem(till, cashier, { sku: now.sku, quantityMilli: now.n * 1000 });
      return null;
    case 'quantity': {
      const milli = lineAt(now.which)?.sku === 'PIPE' ? now.n * 770 : now.n * 1000;
      setQuantity(till, cashier, { lineId: target(now.which) ?? '', quantityMilli: milli });
      return null;
    }
    case 'remove':
      removeLine(till, cashier, target(now.which) ?? '');
      return null;
    case 'price': {
      const unitFen = Math.round(((lineAt(now.which)?.unitListFen ?? 0) * now.part) / 10_000);
      overridePrice(till, alone, { lineId: target(now.which) ?? '', unitFen, reason: '还价' });
      return null;
    }
    case 'rate':
      discountByHand(till, alone, {
        lineId: target(now.which),
        rate: now.rate,
        offFen: null,
        reason: '还价',
      });
      return null;
    case 'off': {
      const base =
        now.which === null ? currentCart(till, cashier).netFen : (lineAt(now.which)?.listFen ?? 0);
      const offFen = Math.round((base * now.part) / 10_000);
      discountByHand(till, alone, {
        lineId: target(now.which),
        rate: null,
        offFen,
        reason: '还价',
      });
      return null;
    }
    case 'back':
      discountByHand(till, alone, {
        lineId: target(now.which),
        rate: null,
        offFen: null,
        reason: '',
      });
      return null;
    case 'reprice': {
      const item = GOODS.find((one) => one.sku === now.sku);
      if (!item) return null;
      const listFen = Math.round((item.listFen * now.part) / 10_000);
      // A floor close under the list price is the one that small discounts reach.
      const close = now.part % 3 === 0 ? null : Math.round(listFen * 0.99);
      reprice(till, item.sku, listFen, item.floorFen === null ? null : (close ?? item.floorFen));
      return null;
    }
    case 'accept':
      acceptPrices(till);
      return null;
    case 'hold':
      holdCart(till, '');
      return null;
    case 'recall': {
      const [held] = listHeldCarts(till, String);
      if (held) recallCart(till, cashier, held.cartId);
      return null;
    }
    case 'pay':
      return pay();
  }
}

function pay(): string | null {
  const cart = currentCart(demo.till, cashier);
  requests += 1;
  const sold = completeCashSale(demo.till, cashier, {
    requestId: `request-${requests}`,
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  });
  // What the screen says stands in the way is what refuses the sale, and nothing else does.
  expect(sold.ok ? 'sold' : sold.refusal.code).toBe(
    cart.cartId === null ? 'cart_not_found' : (cart.obstacles[0]?.code ?? 'sold'),
  );
  return sold.ok ? sold.value.saleId : null;
}

type Sold = {
  sku: string;
  milli: number;
  net: number;
  list: number;
  floor: number | null;
  lowest: number;
  units: number;
};

/** The lines of a sale beside what the price book says at this moment. */
function linesOf(saleId: string): readonly Sold[] {
  return demo.till.db
    .prepare<[string], Sold>(
      `SELECT l.sku, l.quantity_milli AS milli, l.net_fen AS net, p.list_fen AS list, p.floor_fen AS floor,
         (SELECT min(net_fen) FROM sale_unit u WHERE u.sale_id = l.sale_id AND u.position = l.position) AS lowest,
         (SELECT count(*) FROM sale_unit u WHERE u.sale_id = l.sale_id AND u.position = l.position) AS units
       FROM line_item l JOIN price_change p
         ON p.change_id = (SELECT max(change_id) FROM price_change c WHERE c.sku = l.sku)
       WHERE l.sale_id = ?`,
    )
    .all(saleId);
}

describe('a cashier without anybody’s approval', () => {
  it('never gets goods out of the shop under three percent off or under their floor, whatever he tries', () => {
    let saleCount = 0;
    let touchedCount = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        for (const now of steps) {
          const saleId = perform(now);
          if (saleId === null) continue;
          saleCount += 1;
          for (const line of linesOf(saleId)) {
            const list = (line.list * line.milli) / 1000;
            if (line.net < list) touchedCount += 1;
            // A fen a unit, one for the share of a cart discount and one for the amount itself are rounding.
            const least = list * (1 - LIMIT / 10_000) - line.units - 2;
            expect([line, line.net >= least]).toEqual([line, true]);
            const unit = line.units > 1 ? line.lowest : (line.net * 1000) / line.milli;
            const floor = Math.min(line.floor ?? 0, line.list);
            expect([line, unit > floor - 1]).toEqual([line, true]);
          }
        }
        clearCart(demo.till, cashier, '');
      }),
      printedSeed('dishonest cashier'),
    );
    expect(saleCount).toBeGreaterThan(30);
    expect(touchedCount).toBeGreaterThan(10);
    expect(auditStore(demo.till.db).faults).toEqual([]);
  });
});
