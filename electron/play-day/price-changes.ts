import { type Counter, must, mustRefuse, payCash, scanGood } from './counter.ts';
import type { Sellable } from './sellable-table.ts';
import { seatRole } from './staffing.ts';

const HOUR_MS = 3_600_000;

/**
 * A promotion on a good that lies on the counter: the till says that its price changed, takes no money until that is
 * accepted, and sells it for less. Afterwards it is stopped, and the next customer pays the list price.
 */
export async function promotionStarts(counter: Counter): Promise<void> {
  const good = counter.goods.take('carry');
  const lineId = await scanGood(counter, good);
  if (!good?.listFen || !lineId) return;
  const percent = promotionOn(counter, good);
  if (!percent) {
    await payCash(counter);
    return;
  }
  await seatRole(counter, 'manager');
  const before = await counter.api().cart.current();
  const running = must(await counter.api().promotions.save(percent), 'starting a promotion');
  const cart = await counter.api().cart.current();
  if (cart.promotionChange?.toFen !== cart.netFen || cart.netFen >= before.netFen) {
    throw new Error('the cart does not say that its price fell');
  }
  const payment = { cartId: cart.cartId ?? '', expectedDueFen: cart.dueFen, tenderedFen: null };
  const early = await counter
    .api()
    .checkout.payCash({ ...payment, requestId: counter.requestId() });
  mustRefuse(counter, early, 'promotion_changed');
  must(await counter.api().cart.acceptPrices(), 'accepting the new price');
  await payCash(counter);
  const { promotionId, version } = running;
  must(
    await counter.api().promotions.stop({ promotionId, expectedVersion: version }),
    'stopping a promotion',
  );
}

/** Five percent off one good for an hour; `null` where that would go below its floor. */
function promotionOn(counter: Counter, good: Sellable) {
  if ((good.floorFen ?? 0) > (good.listFen ?? 0) * 0.94) return null;
  const fromAt = counter.now();
  return {
    promotionId: null,
    expectedVersion: 0,
    status: 'scheduled' as const,
    definition: {
      ...{ name: '限时九五折', campaign: '', layer: 1 as const, basis: 'running' as const },
      benefit: { kind: 'percent' as const, payRate: 9_500 },
      scope: {
        ...{ skus: [good.sku], brands: [], categories: [], tags: [] },
        exclude: { skus: [], brands: [], categories: [] },
      },
      window: { fromAt, toAt: fromAt + HOUR_MS, weekdays: [], hours: [] },
      audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
      quota: { total: null, perDay: null, perCustomer: null, perSale: null },
      ...{ isExclusive: false, group: '', stacksWithCoupons: true, priority: 0 },
      ...{ isOptional: false, funding: 'store' as const },
    },
  };
}
