import { type Counter, must, mustRefuse, payCash, scanGood } from './counter.ts';
import type { Sellable } from './sellable-table.ts';
import { approver, seatRole } from './staffing.ts';

/** A round sum off one line, within what the cashier may give alone. */
export async function discountInLimit(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('carry'));
  if (!lineId) return;
  const given = await counter.api().cart.discount({
    lineId,
    rate: counter.dice.between(1, 3) * 100,
    offFen: null,
    reason: '老顾客',
  });
  must(given, 'a discount within the limit');
  counter.tally.discounts += 1;
  await payCash(counter);
}

/** Two goods and something off the whole, within the limit. */
export async function discountOnCart(counter: Counter): Promise<void> {
  const first = await scanGood(counter, counter.goods.take('appliance'));
  await scanGood(counter, counter.goods.take('carry'));
  if (!first) return;
  const given = await counter
    .api()
    .cart.discount({ lineId: null, rate: 200, offFen: null, reason: '凑整' });
  must(given, 'a discount on the cart');
  counter.tally.discounts += 1;
  await payCash(counter);
}

/** More off than the cashier may give: refused alone, allowed by a manager in place. */
export async function discountOverLimit(counter: Counter): Promise<void> {
  const good = counter.goods.take('carry');
  const lineId = await scanGood(counter, good);
  if (!good || !lineId) return;
  await asLimitedCashier(counter);
  const wish = { lineId, rate: 500, offFen: null, reason: '以旧换新' };
  mustRefuse(counter, await counter.api().cart.discount(wish), 'approval_needed');
  await counter.pass(counter.dice.between(5_000, 20_000));
  const allowed = await counter.api().cart.discount({ ...wish, approval: approver(counter) });
  must(allowed, 'a discount with approval');
  counter.tally.discounts += 1;
  await payCash(counter);
}

/** A price under the floor, which takes somebody with that right. */
export async function sellBelowFloor(counter: Counter): Promise<void> {
  const good = counter.goods.take('appliance');
  const lineId = await scanGood(counter, good);
  if (!lineId || !isFloored(good)) return clearUp(counter);
  await asLimitedCashier(counter);
  const unitFen = Math.floor(good.listFen * 0.91);
  const wish = { lineId, unitFen, reason: '样机' };
  mustRefuse(counter, await counter.api().cart.overridePrice(wish), 'approval_needed');
  const allowed = await counter.api().cart.overridePrice({ ...wish, approval: approver(counter) });
  must(allowed, 'a price under the floor with approval');
  counter.tally.overrides += 1;
  await payCash(counter);
}

/** A price set by hand within the limit. */
export async function overrideInLimit(counter: Counter): Promise<void> {
  const good = counter.goods.take('carry');
  const lineId = await scanGood(counter, good);
  if (!good?.listFen || !lineId) return;
  const unitFen = Math.ceil((good.listFen * 0.98) / 10) * 10;
  must(
    await counter.api().cart.overridePrice({ lineId, unitFen, reason: '同行价' }),
    'a price within the limit',
  );
  counter.tally.overrides += 1;
  await payCash(counter);
}

/** Somebody asks for far too much off, and the person asked to allow it may not either. */
export async function approvalThatFails(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('carry'));
  const trainee = counter.staff.find((card) => card.role === 'trainer');
  if (!lineId || !trainee?.demoPin) return clearUp(counter);
  await asLimitedCashier(counter);
  const approval = { staffId: trainee.staffId, pin: trainee.demoPin };
  const wish = { lineId, rate: 2_000, offFen: null, reason: '讲价', approval };
  mustRefuse(counter, await counter.api().cart.discount(wish), 'discount_over_limit');
  await payCash(counter);
}

/** Gives up what is on the counter, as when a customer walks off. */
async function clearUp(counter: Counter): Promise<void> {
  const cart = await counter.api().cart.current();
  if (cart.lines.length === 0) return;
  must(await counter.api().cart.clear({ reason: '顾客离开' }), 'clearing the cart');
  counter.tally.clearedCarts += 1;
}

/** The limit of the person at the till is what these visits are about, so a cashier takes over. */
async function asLimitedCashier(counter: Counter): Promise<void> {
  const { staff } = await counter.api().session.state();
  if (staff?.role !== 'cashier') await seatRole(counter, 'cashier');
}

function isFloored(good: Sellable | null): good is Sellable & { listFen: number } {
  return good?.listFen != null && good.floorFen !== null && good.floorFen > good.listFen * 0.915;
}
