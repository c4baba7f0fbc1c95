import { it } from 'vitest';
import { peopleTill, stock, taken, CASHIER } from '../support/people-till.ts';
import { runPromotion, everyOff, couponOff } from '../support/running-promotion.ts';
import { openDemoShift } from '../../electron/core/shift/demo-shift.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { activeCart } from '../../electron/core/checkout/cart-table.ts';
import { loadCart } from '../../electron/core/checkout/load-cart.ts';
import { fen } from '../../shared/kernel/money.ts';
it('perf', () => {
  const shop = peopleTill();
  openDemoShift(shop.till);
  const skus = Array.from({ length: 20 }, (_, i) => stock(shop.till, `g${i}`, 10_000 + i * 3_330));
  for (let i = 0; i < 200; i += 1) {
    const scope = { skus: [skus[i % 20] ?? '', skus[(i * 7) % 20] ?? ''] };
    const kind = i % 5;
    if (kind === 0) runPromotion(shop.till, { kind: 'percent', payRate: 9_000 + (i % 9) * 100 }, { scope });
    if (kind === 1) runPromotion(shop.till, everyOff(300 + i, 10 + (i % 7)), { scope, group: `g${i % 3}` });
    if (kind === 2) runPromotion(shop.till, couponOff(200 + i, 10 + (i % 7), 'automatic'), { scope });
    if (kind === 3) runPromotion(shop.till, { kind: 'flash_sale', priceFen: fen(9_000) }, { scope, quota: { total: 5 } });
    if (kind === 4) runPromotion(shop.till, { kind: 'nth_item', n: 2, offRate: 5_000 }, { scope });
  }
  for (const sku of skus.slice(0, 11)) {
      const a = performance.now();
      taken(addItem(shop.till, CASHIER, { sku, quantityMilli: 1000 }));
      const b = performance.now();
      const v = currentCart(shop.till, CASHIER);
      const c = performance.now();
      const loaded = loadCart(shop.till, activeCart(shop.till.db, '01')!);
      console.log('R', v.lines.length, (b - a).toFixed(1), (c - b).toFixed(1), v.isBestPrice, loaded.priced.outcome.work);
  }
  shop.remove();
});
