/**
 * A process that sells as fast as it can and says on stdout what it acknowledged, until somebody kills it.
 * `node selling-child.ts FOLDER SEED VARIANT`; each line that it writes is one JSON object, see `Said`.
 */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { setCustomer } from '../../electron/core/checkout/cart-customer.ts';
import { completeCashSale } from '../../electron/core/checkout/complete-sale.ts';
import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { clearCart, setHandover, setQuantity } from '../../electron/core/checkout/edit-cart.ts';
import { holdCart, recallCart } from '../../electron/core/checkout/hold-cart.ts';
import { saleById } from '../../electron/core/checkout/sale-table.ts';
import { scanCode } from '../../electron/core/checkout/scan-code.ts';
import { paidUnitsOf, returnById } from '../../electron/core/returns/return-table.ts';
import type { Till } from '../../electron/core/till.ts';
import { createDice, type Dice } from '../../electron/play-day/dice.ts';
import { goodsMix } from '../../electron/play-day/goods-mix.ts';
import { deliveryFor, villagersFrom } from '../../electron/play-day/villagers.ts';
import type { Answer } from '../../shared/contract/answer.ts';
import { MANAGER } from '../support/people-till.ts';
import { giveBack } from '../support/returning-till.ts';
import { CASHIER, sellingTill } from '../support/selling-till.ts';
import { KILL_AT, killAtStatement } from './kill-points.ts';
import { plantBug, type Variant } from './planted-bugs.ts';

export type Said =
  | { readonly said: 'ready' }
  | { readonly said: 'done'; readonly points: number }
  | { readonly said: 'cart'; readonly cartId: string; readonly lineCount: number }
  | { readonly said: 'leaving'; readonly cartId: string }
  | { readonly said: 'returned'; readonly returnNumber: string; readonly refundFen: number }
  | {
      readonly said: 'sold';
      readonly saleId: string;
      readonly receiptNumber: string;
      readonly dueFen: number;
    };

const [folder = '', seed = '1', variant = 'as_is'] = argv.slice(2);
const till = sellingTill(folder);
const dice = createDice(Number(seed));
const goods = goodsMix(till.db, dice);
const villagers = villagersFrom(dice, 5);
const bug = plantBug(till.db, variant as Variant);
const sold: string[] = [];
let serials = 0;

say({ said: 'ready' });
if (KILL_AT > 0) {
  const reached = killAtStatement(till.db, KILL_AT);
  for (const delivers of [true, false]) ringUp(delivers);
  takeBack(sold[0], 'everything');
  say({ said: 'done', points: reached() });
} else {
  for (;;) {
    ringUp(dice.chance(20));
    if (variant === 'as_is' && dice.chance(40)) takeBack(sold.at(-1), 'a unit');
  }
}

/** One customer: a few goods, now and then a delivery, a hold or a cart that is given up; then exact cash. */
function ringUp(delivers: boolean): void {
  const count = dice.between(1, 3);
  for (let i = 0; i < count; i += 1) addOne();
  const cart = currentCart(till, CASHIER);
  if (delivers) deliver(till, dice);
  if (dice.chance(10)) putAside(cart.cartId ?? '');
  if (dice.chance(5)) {
    say({ said: 'leaving', cartId: cart.cartId ?? '' });
    yes(clearCart(till, CASHIER, '顾客离开'));
    return;
  }
  pay();
}

function addOne(): void {
  const good = goods.take(
    dice.weighted(['carry', 'appliance', 'split'] as const, (s) => (s === 'carry' ? 4 : 1)),
  );
  if (!good) throw new Error('the store has goods');
  const { did } = yes(scanCode(till, CASHIER, { code: good.code, lineId: null }));
  if (did !== 'added') throw new Error(`${good.code} was not added`);
  const cart = currentCart(till, CASHIER);
  const line = cart.lines.at(-1);
  say({ said: 'cart', cartId: cart.cartId ?? '', lineCount: cart.lines.length });
  if (line && line.missingSerials === 0 && dice.chance(20)) {
    yes(
      setQuantity(till, CASHIER, { lineId: line.lineId, quantityMilli: line.quantityMilli + 1000 }),
    );
  }
  for (let i = 0; i < (line?.missingSerials ?? 0); i += 1) {
    serials += 1;
    const code = `CR${till.clock.now().toString(36)}${serials}`.toUpperCase();
    yes(scanCode(till, CASHIER, { code, lineId: line?.lineId ?? null }));
  }
}

function deliver(at: Till, by: Dice): void {
  const line = currentCart(at, CASHIER).lines.find((one) => one.canDeliver);
  if (!line) return;
  yes(setHandover(at, { lineId: line.lineId, handover: 'deliver_install' }));
  yes(
    setCustomer(
      at,
      { by: CASHIER, approvedBy: null },
      deliveryFor(by.pick(villagers), at.clock.now(), by),
    ),
  );
}

function putAside(cartId: string): void {
  yes(holdCart(till, '取钱'));
  yes(recallCart(till, CASHIER, cartId));
}

function pay(): void {
  const cart = currentCart(till, CASHIER);
  const sale = bug.around(() => {
    const paid = completeCashSale(till, CASHIER, {
      requestId: till.random.uuid(),
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: cart.quickCash[0] ?? null,
    });
    return saleById(till.db, yes(paid).saleId);
  }, acknowledge);
  if (!sale) throw new Error('a sale that was made is not there');
}

/** Goods of a sale come back, for a manager, who may pay out whatever it is. */
function takeBack(saleId: string | undefined, what: 'a unit' | 'everything'): void {
  if (saleId === undefined) return;
  const left = paidUnitsOf(till.db, saleId).filter((unit) => !unit.isReturned);
  const units = what === 'a unit' ? left.slice(0, 1) : left;
  if (units.length === 0) return;
  const { returnId } = yes(giveBack(till, { by: MANAGER, approvedBy: null }, { saleId, units }));
  const back = returnById(till.db, returnId);
  if (!back) throw new Error('a return that was made is not there');
  const { returnNumber, refundFen } = back;
  say({ said: 'returned', returnNumber, refundFen });
}

function acknowledge(sale: ReturnType<typeof saleById>): void {
  if (!sale) return;
  const { saleId, receiptNumber, dueFen } = sale;
  sold.push(saleId);
  say({ said: 'sold', saleId, receiptNumber, dueFen });
}

function yes<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value;
  throw new Error(`the till refused ${answer.refusal.code}`);
}

/** Written at once, not through a stream: what was said was said before the kill. */
function say(what: Said): void {
  writeSync(1, `${JSON.stringify(what)}\n`);
}
