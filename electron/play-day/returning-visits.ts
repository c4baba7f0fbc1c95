import type { Condition, ReturnableSale } from '../../shared/contract/returns.ts';
import { refundOf } from '../../shared/domain/returns/returnable-units.ts';
import { type Counter, must, mustRefuse, scanGood } from './counter.ts';
import { approver, seatRole, takeSeat } from './staffing.ts';

/** What a cashier without a manager may refund at once, in fen. */
const ALONE_FEN = 50_000;

type Choice = {
  readonly sale: ReturnableSale;
  readonly units: readonly {
    readonly position: number;
    readonly unit: number;
    readonly condition: Condition;
  }[];
  readonly refundFen: number;
};

/** A customer brings everything on a receipt back. */
export async function returnWhole(counter: Counter): Promise<void> {
  const sale = await someSale(counter, () => true);
  if (sale)
    await takeBack(
      counter,
      choose(sale, () => 'restock'),
    );
}

/** A customer keeps one thing and brings another back. */
export async function returnPart(counter: Counter): Promise<void> {
  const sale = await someSale(counter, (one) => unitsLeft(one).length > 1);
  if (!sale) return;
  const chosen = counter.dice.pick(unitsLeft(sale));
  await takeBack(
    counter,
    choose(sale, (unit) => (unit === chosen ? 'restock' : null)),
  );
}

/** Something broke: it comes back and is put aside. */
export async function returnDamaged(counter: Counter): Promise<void> {
  const sale = await someSale(counter, () => true);
  if (!sale) return;
  const chosen = counter.dice.pick(unitsLeft(sale));
  await takeBack(
    counter,
    choose(sale, (unit) => (unit === chosen ? 'damaged' : null)),
  );
}

/** The same thing is brought back a second time: the till has paid it back already. */
export async function returnTwice(counter: Counter): Promise<void> {
  const sale = await someSale(counter, () => true);
  if (!sale) return;
  const chosen = counter.dice.pick(unitsLeft(sale));
  const choice = choose(sale, (unit) => (unit === chosen ? 'restock' : null));
  if (!(await takeBack(counter, choice))) return;
  const again = await counter.api().returns.create(request(counter, choice));
  mustRefuse(counter, again, 'unit_already_returned');
}

/** More than the cashier may pay out: the manager looks at it and allows it. */
export async function returnOverLimit(counter: Counter): Promise<void> {
  const { staff } = await counter.api().session.state();
  if (staff?.role !== 'cashier') await seatRole(counter, 'cashier');
  const sale = await someSale(counter, (one) => leftFen(one) > ALONE_FEN);
  if (sale)
    await takeBack(
      counter,
      choose(sale, () => 'restock'),
    );
}

/** Somebody new practises a sale; then the cashier goes on. */
export async function practiseSale(counter: Counter): Promise<void> {
  await seatRole(counter, 'trainer');
  const before = counter.tally.units;
  await scanGood(counter, counter.goods.take('carry'));
  counter.tally.units = before; // nothing was sold
  const cart = await counter.api().cart.current();
  if (cart.cartId && cart.obstacles.length === 0) {
    const practice = {
      requestId: counter.requestId(),
      cartId: cart.cartId,
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    };
    must(await counter.api().checkout.practise(practice), 'practising a sale');
    counter.tally.practised += 1;
    await counter.core.printQueue.idle();
  } else if (cart.cartId) {
    must(await counter.api().cart.clear({ reason: '练习' }), 'clearing practice');
  }
  await counter.api().session.signOut();
  counter.seat(null);
  await takeSeat(counter);
}

/** One of the last sales, found as a customer names it, with something left to bring back. */
async function someSale(
  counter: Counter,
  fits: (sale: ReturnableSale) => boolean,
): Promise<ReturnableSale | null> {
  const api = counter.api();
  const recent = await api.checkout.sales({ limit: 12 });
  const start = counter.dice.between(0, Math.max(0, recent.length - 1));
  for (const card of [...recent.slice(start), ...recent.slice(0, start)]) {
    const text = counter.dice.chance(80) ? `YQ1|R|${card.receiptNumber}` : card.receiptNumber;
    const found = await api.returns.find({ text });
    if (!found.isExact) throw new Error(`${text} does not find its sale`);
    const sale = must(await api.returns.returnable({ saleId: card.saleId }), 'what is left of it');
    if (unitsLeft(sale).length > 0 && fits(sale)) return sale;
  }
  return null;
}

type Unit = ReturnableSale['lines'][number]['units'][number];

function unitsLeft(sale: ReturnableSale): readonly Unit[] {
  return sale.lines.flatMap((line) => line.units.filter((unit) => unit.returned === null));
}

function leftFen(sale: ReturnableSale): number {
  return refundOf(unitsLeft(sale));
}

function choose(sale: ReturnableSale, as: (unit: Unit) => Condition | null): Choice {
  const chosen: Unit[] = [];
  const units = sale.lines.flatMap((line) =>
    line.units.flatMap((unit) => {
      const condition = unit.returned === null ? as(unit) : null;
      if (condition === null) return [];
      chosen.push(unit);
      return [{ position: line.position, unit: unit.unit, condition }];
    }),
  );
  return { sale, units, refundFen: refundOf(chosen) };
}

function request(counter: Counter, choice: Choice) {
  return {
    requestId: counter.requestId(),
    saleId: choice.sale.saleId,
    units: [...choice.units],
    reason: counter.dice.pick(['不想要了', '有质量问题', '买错型号']),
    expectedRefundFen: choice.refundFen,
  };
}

/** What the government was asked for and no longer is, because the goods came back. */
async function reversedFen(counter: Counter): Promise<number> {
  const { sums } = await counter.api().subsidy.list({ state: 'reversed', limit: 1 });
  return sums.find(({ state }) => state === 'reversed')?.fen ?? 0;
}

/** Takes units back, with a manager where the till asks for one; false where the drawer holds too little. */
async function takeBack(counter: Counter, choice: Choice): Promise<boolean> {
  await counter.pass(counter.dice.between(10_000, 60_000));
  const asked = request(counter, choice);
  const reversedBefore = await reversedFen(counter);
  let answer = await counter.api().returns.create(asked);
  if (choice.refundFen > choice.sale.alonePayOutFen) {
    mustRefuse(counter, answer, 'approval_needed');
    answer = await counter.api().returns.create({ ...asked, approval: approver(counter) });
  }
  if (!answer.ok && answer.refusal.code === 'cash_not_in_drawer') {
    mustRefuse(counter, answer, 'cash_not_in_drawer');
    return false;
  }
  const back = must(answer, 'taking goods back');
  if (back.refundFen !== choice.refundFen) throw new Error('another amount was refunded');
  counter.tally.returns += 1;
  counter.tally.refundedFen += back.refundFen;
  counter.tally.subsidyBackFen += (await reversedFen(counter)) - reversedBefore;
  counter.tally.unitsBack += choice.units.length;
  await counter.core.printQueue.idle();
  return true;
}
