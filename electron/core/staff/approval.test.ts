import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  CASHIER,
  MANAGER,
  OWNER,
  outcome,
  type PeopleTill,
  peopleTill,
  taken,
} from '../../../test/support/people-till.ts';
import { eachEntry } from '../journal/journal-table.ts';
import { allowedBy, approve, deedOf, mayDo, type Need } from './approval.ts';

let demo: PeopleTill;
beforeEach(() => {
  demo = peopleTill();
});
afterEach(() => demo.remove());

const PINS: Record<string, string> = {
  'demo-cashier': '1111',
  'demo-manager': '2222',
  'demo-owner': '3333',
};

async function ask(staffId: string, need: Need, pin = PINS[staffId] ?? '0000'): Promise<string> {
  return outcome(await approve(demo.till, { staffId, pin }, need));
}
function journalled(type: string): readonly string[] {
  return [...eachEntry(demo.till.db, '01')]
    .filter((entry) => entry.type === type)
    .map((entry) => `${entry.operator} ${entry.payload}`);
}

describe('an approval in place', () => {
  it.each([
    ['demo-manager', { right: 'below_floor' }, 'done'],
    ['demo-manager', { right: 'manual_discount', rate: 1000 }, 'done'],
    ['demo-manager', { right: 'manual_discount', rate: 1001 }, 'approval_refused'],
    ['demo-owner', { right: 'manual_discount', rate: 1001 }, 'done'],
    ['demo-cashier', { right: 'below_floor' }, 'approval_refused'],
    ['demo-cashier', { right: 'manual_discount', rate: 301 }, 'approval_refused'],
    ['demo-manager', { right: 'edit_staff' }, 'approval_refused'],
  ] as const)('by %s of %j: %s', async (staffId, need, expected) => {
    expect(await ask(staffId, need)).toBe(expected);
  });

  it('needs the PIN of exactly the person who is named', async () => {
    expect(await ask('demo-manager', { right: 'below_floor' }, '1111')).toBe('pin_wrong');
    expect(await ask('nobody', { right: 'below_floor' })).toBe('staff_unknown');
  });

  it('is slowed like a sign-in, and counts together with it', async () => {
    for (let i = 0; i < 5; i += 1) await ask('demo-manager', { right: 'no_sale' }, '0000');
    expect(await ask('demo-manager', { right: 'no_sale' })).toBe('pin_must_wait');
  });

  it('holds for one action: the next one has nobody behind it', async () => {
    const need = { right: 'below_floor' } as const;
    const approval = { staffId: 'demo-manager', pin: '2222' };
    const first = taken(await deedOf(demo.till, CASHIER, approval, need));
    const second = taken(await deedOf(demo.till, CASHIER, undefined, need));
    expect(allowedBy(first, need)).toEqual(MANAGER);
    expect(allowedBy(second, need)).toBeNull();
    expect(journalled('APPROVAL')).toEqual(['demo-manager {"right":"below_floor"}']);
  });

  it('leaves a trace of who tried in vain', async () => {
    await ask('demo-manager', { right: 'no_sale' }, '0000');
    await ask('demo-cashier', { right: 'no_sale' });
    expect(journalled('APPROVAL_REFUSED')).toEqual([
      'demo-manager {"right":"no_sale","why":"pin_wrong"}',
      'demo-cashier {"right":"no_sale","why":"right_missing"}',
    ]);
  });

  it('is not needed by who may do it alone', () => {
    expect(mayDo(OWNER, { right: 'manual_discount', rate: 10_000 })).toBe(true);
    expect(allowedBy({ by: MANAGER, approvedBy: null }, { right: 'no_sale' })).toEqual(MANAGER);
  });
});
