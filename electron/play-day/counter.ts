import type { Answer } from '../../shared/contract/answer.ts';
import type { CartView } from '../../shared/contract/cart.ts';
import type { SaleCard } from '../../shared/contract/checkout.ts';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import type { StaffCard } from '../../shared/contract/session.ts';
import { callerFor } from '../core/api/app-router.ts';
import type { Core } from '../core/core.ts';
import type { DayClock } from './day-clock.ts';
import { countUp, type DayTally, newTally } from './day-tally.ts';
import type { Dice } from './dice.ts';
import { type GoodsMix, goodsMix } from './goods-mix.ts';
import type { Sellable } from './sellable-table.ts';
import { type Villager, villagersFrom } from './villagers.ts';

type Api = ReturnType<typeof callerFor>;

/** One till with a person behind it. Everything it does goes through the API that the screen calls. */
export type Counter = {
  readonly core: Core;
  readonly dice: Dice;
  readonly goods: GoodsMix;
  readonly tally: DayTally;
  readonly villagers: readonly Villager[];
  readonly staff: readonly StaffCard[];
  readonly now: () => number; // epoch ms
  readonly pass: DayClock['pass'];
  /** The API as the person now at the till calls it. */
  readonly api: () => Api;
  readonly seat: (token: string | null) => void;
  /** A serial number that no other good of this store has. */
  readonly nextSerial: () => string;
  /** A request id for a payment. */
  readonly requestId: () => string;
};

export type CounterOptions = {
  readonly core: Core;
  readonly dice: Dice;
  readonly day: DayClock;
};

/** A counter on a store that is set up, whose people's PINs are known (the demo store's are). */
export async function openCounter({ core, dice, day }: CounterOptions): Promise<Counter> {
  let token: string | null = null;
  let serials = 0;
  const opening = day.clock.now().toString(36).toUpperCase();
  const staff = await callerFor({ core, token: null }).session.staff();
  return {
    core,
    dice,
    goods: goodsMix(core.till.db, dice),
    tally: newTally(),
    villagers: villagersFrom(dice, 40),
    staff,
    now: day.clock.now,
    pass: day.pass,
    api: () => callerFor({ core, token }),
    seat: (next) => {
      token = next;
    },
    nextSerial: () => {
      serials += 1;
      return `SN${opening}${String(serials).padStart(6, '0')}`;
    },
    requestId: () => core.till.random.uuid(),
  };
}

/** The value of an answer that has to be yes; a no here is a fault of the program, and stops the day. */
export function must<Value>(answer: Answer<Value>, what: string): Value {
  if (answer.ok) return answer.value;
  throw new Error(`${what}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.params ?? {})}`);
}

/** Notes a no that has to come, and checks that it is the right one. */
export function mustRefuse(counter: Counter, answer: Answer<unknown>, code: ErrorCode): void {
  if (answer.ok) throw new Error(`the till should have said ${code}`);
  if (answer.refusal.code !== code) {
    throw new Error(`the till said ${answer.refusal.code} and not ${code}`);
  }
  countUp(counter.tally.refusals, code);
}

/** Scans a good and answers the line it went to, or `null` where the store has no such good. */
export async function scanGood(counter: Counter, good: Sellable | null): Promise<string | null> {
  if (!good) return null;
  await counter.pass(counter.dice.between(1_500, 9_000));
  const scanned = must(
    await counter.api().cart.scan({ code: good.code, source: 'wedge' }),
    `scanning ${good.code}`,
  );
  counter.tally.units += 1;
  if (scanned.outcome.did !== 'added') throw new Error(`${good.code} was not added`);
  return scanned.outcome.lineId;
}

/** Scans one serial number for every place of a line that waits for one. */
export async function scanSerials(counter: Counter, lineId: string): Promise<void> {
  const cart = await counter.api().cart.current();
  const waiting = cart.lines.find((line) => line.lineId === lineId)?.missingSerials ?? 0;
  for (let i = 0; i < waiting; i += 1) {
    await counter.pass(counter.dice.between(1_000, 4_000));
    const code = counter.nextSerial();
    const scanned = must(
      await counter.api().cart.scan({ code, source: 'wedge', lineId }),
      'scanning a serial number',
    );
    if (scanned.outcome.did !== 'serial') throw new Error(`${code} was not taken as serial`);
    counter.tally.serials += 1;
  }
}

/** Pays the cart in cash: the exact amount, one of the quick notes, or what the customer has in hand. */
export async function payCash(counter: Counter): Promise<SaleCard> {
  const cart = await counter.api().cart.current();
  await counter.pass(counter.dice.between(4_000, 25_000));
  return settle(counter, cart, tenderFor(counter, cart));
}

/** Pays a cart with `tenderedFen`, or with the exact amount where it is null. */
export async function settle(
  counter: Counter,
  cart: CartView,
  tenderedFen: number | null,
): Promise<SaleCard> {
  if (!cart.cartId) throw new Error('an empty cart cannot be paid');
  const payment = {
    requestId: counter.requestId(),
    cartId: cart.cartId,
    expectedDueFen: cart.dueFen,
    tenderedFen,
  };
  const sale = must(await counter.api().checkout.payCash(payment), 'paying');
  const { tally } = counter;
  tally.sales += 1;
  tally.takingsFen += sale.dueFen;
  tally.asideFen += sale.subsidyFen + sale.depositFen;
  tally.tenderedFen += sale.tenderedFen;
  tally.changeFen += sale.changeFen;
  tally.tickets += sale.tickets.length;
  await counter.core.printQueue.idle();
  return sale;
}

function tenderFor(counter: Counter, cart: CartView): number | null {
  const { dice } = counter;
  if (dice.chance(55)) return null;
  if (cart.quickCash.length > 0 && dice.chance(60)) return dice.pick(cart.quickCash);
  return Math.ceil(cart.payFen / 1_000) * 1_000 + dice.pick([0, 0, 100, 500]);
}
