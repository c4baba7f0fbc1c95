import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../shared/contract/rights.ts';
import { DEFAULT_SETTINGS } from '../../../shared/contract/system.ts';
import {
  approvalOf,
  type Caller,
  type DemoTill,
  demoTill,
} from '../../../test/support/demo-till.ts';
import { countEntries } from '../journal/journal-table.ts';
import { savePerson } from '../staff/personal-data.ts';
import { callerFor } from './app-router.ts';

let demo: DemoTill;
beforeEach(async () => {
  demo = await demoTill();
});
afterEach(() => demo.close());

/** The code of an answer that is a refusal, or 'ok'. */
const codeOf = (answer: { ok: true } | { ok: false; refusal: { code: string } }): string =>
  answer.ok ? 'ok' : answer.refusal.code;
const yuan = (amount: number) => ({ pieces: {}, otherFen: amount * 100 });

const PAY_OUT = { kind: 'paid_out', category: 'meals', amountFen: 1_000, payee: '小吃店' } as const;

/** Every call of these routers that needs somebody, with the least role that may make it. */
const CALLS: readonly (readonly [string, Role, (caller: Caller) => Promise<unknown>])[] = [
  ['shift.state', 'cashier', (c) => c.shift.state()],
  ['shift.standing', 'cashier', (c) => c.shift.standing()],
  ['shift.open', 'cashier', (c) => c.shift.open({ float: yuan(1) })],
  ['shift.matters', 'cashier', (c) => c.shift.matters()],
  ['shift.startCount', 'cashier', (c) => c.shift.startCount()],
  ['shift.submitCount', 'cashier', (c) => c.shift.submitCount({ count: yuan(1), attempt: 1 })],
  ['shift.backToSelling', 'cashier', (c) => c.shift.backToSelling()],
  ['shift.counts', 'cashier', (c) => c.shift.counts()],
  ['shift.close', 'cashier', (c) => c.shift.close({ countSeq: 1 })],
  ['shift.handOver', 'cashier', (c) => c.shift.handOver({ countSeq: 1 })],
  [
    'shift.takeOver',
    'cashier',
    (c) => c.shift.takeOver({ handoverId: 'x', count: yuan(1), attempt: 1, dispute: null }),
  ],
  ['shift.handovers', 'cashier', (c) => c.shift.handovers()],
  [
    'shift.settleHandover',
    'manager',
    (c) => c.shift.settleHandover({ handoverId: 'x', bears: 'shop', note: '没事' }),
  ],
  ['cash.list', 'cashier', (c) => c.cash.list()],
  ['cash.move', 'cashier', (c) => c.cash.move({ ...PAY_OUT, requestId: crypto.randomUUID() })],
  [
    'cash.undo',
    'cashier',
    (c) => c.cash.undo({ requestId: crypto.randomUUID(), movementId: 'x', note: '写错' }),
  ],
  ['shift.zReports', 'cashier', (c) => c.shift.zReports({})],
  ['shift.xReport', 'manager', (c) => c.shift.xReport()],
  ['fulfilment.list', 'cashier', (c) => c.fulfilment.list({})],
  ['fulfilment.detail', 'cashier', (c) => c.fulfilment.detail({ ticketId: 'x' })],
  ['customer.search', 'cashier', (c) => c.customer.search({ phoneEnd: '8000' })],
  ['customer.reveal', 'manager', (c) => c.customer.reveal({ personId: 'x' })],
  ['settings.get', 'manager', (c) => c.settings.get()],
  ['settings.save', 'manager', (c) => c.settings.save(DEFAULT_SETTINGS)],
  ['staff.list', 'owner', (c) => c.staff.list()],
  ['staff.add', 'owner', (c) => c.staff.add({ name: '新人', role: 'cashier', pin: '7391' })],
  ['staff.changePin', 'owner', (c) => c.staff.changePin({ staffId: 'ghost', pin: '7391' })],
  ['staff.deactivate', 'owner', (c) => c.staff.deactivate({ staffId: 'ghost' })],
];
const RANK: readonly Role[] = ['trainer', 'cashier', 'manager', 'owner'];

describe('who may call what', () => {
  it.each(CALLS)('%s needs at least a %s', async (_, least, call) => {
    await expect(call(demo.anonymous)).rejects.toThrow('not_signed_in');
    for (const role of RANK.filter((one) => one !== 'trainer')) {
      const caller = await demo.signIn(role);
      if (RANK.indexOf(role) < RANK.indexOf(least)) {
        await expect(call(caller)).rejects.toThrow('right_missing');
      } else await expect(call(caller)).resolves.toBeDefined();
    }
  });

  it('nobody may use a locked till', async () => {
    const caller = await demo.signIn('owner');
    await caller.session.lock();
    for (const [, , call] of CALLS) await expect(call(caller)).rejects.toThrow('session_locked');
  });
});

describe('the session at the screen', () => {
  it('begins signed out, with the cards and PINs of the demo store', async () => {
    expect(await demo.anonymous.session.state()).toMatchObject({
      state: 'signed_out',
      staff: null,
    });
    const cards = await demo.anonymous.session.staff();
    expect(cards.map((card) => card.demoPin)).toEqual(['1111', '2222', '3333', '4444']);
  });

  it('belongs to the person who signed in last', async () => {
    const token = await demo.token('cashier');
    const first = callerFor({ core: demo.core, token });
    const answer = await first.session.signIn(approvalOf('manager'));
    expect(answer).toMatchObject({ ok: true, value: { session: { state: 'signed_in' } } });
    expect(await first.session.state()).toMatchObject({ state: 'signed_out' });
  });

  it('locks, opens with the same person’s PIN, and ends', async () => {
    const caller = await demo.signIn('cashier');
    expect(await caller.session.lock()).toMatchObject({ value: { state: 'locked' } });
    expect(await caller.session.unlock({ pin: '2222' })).toMatchObject({ ok: false });
    expect(await caller.session.unlock({ pin: '1111' })).toMatchObject({
      value: { state: 'signed_in', staff: { name: '小李' } },
    });
    expect(await caller.session.signOut()).toMatchObject({ value: { state: 'signed_out' } });
    expect(await caller.session.state()).toMatchObject({ state: 'signed_out' });
  });

  it('cannot be set up a second time', async () => {
    const answer = await demo.anonymous.session.setUp({
      storeName: '别家店',
      branch: '',
      address: '',
      phone: '',
      ownerName: '外人',
      pin: '4096',
    });
    expect(answer).toMatchObject({ refusal: { code: 'store_already_set_up' } });
  });

  it.each(['', '1', '1'.repeat(13)])(
    'throws back a PIN like "%s" before any look-up',
    async (pin) => {
      const signIn = demo.anonymous.session.signIn({ staffId: 'demo-owner', pin });
      await expect(signIn).rejects.toThrow();
    },
  );
});

describe('closing with a difference', () => {
  it('takes a reason and one approval for this close, by a person who may give it', async () => {
    const caller = await demo.signIn('cashier');
    await caller.shift.startCount();
    await caller.shift.submitCount({ count: yuan(400), attempt: 1 });
    type Close = Parameters<typeof caller.shift.close>[0];
    const refusal = async (input: Omit<Close, 'countSeq'>) => {
      const answer = await caller.shift.close({ ...input, countSeq: 1 });
      return answer.ok ? 'done' : answer.refusal.code;
    };
    const reason = '找零出错';
    expect(await refusal({ reason })).toBe('approval_needed');
    expect(await refusal({ approval: approvalOf('manager') })).toBe('over_short_needs_reason');
    expect(await refusal({ reason, approval: approvalOf('cashier') })).toBe('approval_refused');
    const wrongPin = { ...approvalOf('manager'), pin: '9999' };
    expect(await refusal({ reason, approval: wrongPin })).toBe('pin_wrong');
    // The approval given above was for a close that was refused; it does not linger.
    expect(await refusal({ reason })).toBe('approval_needed');
    expect(await refusal({ reason, approval: approvalOf('manager') })).toBe('done');
    const [report] = await caller.shift.zReports({});
    expect(report).toMatchObject({
      zNumber: 1,
      overShortFen: -10_000,
      approvedBy: '王店长',
      reason,
    });
    expect(countEntries(demo.till.db, '01', 'APPROVAL', 0)).toBe(2);
  });
});

describe('hostile text', () => {
  it.each(['<img src=x onerror=alert(1)>', "'); DROP TABLE person; --", '\u0000', '{{7*7}}'])(
    'in a name (%j) is kept as text and finds nothing else',
    async (name) => {
      savePerson(demo.till, { name: `王${name}`, phone: '13812348000', address: '' });
      const caller = await demo.signIn('cashier');
      const [found] = await caller.customer.search({ phoneEnd: '8000' });
      expect(found?.name.startsWith('王*')).toBe(true);
      await expect(caller.customer.search({ phoneEnd: name })).rejects.toThrow();
    },
  );
});

describe('paying out', () => {
  const payOut = { kind: 'paid_out', category: 'repair', payee: '老王修理' } as const;
  const requestId = () => crypto.randomUUID();

  it('beyond a cashier’s own limit takes a manager’s PIN, for that amount alone', async () => {
    const caller = await demo.signIn('cashier');
    await caller.cash.move({
      ...{ kind: 'paid_in', category: 'float_top_up', amountFen: 200_000 },
      requestId: requestId(),
    });
    const large = { ...payOut, amountFen: 50_001, requestId: requestId() };
    expect(codeOf(await caller.cash.move(large))).toBe('approval_needed');
    const wrong = { ...approvalOf('manager'), pin: '9999' };
    expect(codeOf(await caller.cash.move({ ...large, approval: wrong }))).toBe('pin_wrong');
    const own = approvalOf('cashier');
    expect(codeOf(await caller.cash.move({ ...large, approval: own }))).toBe('approval_refused');
    const answer = await caller.cash.move({ ...large, approval: approvalOf('manager') });
    expect(answer).toMatchObject({ value: { amountFen: -50_001, approvedByName: '王店长' } });
    expect(codeOf(await caller.cash.move({ ...large, requestId: requestId() }))).toBe(
      'approval_needed',
    );
    expect(await caller.cash.list()).toHaveLength(2);
  });

  it('wakes the printer: the slip comes out', async () => {
    const caller = await demo.signIn('cashier');
    await caller.cash.move({ ...payOut, amountFen: 100, requestId: requestId() });
    await demo.core.printQueue.idle();
    const [sheet] = await caller.printing.paper({ limit: 1 });
    expect(sheet).toMatchObject({ kind: 'cash_slip' });
    expect(sheet?.text).toContain('老王修理');
  });

  it.each([
    ['a category of another kind', { category: 'float_top_up' as const }],
    ['half a fen', { amountFen: 0.5 }],
    ['more than any shop has', { amountFen: 10_000_000_001 }],
    ['a request without an id', { requestId: '' }],
  ])('with %s is no call that a screen makes', async (_, change) => {
    const caller = await demo.signIn('cashier');
    const input = { ...payOut, amountFen: 100, requestId: requestId(), ...change };
    await expect(caller.cash.move(input)).rejects.toThrow();
    expect(await caller.cash.list()).toEqual([]);
  });
});
