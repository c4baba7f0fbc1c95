import type { Answer } from '../../shared/contract/answer.ts';
import type { MoveCashInput } from '../../shared/contract/cash-movement.ts';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import type { CashCountInput, CountResult, ZReport } from '../../shared/contract/shift.ts';
import { type Counter, must, mustRefuse } from './counter.ts';
import { expectedInDrawer } from './day-tally.ts';
import { approver, seatRole } from './staffing.ts';

/** What may be wrong with a count, in fen; most counts are right. */
const SLIPS = [0, 0, 0, 0, -50, 100, -300, 1_000, -5_000];
const WHY = ['找零给错', '零钱没点清', '查不出原因'] as const;

/** A carrier, a meal, a repair: cash goes out for something that is no goods. */
export async function payOut(counter: Counter): Promise<void> {
  const { dice } = counter;
  const category = dice.pick(['freight', 'meals', 'repair'] as const);
  const amountFen = dice.between(5, 120) * 100;
  await move(counter, { kind: 'paid_out', category, amountFen, payee: '老周' });
}

/** Large notes go into the safe, so that the drawer holds little. */
export async function dropIntoSafe(counter: Counter): Promise<void> {
  const amountFen = Math.floor(expectedInDrawer(counter.tally) / 20_000) * 10_000;
  if (amountFen > 0) await move(counter, { kind: 'safe_drop', category: 'safe_drop', amountFen });
}

/** Change from the safe, noted by mistake and taken back at once. */
export async function topUpByMistake(counter: Counter): Promise<void> {
  const category = 'float_top_up';
  const movementId = await move(counter, { kind: 'paid_in', category, amountFen: 20_000 });
  if (movementId === null) return;
  const asked = { requestId: counter.requestId(), movementId, note: '记错了' };
  const done = await allowed(counter, (given) => counter.api().cash.undo({ ...asked, ...given }));
  counter.tally.movements += 1;
  counter.tally.movedFen += must(done, 'taking a movement back').amountFen;
}

/** More than the drawer holds cannot leave it, whoever allows it. */
export async function tooLargeDeposit(counter: Counter): Promise<void> {
  const asked = {
    ...({
      requestId: counter.requestId(),
      kind: 'bank_deposit',
      category: 'bank_deposit',
    } as const),
    ...{ amountFen: expectedInDrawer(counter.tally) + 1, slipNumber: '20260618-1' },
    approval: approver(counter),
  };
  mustRefuse(counter, await counter.api().cash.move(asked), 'cash_not_in_drawer');
}

/**
 * The drawer changes hands: the cashier counts blind and goes, the manager counts blind and takes it, with a dispute
 * where the two differ. Begins and ends with an empty counter.
 */
export async function changeHands(counter: Counter): Promise<void> {
  const { dice, tally } = counter;
  await seatRole(counter, 'cashier');
  const count = await countDrawer(counter);
  const end = (given: Given) =>
    counter.api().shift.handOver({ countSeq: count.seq, ...given, reason: given.reason ?? '' });
  const { handover } = must(await explained(counter, end), 'handing over');
  await seatRole(counter, 'manager');
  const receivedFen = Math.max(0, count.countedFen + dice.pick(SLIPS));
  const taken = {
    handoverId: handover.handoverId,
    count: asPieces(receivedFen),
  };
  const first = must(
    await counter.api().shift.takeOver({ ...taken, attempt: 1, dispute: null }),
    'taking over',
  );
  if (first.state === 'differs') {
    const again = { ...taken, attempt: first.attempt, dispute: '交班人点错' };
    must(await counter.api().shift.takeOver(again), 'taking over with a dispute');
    const settled = { handoverId: handover.handoverId, bears: 'shop' as const, note: '各认一半' };
    must(await counter.api().shift.settleHandover(settled), 'settling a dispute');
    tally.disputes += 1;
  }
  tally.handovers += 1;
  tally.floatFen += receivedFen - expectedInDrawer(tally);
  await counter.core.printQueue.idle();
}

/** The end of the day: a blind count, a reason and a manager where it is far off, and the Z. */
export async function closeTheDay(counter: Counter): Promise<ZReport> {
  await seatRole(counter, 'cashier');
  const count = await countDrawer(counter);
  const end = (given: Given) =>
    counter.api().shift.close({ countSeq: count.seq, ...given, reason: given.reason ?? '' });
  const { report } = must(await explained(counter, end), 'closing the day');
  counter.tally.overShortFen += count.overShortFen;
  await counter.core.printQueue.idle();
  return report;
}

type Given = { readonly reason?: string; readonly approval?: ReturnType<typeof approver> };

/** Counts once, and again where the till finds it far off; the last count stands. */
async function countDrawer(counter: Counter): Promise<CountResult> {
  const { api, dice, tally } = counter;
  let { attempt } = must(await api().shift.startCount(), 'beginning to count');
  const expectedFen = expectedInDrawer(tally);
  for (;;) {
    const count = asPieces(Math.max(0, expectedFen + dice.pick(SLIPS)));
    const counted = must(await api().shift.submitCount({ count, attempt }), 'counting');
    if (counted.expectedFen !== expectedFen) {
      throw new Error(`the till expects ${counted.expectedFen} and the pencil ${expectedFen}`);
    }
    attempt += 1;
    if (!counted.needsApproval || dice.chance(50)) return counted;
  }
}

/** Large notes, and what is left loose. */
function asPieces(amountFen: number): CashCountInput {
  return {
    pieces: { '10000': Math.floor(amountFen / 10_000) },
    otherFen: amountFen % 10_000,
  };
}

/** Ends a shift, with a reason and then a manager as far as the till asks for them. */
async function explained<Value>(
  counter: Counter,
  end: (given: Given) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const bare = await end({});
  if (bare.ok) return bare;
  const reason = counter.dice.pick(WHY);
  if (bare.refusal.code === 'over_short_needs_reason') {
    mustRefuse(counter, bare, 'over_short_needs_reason');
  }
  return allowed(counter, (given) => end({ ...given, reason }));
}

/** Asks a manager where the till says that one is needed. */
async function allowed<Value>(
  counter: Counter,
  ask: (given: Given) => Promise<Answer<Value>>,
): Promise<Answer<Value>> {
  const alone = await ask({});
  const needed: ErrorCode = 'approval_needed';
  if (alone.ok || alone.refusal.code !== needed) return alone;
  mustRefuse(counter, alone, needed);
  return ask({ approval: approver(counter) });
}

/** Moves cash, and answers the movement; null where the drawer holds too little. */
async function move(
  counter: Counter,
  what: Pick<MoveCashInput, 'kind' | 'category' | 'amountFen'> & { readonly payee?: string },
): Promise<string | null> {
  const asked = { requestId: counter.requestId(), ...what };
  const answer = await allowed(counter, (given) => counter.api().cash.move({ ...asked, ...given }));
  if (!answer.ok && answer.refusal.code === 'cash_not_in_drawer') {
    mustRefuse(counter, answer, 'cash_not_in_drawer');
    return null;
  }
  const moved = must(answer, 'moving cash');
  counter.tally.movements += 1;
  counter.tally.movedFen += moved.amountFen;
  await counter.core.printQueue.idle();
  return moved.movementId;
}
