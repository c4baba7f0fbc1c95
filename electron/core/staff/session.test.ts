import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  alone,
  CASHIER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { countEntries } from '../journal/journal-table.ts';
import { waitAfter } from './pin-check.ts';
import { authorise, lockSession, sessionOf, signIn, signOut, unlockSession } from './session.ts';
import { sessionState } from './session-state.ts';
import { changePin, deactivateStaff } from './staff.ts';

let demo: PeopleTill;
beforeEach(() => {
  demo = peopleTill();
});
afterEach(() => demo.remove());

const SECOND = 1_000;
const MINUTE = 60_000;

async function tryPin(pin: string, staffId = 'demo-owner'): Promise<string> {
  return outcome(await signIn(demo.till, { staffId, pin }));
}
async function tokenOf(staffId: string, pin: string): Promise<string> {
  return taken(await signIn(demo.till, { staffId, pin })).token;
}

describe('signing in', () => {
  it('takes the right PIN of a person who works here, and no other', async () => {
    expect(await tryPin('3333')).toBe('done');
    expect(await tryPin('1111')).toBe('pin_wrong');
    expect(await tryPin('3333', 'nobody')).toBe('staff_unknown');
    taken(deactivateStaff(demo.till, alone(OWNER), { staffId: 'demo-cashier' }));
    expect(await tryPin('1111', 'demo-cashier')).toBe('staff_unknown');
  });

  it('keeps only a hash of the token and of the PIN', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    const rows = demo.till.db.prepare('SELECT * FROM staff_session').all();
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const hash = demo.till.db.prepare('SELECT pin_hash FROM staff_member').pluck().get();
    expect(hash).toMatch(/^\$argon2id\$/);
  });

  it('journals each sign-in, each sign-out and each wrong PIN, but not a try that had to wait', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    signOut(demo.till, token);
    for (let i = 0; i < 8; i += 1) await tryPin('0000');
    const count = (type: 'SIGN_IN' | 'SIGN_OUT' | 'SIGN_IN_FAILED') =>
      countEntries(demo.till.db, '01', type, 0);
    expect([count('SIGN_IN'), count('SIGN_OUT'), count('SIGN_IN_FAILED')]).toEqual([1, 1, 5]);
  });
});

describe('guessing a PIN', () => {
  it('is free five times, then waits 1 s, 2 s, 4 s … up to a minute', () => {
    const waits = [1, 4, 5, 6, 7, 8, 10, 11, 12, 500].map((n) => waitAfter(n) / SECOND);
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 32, 60, 60, 60]);
  });

  it('succeeds with the right PIN only after the wait', async () => {
    for (let i = 0; i < 5; i += 1) expect(await tryPin('0000')).toBe('pin_wrong');
    expect(await tryPin('3333')).toBe('pin_must_wait');
    demo.pass(999);
    expect(await tryPin('3333')).toBe('pin_must_wait');
    demo.pass(1);
    expect(await tryPin('3333')).toBe('done');
    expect(await tryPin('0000')).toBe('pin_wrong');
  });

  it('gets at most 100 tries in any hour, however fast it goes', async () => {
    let failed = 0;
    for (let second = 0; second < 3_600; second += 1) {
      if ((await tryPin('0000')) === 'pin_wrong') failed += 1;
      demo.pass(SECOND);
    }
    expect(failed).toBeGreaterThan(50);
    expect(failed).toBeLessThanOrEqual(100);
  });

  it('is not helped by many tries at the same time', async () => {
    const pins = Array.from({ length: 40 }, (_, i) => String(4000 + i));
    const all = await Promise.all(pins.map((pin) => tryPin(pin)));
    expect(all.filter((code) => code === 'pin_wrong')).toHaveLength(5);
  });

  it('does not slow anybody else down', async () => {
    for (let i = 0; i < 6; i += 1) await tryPin('0000');
    expect(await tryPin('1111', 'demo-cashier')).toBe('done');
  });

  it('is not helped by a restart: the whole wait begins again', async () => {
    for (let i = 0; i < 5; i += 1) await tryPin('0000');
    demo.restart();
    expect(await tryPin('3333')).toBe('pin_must_wait');
    demo.restart();
    expect(await tryPin('3333')).toBe('pin_must_wait');
    demo.pass(SECOND);
    expect(await tryPin('3333')).toBe('done');
  });

  it.each([
    ['a year forward', 365 * 24 * 60 * MINUTE],
    ['a year back', -365 * 24 * 60 * MINUTE],
    ['to 1970', -Date.parse('2026-06-18T09:00:00+08:00')],
  ])('is not helped by setting the clock %s', async (_, ms) => {
    for (let i = 0; i < 5; i += 1) await tryPin('0000');
    demo.pass(ms, 'by setting the clock');
    expect(await tryPin('3333')).toBe('pin_must_wait');
    demo.pass(SECOND);
    expect(await tryPin('3333')).toBe('done');
  });

  it('without a monotonic clock waits the full time again when the clock is set back', async () => {
    let now = 10_000_000;
    const till = { ...demo.till, clock: { now: () => now } };
    for (let i = 0; i < 5; i += 1) await signIn(till, { staffId: 'demo-owner', pin: '0000' });
    const again = () => signIn(till, { staffId: 'demo-owner', pin: '3333' });
    now -= 5_000_000;
    expect(outcome(await again())).toBe('pin_must_wait');
    now += 999;
    expect(outcome(await again())).toBe('pin_must_wait');
    now += 1;
    expect(outcome(await again())).toBe('done');
  });
});

describe('a session', () => {
  it.each([
    ['demo-cashier', '1111', 'sell', 'done'],
    ['demo-cashier', '1111', 'below_floor', 'right_missing'],
    ['demo-cashier', '1111', 'edit_settings', 'right_missing'],
    ['demo-trainer', '4444', 'no_sale', 'right_missing'],
    ['demo-manager', '2222', 'accept_over_short', 'done'],
    ['demo-manager', '2222', 'edit_staff', 'right_missing'],
    ['demo-owner', '3333', 'edit_staff', 'done'],
  ] as const)('of %s (%s) asking for %s: %s', async (staffId, pin, right, expected) => {
    const token = await tokenOf(staffId, pin);
    expect(outcome(authorise(demo.till, token, right))).toBe(expected);
  });

  it('is nobody without a token, with a made-up one and after signing out', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    expect(outcome(authorise(demo.till, null, 'sell'))).toBe('not_signed_in');
    expect(outcome(authorise(demo.till, `${token}x`, 'sell'))).toBe('not_signed_in');
    signOut(demo.till, token);
    expect(outcome(authorise(demo.till, token, 'sell'))).toBe('not_signed_in');
    signOut(demo.till, token);
  });

  it('locks after the set minutes without use, also across a restart, and stays open while used', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    for (let i = 0; i < 5; i += 1) {
      demo.pass(9 * MINUTE);
      expect(outcome(authorise(demo.till, token, 'sell'))).toBe('done');
    }
    demo.pass(9 * MINUTE);
    demo.restart();
    expect(outcome(authorise(demo.till, token, 'sell', true))).toBe('done');
    demo.pass(1 * MINUTE);
    expect(outcome(authorise(demo.till, token, 'sell'))).toBe('session_locked');
    demo.restart();
    expect(outcome(authorise(demo.till, token, 'sell'))).toBe('session_locked');
  });

  it('does not stay open by a screen that only polls', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    for (let i = 0; i < 12; i += 1) {
      demo.pass(MINUTE);
      sessionState(demo.till, token);
      authorise(demo.till, token, 'sell', true);
    }
    expect(outcome(authorise(demo.till, token, 'sell'))).toBe('session_locked');
  });

  it('locks when the clock is set back by more than the idle time', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    demo.pass(-60 * MINUTE, 'by setting the clock');
    expect(outcome(authorise(demo.till, token, 'sell'))).toBe('session_locked');
  });

  it('is opened again by the same person only, with the same cart and the same token', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    lockSession(demo.till, token);
    expect(sessionState(demo.till, token)).toMatchObject({
      state: 'locked',
      rights: [],
      discountRate: 0,
    });
    expect(outcome(await unlockSession(demo.till, token, '2222'))).toBe('pin_wrong');
    expect(taken(await unlockSession(demo.till, token, '1111'))).toEqual(CASHIER);
    expect(sessionState(demo.till, token)).toMatchObject({ state: 'signed_in', discountRate: 300 });
    expect(outcome(await unlockSession(demo.till, 'no-token', '1111'))).toBe('not_signed_in');
  });

  it('writes the time of use once a minute at most', async () => {
    const token = await tokenOf('demo-cashier', '1111');
    const changes = () => demo.till.db.prepare('SELECT total_changes()').pluck().get() as number;
    const before = changes();
    for (let i = 0; i < 59; i += 1) {
      demo.pass(SECOND);
      authorise(demo.till, token, 'sell');
    }
    expect(changes() - before).toBe(0);
    demo.pass(SECOND);
    authorise(demo.till, token, 'sell');
    expect(changes() - before).toBe(1);
  });

  it('ends when the person is taken off the list or gets a new PIN', async () => {
    const cashier = await tokenOf('demo-cashier', '1111');
    const manager = await tokenOf('demo-manager', '2222');
    taken(deactivateStaff(demo.till, alone(OWNER), { staffId: 'demo-cashier' }));
    taken(await changePin(demo.till, alone(OWNER), { staffId: 'demo-manager', pin: '8054' }));
    expect(sessionOf(demo.till, cashier)).toBeNull();
    expect(sessionOf(demo.till, manager)).toBeNull();
    expect(await tryPin('2222', 'demo-manager')).toBe('pin_wrong');
    expect(await tryPin('8054', 'demo-manager')).toBe('done');
  });
});
