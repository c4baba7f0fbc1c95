import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Caller, type DemoTill, demoTill } from '../../../test/support/demo-till.ts';

let demo: DemoTill;
let cashier: Caller;
beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
});
afterEach(() => demo.close());

const MINUTE = 60_000;

describe('a till that stands alone', () => {
  it('locks, though its screen reads on by itself', async () => {
    const { autoLockMinutes } = await cashier.session.state();
    for (let minute = 1; minute < autoLockMinutes; minute += 1) {
      demo.advance(MINUTE);
      await cashier.system.status();
      await cashier.cart.current();
      await cashier.checkout.lastSale();
    }
    demo.advance(MINUTE);
    await expect(cashier.cart.current()).rejects.toThrow('session_locked');
    expect(await cashier.session.state()).toMatchObject({ state: 'locked' });
  });

  it('does not lock under the hands of somebody who scans', async () => {
    const { autoLockMinutes } = await cashier.session.state();
    for (let minute = 0; minute < 2 * autoLockMinutes; minute += 1) {
      demo.advance(MINUTE);
      await cashier.cart.scan({ code: 'NOSUCHCODE', source: 'wedge' });
    }
    expect(await cashier.session.state()).toMatchObject({ state: 'signed_in' });
  });
});
