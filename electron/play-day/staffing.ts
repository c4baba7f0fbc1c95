import type { StaffCard } from '../../shared/contract/session.ts';
import { type Counter, must, mustRefuse } from './counter.ts';

/** The cashier's own PIN, which the demo store shows on its sign-in screen. */
function pinOf(card: StaffCard): string {
  if (card.demoPin === null) throw new Error(`the PIN of ${card.staffId} is not known`);
  return card.demoPin;
}

function someone(counter: Counter, roles: readonly StaffCard['role'][]): StaffCard {
  const found = counter.staff.filter((card) => roles.includes(card.role));
  return counter.dice.pick(found);
}

/** Somebody is at the till and may sell: signs in, or unlocks what locked itself meanwhile. */
export async function takeSeat(counter: Counter): Promise<void> {
  const { state, staff } = await counter.api().session.state();
  if (state === 'signed_in') return;
  if (state === 'locked' && staff) {
    counter.tally.locks += 1;
    const card = counter.staff.find((one) => one.staffId === staff.staffId) ?? staff;
    must(await counter.api().session.unlock({ pin: pinOf(card) }), 'unlocking');
    return;
  }
  await signIn(counter, someone(counter, ['cashier']));
}

async function signIn(counter: Counter, card: StaffCard): Promise<void> {
  const { staffId } = card;
  const signedIn = must(
    await counter.api().session.signIn({ staffId, pin: pinOf(card) }),
    'signing in',
  );
  counter.seat(signedIn.token);
  counter.tally.signIns += 1;
}

/** A person of `role` takes the till over, with the cart as it stands. */
export async function seatRole(counter: Counter, role: StaffCard['role']): Promise<void> {
  await signIn(counter, someone(counter, [role]));
}

/** A manager or the owner, as the approval dialog gets them. */
export function approver(counter: Counter): { readonly staffId: string; readonly pin: string } {
  const card = someone(counter, ['manager', 'owner']);
  counter.tally.approvals += 1;
  return { staffId: card.staffId, pin: pinOf(card) };
}

/** The cashier goes for tea and locks the till; once in a while the PIN is mistyped on the way back. */
export async function lockTheTill(counter: Counter): Promise<void> {
  await counter.api().session.lock();
  await counter.pass(counter.dice.between(60_000, 300_000));
  if (counter.dice.chance(30)) {
    mustRefuse(counter, await counter.api().session.unlock({ pin: '9753' }), 'pin_wrong');
  }
  await takeSeat(counter);
}

/** Another person takes the till over. */
export async function changeCashier(counter: Counter): Promise<void> {
  await counter.api().session.signOut();
  counter.seat(null);
  await signIn(counter, someone(counter, ['cashier', 'manager', 'owner']));
}
