import { type Counter, must, payCash, scanGood, scanSerials } from './counter.ts';
import { deliveryFor } from './villagers.ts';

/** One or two small goods, carried home. */
export async function buySmallGoods(counter: Counter): Promise<void> {
  const count = counter.dice.chance(70) ? 1 : 2;
  for (let i = 0; i < count; i += 1) await scanGood(counter, counter.goods.take('carry'));
  await payCash(counter);
}

/** Several of one small good: the cashier types the quantity. */
export async function buySeveral(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('carry'));
  if (!lineId) return;
  const pieces = counter.dice.between(2, 5);
  must(
    await counter.api().cart.setQuantity({ lineId, quantityMilli: pieces * 1000 }),
    'typing a quantity',
  );
  counter.tally.units += pieces - 1;
  await payCash(counter);
}

/** A good that is asked for by brand and kind: the cashier types and picks from the list. */
export async function buyBySearch(counter: Counter): Promise<void> {
  const wanted = counter.goods.take(counter.dice.pick(['carry', 'appliance']));
  if (!wanted) return;
  const text = `${wanted.brand}${wanted.category}`;
  const found = await counter.api().catalog.search({ text, limit: 20 });
  const card = found.find((one) => one.sku === wanted.sku) ?? found.find((one) => one.listFen);
  if (!card) throw new Error(`nothing is found for ${text}`);
  await counter.pass(counter.dice.between(4_000, 12_000));
  must(await counter.api().cart.addItem({ sku: card.sku }), 'adding what was found');
  counter.tally.units += 1;
  await payCash(counter);
}

/** A unit with a serial number, carried out. */
export async function buyAppliance(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('appliance'));
  if (!lineId) return;
  await scanSerials(counter, lineId);
  await payCash(counter);
}

/** An appliance that is brought to the village; the serial number may follow at delivery. */
export async function buyDelivered(counter: Counter): Promise<void> {
  const good = counter.goods.take('appliance');
  const lineId = await scanGood(counter, good);
  if (!good || !lineId) return;
  if (counter.dice.chance(60)) await scanSerials(counter, lineId);
  const handover = good.needsInstall === 1 ? 'deliver_install' : 'deliver';
  await sendHome(counter, lineId, handover);
  await payCash(counter);
}

/** A split air conditioner with copper pipe and bracket, installed in the next days. */
export async function buySplitAirConditioner(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('split'));
  if (!lineId) return;
  if (counter.dice.chance(75)) await scanSerials(counter, lineId);
  await addMaterial(counter);
  await sendHome(counter, lineId, 'deliver_install');
  await payCash(counter);
}

/** A charge that has no fixed price: the cashier asks and types it. */
export async function buyAskedPrice(counter: Counter): Promise<void> {
  const good = counter.goods.take('unpriced');
  const lineId = await scanGood(counter, good);
  if (!lineId) return;
  const unitFen = counter.dice.between(20, 300) * 100;
  must(
    await counter.api().cart.overridePrice({ lineId, unitFen, reason: '面议' }),
    'typing an asked price',
  );
  counter.tally.overrides += 1;
  await payCash(counter);
}

async function addMaterial(counter: Counter): Promise<void> {
  const good = counter.goods.take('material');
  const lineId = await scanGood(counter, good);
  if (!good || !lineId || good.unitLabel !== '米') return;
  const quantityMilli = counter.dice.between(2, 12) * 500;
  must(await counter.api().cart.setQuantity({ lineId, quantityMilli }), 'typing metres');
}

async function sendHome(
  counter: Counter,
  lineId: string,
  handover: 'deliver' | 'deliver_install',
): Promise<void> {
  const api = counter.api();
  must(await api.cart.setHandover({ lineId, handover }), 'marking for delivery');
  await counter.pass(counter.dice.between(15_000, 60_000));
  const villager = counter.dice.pick(counter.villagers);
  must(
    await api.cart.setCustomer(deliveryFor(villager, counter.now(), counter.dice)),
    'writing the customer down',
  );
}
