import { type Counter, must, mustRefuse, payCash, scanGood, settle } from './counter.ts';
import { approver, takeSeat } from './staffing.ts';

/** A code that no good of the store has. */
export async function unknownBarcode(counter: Counter): Promise<void> {
  await refusedScan(counter, '6900000000007', 'code_not_found');
}

/** A bar code that the scanner read wrong. */
export async function wrongCheckDigit(counter: Counter): Promise<void> {
  await refusedScan(counter, '6900000000001', 'check_digit_wrong');
}

/** The customer holds the phone's payment code under the scanner too early. */
export async function paymentCodeScanned(counter: Counter): Promise<void> {
  await refusedScan(
    counter,
    `13${counter.dice.between(1_000_000_000_000_000, 8_999_999_999_999_999)}`,
    'payment_code_scanned',
  );
}

/** Mistyped quantities, then the right one. */
export async function badQuantities(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('carry'));
  if (!lineId) return;
  const type = (quantityMilli: number) => counter.api().cart.setQuantity({ lineId, quantityMilli });
  mustRefuse(counter, await type(0), 'quantity_not_positive');
  mustRefuse(counter, await type(-1000), 'quantity_not_positive');
  mustRefuse(counter, await type(100_000_000), 'quantity_too_large');
  mustRefuse(counter, await type(1500), 'quantity_not_whole');
  await payCash(counter);
}

/** Too little on the counter, then the whole. */
export async function tooLittleCash(counter: Counter): Promise<void> {
  await scanGood(counter, counter.goods.take('carry'));
  const cart = await counter.api().cart.current();
  if (!cart.cartId) return;
  const payment = {
    requestId: counter.requestId(),
    cartId: cart.cartId,
    expectedDueFen: cart.dueFen,
    tenderedFen: cart.dueFen - 100,
  };
  mustRefuse(counter, await counter.api().checkout.payCash(payment), 'tendered_too_little');
  await settle(counter, cart, null);
}

/** Pay is pressed twice: one sale, the same answer. */
export async function payTwice(counter: Counter): Promise<void> {
  await scanGood(counter, counter.goods.take('carry'));
  const cart = await counter.api().cart.current();
  if (!cart.cartId) return;
  const sale = await settle(counter, cart, null);
  const again = must(
    await counter.api().checkout.payCash({
      requestId: counter.requestId(),
      cartId: cart.cartId,
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    }),
    'paying a second time',
  );
  if (again.saleId !== sale.saleId) throw new Error('paying twice made two sales');
}

/** The customer goes to fetch money; another is served meanwhile. */
export async function holdAndRecall(counter: Counter): Promise<void> {
  await scanGood(counter, counter.goods.take('carry'));
  await scanGood(counter, counter.goods.take('appliance'));
  const { cartId } = await counter.api().cart.current();
  if (!cartId) return;
  must(
    await counter.api().cart.hold({ label: counter.dice.pick(['取钱', '红衣服', '']) }),
    'holding',
  );
  counter.tally.holds += 1;
  await scanGood(counter, counter.goods.take('carry'));
  await payCash(counter);
  await counter.pass(counter.dice.between(60_000, 240_000));
  await takeSeat(counter);
  must(await counter.api().cart.recall({ cartId }), 'recalling');
  counter.tally.recalls += 1;
  await payCash(counter);
}

/** The customer changes their mind about one good, and buys the other. */
export async function removedLine(counter: Counter): Promise<void> {
  const kept = await scanGood(counter, counter.goods.take('carry'));
  const lineId = await scanGood(counter, counter.goods.take('appliance'));
  if (!kept || !lineId) return;
  must(await counter.api().cart.removeLine({ lineId }), 'taking a line out');
  counter.tally.removedLines += 1;
  await payCash(counter);
}

/** The customer walks off: nothing is sold. */
export async function clearedCart(counter: Counter): Promise<void> {
  const lineId = await scanGood(counter, counter.goods.take('appliance'));
  if (!lineId) return;
  must(await counter.api().cart.clear({ reason: '顾客不要了' }), 'clearing the cart');
  counter.tally.clearedCarts += 1;
}

/** A customer comes back for another copy of the receipt. */
export async function reprintedReceipt(counter: Counter): Promise<void> {
  const [sale] = await counter.api().checkout.sales({ limit: 1 });
  if (!sale) return;
  must(await counter.api().printing.reprint({ kind: 'receipt', ref: sale.saleId }), 'a reprint');
  await counter.core.printQueue.idle();
  counter.tally.reprints += 1;
}

/** Somebody wants a note changed: the drawer opens without a sale, which takes a manager. */
export async function drawerWithoutSale(counter: Counter): Promise<void> {
  const opened = await counter
    .api()
    .printing.openDrawer({ reason: '换零钱', approval: approver(counter) });
  must(opened, 'opening the drawer');
}

async function refusedScan(
  counter: Counter,
  code: string,
  why: 'code_not_found' | 'check_digit_wrong' | 'payment_code_scanned',
): Promise<void> {
  await counter.pass(counter.dice.between(1_000, 5_000));
  mustRefuse(counter, await counter.api().cart.scan({ code, source: 'wedge' }), why);
}
