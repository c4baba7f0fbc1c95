import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../shared/contract/rights.ts';
import {
  approvalOf,
  type Caller,
  type DemoTill,
  demoTill,
  reprice,
  stockItem,
} from '../../../test/support/demo-till.ts';

let demo: DemoTill;
let cashier: Caller;

beforeEach(async () => {
  demo = await demoTill();
  cashier = await demo.signIn('cashier');
  stockItem(demo.till, { sku: 'FRIDGE', listFen: 200_000 });
  stockItem(demo.till, { sku: 'WASHER', listFen: 100_000, floorFen: 95_000 });
  stockItem(demo.till, { sku: 'LABOUR', listFen: 10_000, kind: 'service', unitLabel: '次' });
});
afterEach(() => demo.close());

async function add(sku: string, quantityMilli = 1000): Promise<string> {
  const answer = await cashier.cart.addItem({ sku, quantityMilli });
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value.lineId;
}
const codeOf = (answer: { ok: boolean; refusal?: { code: string } }): string =>
  answer.ok ? 'ok' : (answer.refusal?.code ?? '');
const price = async (lineId: string, unitFen: number | null, by?: Role, reason = '对手价') =>
  codeOf(
    await cashier.cart.overridePrice({
      lineId,
      unitFen,
      reason,
      ...(by && { approval: approvalOf(by) }),
    }),
  );
const off = async (lineId: string | null, offFen: number, by?: Role, reason = '熟客') =>
  codeOf(
    await cashier.cart.discount({
      lineId,
      rate: null,
      offFen,
      reason,
      ...(by && { approval: approvalOf(by) }),
    }),
  );
const rate = async (lineId: string | null, rate: number, by?: Role) =>
  codeOf(
    await cashier.cart.discount({
      lineId,
      rate,
      offFen: null,
      reason: '熟客',
      ...(by && { approval: approvalOf(by) }),
    }),
  );
const pay = async (): Promise<string> => {
  const cart = await cashier.cart.current();
  return codeOf(
    await cashier.checkout.payCash({
      requestId: `pay-${cart.cartId}`,
      cartId: cart.cartId ?? '',
      expectedDueFen: cart.dueFen,
      tenderedFen: null,
    }),
  );
};
const due = async (): Promise<number> => (await cashier.cart.current()).dueFen;
const obstacles = async (): Promise<readonly string[]> =>
  (await cashier.cart.current()).obstacles.map((o) => o.code);
type Entry = { seq: number; operator: string; payload: Record<string, unknown> };
const entries = (type: string): readonly Entry[] =>
  demo.till.db
    .prepare<[string], { seq: number; operator: string; payload: string }>(
      'SELECT seq, operator, payload FROM journal WHERE type = ? ORDER BY seq',
    )
    .all(type)
    .map((e) => ({ ...e, payload: JSON.parse(e.payload) as Record<string, unknown> }));

describe('what a cashier may take off alone', () => {
  it('three percent on a line, on the cart, or by price; not a fen of the next percent', async () => {
    const lineId = await add('FRIDGE');
    expect(await rate(lineId, 300)).toBe('ok');
    expect(await rate(lineId, 301)).toBe('approval_needed');
    expect(await off(lineId, 6_000)).toBe('ok');
    expect(await off(lineId, 6_100)).toBe('approval_needed');
    await cashier.cart.discount({ lineId, rate: null, offFen: null, reason: '' });
    expect(await price(lineId, 194_000)).toBe('ok');
    expect(await price(lineId, 193_900)).toBe('approval_needed');
    expect(await price(lineId, null)).toBe('ok');
    expect(await rate(null, 300)).toBe('ok');
    expect(await rate(null, 400)).toBe('approval_needed');
    expect(await due()).toBe(194_000);
  });

  it('three percent of 99.90, which is 3.00 after rounding', async () => {
    stockItem(demo.till, { sku: 'KETTLE', listFen: 9_990 });
    const lineId = await add('KETTLE');
    expect(await rate(lineId, 300)).toBe('ok');
    expect((await cashier.cart.current()).netFen).toBe(9_690);
  });

  it('taking a deduction back restores the price', async () => {
    const lineId = await add('FRIDGE');
    await off(lineId, 5_000);
    await rate(null, 50);
    expect(await due()).toBeLessThan(195_000);
    for (const one of [lineId, null]) {
      await cashier.cart.discount({ lineId: one, rate: null, offFen: null, reason: '' });
    }
    expect(await due()).toBe(200_000);
  });

  it('a deduction that is taken back is journalled with the entry it takes back', async () => {
    const lineId = await add('FRIDGE');
    await off(lineId, 3_000);
    await off(lineId, 3_500);
    await rate(null, 50);
    for (const one of [lineId, null, lineId]) {
      await cashier.cart.discount({ lineId: one, rate: null, offFen: null, reason: '' });
    }
    await price(lineId, 195_000);
    await price(lineId, null);
    const given = entries('MANUAL_DISCOUNT');
    const removed = entries('DEDUCTION_REMOVED').map((e) => e.payload);
    expect(removed.map(({ removes, originalSeq }) => [removes, originalSeq])).toEqual([
      ['MANUAL_DISCOUNT', given[1]?.seq],
      ['MANUAL_DISCOUNT', given[2]?.seq],
      ['PRICE_OVERRIDE', entries('PRICE_OVERRIDE')[0]?.seq],
    ]);
    expect(removed[0]).toMatchObject({ lineId, offFen: 3_500 });
  });

  it.each([
    ['no reason', { rate: 100, offFen: null, reason: ' ' }, 'reason_missing'],
    ['nothing', { rate: 0, offFen: null, reason: 'x' }, 'price_not_positive'],
    ['less than nothing', { rate: null, offFen: -100, reason: 'x' }, 'price_not_positive'],
    [
      'more than the goods cost',
      { rate: null, offFen: 200_001, reason: 'x' },
      'discount_too_large',
    ],
    ['more than everything', { rate: 10_001, offFen: null, reason: 'x' }, 'discount_too_large'],
    ['both kinds at once', { rate: 100, offFen: 100, reason: 'x' }, 'discount_too_large'],
  ])('a discount of %s is refused', async (_, input, code) => {
    const lineId = await add('FRIDGE');
    expect(codeOf(await cashier.cart.discount({ lineId, ...input }))).toBe(code);
    expect(codeOf(await cashier.cart.discount({ lineId: null, ...input }))).toBe(code);
    expect(await due()).toBe(200_000);
  });

  it('a price of nothing, one that is a slip of the finger, and a lower one without a reason', async () => {
    const lineId = await add('FRIDGE');
    expect(await price(lineId, 0)).toBe('price_not_positive');
    expect(await price(lineId, -1)).toBe('price_not_positive');
    expect(await price(lineId, 2_000_001)).toBe('price_too_high');
    expect(await price(lineId, 199_000, undefined, '')).toBe('reason_missing');
    expect(await price(lineId, 210_000, undefined, '')).toBe('ok');
  });

  it('a discount on the whole cart needs goods: services keep their price', async () => {
    await add('LABOUR');
    expect(await off(null, 100)).toBe('discount_too_large');
    await add('FRIDGE');
    expect(await off(null, 6_000)).toBe('ok');
    expect((await cashier.cart.current()).lines.map((l) => l.netFen)).toEqual([10_000, 194_000]);
  });
});

describe('an approval in place', () => {
  it('a manager allows ten percent, and the journal names both', async () => {
    const lineId = await add('FRIDGE');
    expect(await off(lineId, 20_000, 'manager')).toBe('ok');
    expect(await pay()).toBe('ok');
    expect(entries('APPROVAL').at(-1)?.operator).toBe('demo-manager');
    expect(entries('MANUAL_DISCOUNT')).toMatchObject([
      { operator: 'demo-cashier', payload: { approvedBy: 'demo-manager', offFen: 20_000 } },
    ]);
  });

  it('beyond the approver’s own limit it is refused, and the owner may', async () => {
    const lineId = await add('FRIDGE');
    expect(await off(lineId, 20_100, 'manager')).toBe('discount_over_limit');
    expect(await off(lineId, 7_000, 'cashier')).toBe('discount_over_limit');
    expect(await due()).toBe(200_000);
    expect(await off(lineId, 20_100, 'owner')).toBe('ok');
  });

  it('a wrong PIN and a stranger allow nothing; the wrong PIN is journalled', async () => {
    const lineId = await add('FRIDGE');
    const ask = (staffId: string) =>
      cashier.cart.discount({
        lineId,
        rate: 1_000,
        offFen: null,
        reason: '熟客',
        approval: { staffId, pin: '9999' },
      });
    expect(codeOf(await ask('demo-manager'))).toBe('pin_wrong');
    expect(codeOf(await ask('nobody'))).toBe('staff_unknown');
    expect(await due()).toBe(200_000);
    expect(entries('APPROVAL_REFUSED')).toMatchObject([{ operator: 'demo-manager' }]);
  });

  it('holds for that action only: the next deduction asks again', async () => {
    const lineId = await add('FRIDGE');
    expect(await off(lineId, 20_000, 'manager')).toBe('ok');
    expect(await off(lineId, 19_000)).toBe('approval_needed');
    expect(await price(lineId, 199_000)).toBe('approval_needed');
    expect(await due()).toBe(180_000);
  });
});

describe('a limit cannot be passed in small steps', () => {
  it('by splitting it over price, line and cart', async () => {
    const lineId = await add('FRIDGE');
    expect(await price(lineId, 196_000)).toBe('ok');
    expect(await rate(lineId, 100)).toBe('ok');
    expect(await rate(null, 100)).toBe('approval_needed');
    expect(await rate(lineId, 200)).toBe('approval_needed');
    expect(await due()).toBe(194_000 + 40);
  });

  it('by taking units away from a fixed amount', async () => {
    const lineId = await add('FRIDGE', 10_000);
    expect(await off(lineId, 60_000)).toBe('ok');
    await cashier.cart.setQuantity({ lineId, quantityMilli: 1000 });
    expect(await obstacles()).toEqual(['discount_over_limit']);
    expect(await pay()).toBe('discount_over_limit');
  });

  it('nor by taking units away from an amount that a manager allowed on ten of them', async () => {
    const lineId = await add('FRIDGE', 10_000);
    expect(await off(lineId, 80_000, 'manager')).toBe('ok');
    await cashier.cart.setQuantity({ lineId, quantityMilli: 5000 });
    expect(await pay()).toBe('discount_over_limit');
    await cashier.cart.setQuantity({ lineId, quantityMilli: 10_000 });
    expect(await pay()).toBe('ok');
  });

  it('by removing lines from under a fixed amount off the cart', async () => {
    await add('FRIDGE', 5_000);
    const washer = await add('WASHER');
    expect(await off(null, 30_000)).toBe('ok');
    await cashier.cart.removeLine({
      lineId: (await cashier.cart.current()).lines[0]?.lineId ?? '',
    });
    expect((await cashier.cart.current()).lines.map((l) => l.lineId)).toEqual([washer]);
    expect(await pay()).toBe('discount_over_limit');
  });

  it('by a price that went up after the discount was given', async () => {
    const lineId = await add('FRIDGE');
    await price(lineId, 194_000);
    reprice(demo.till, 'FRIDGE', 220_000);
    await cashier.cart.acceptPrices();
    expect(await pay()).toBe('discount_over_limit');
  });

  it('by holding and recalling the cart', async () => {
    const lineId = await add('FRIDGE', 10_000);
    await off(lineId, 60_000);
    const { cartId } = await cashier.cart.current();
    await cashier.cart.hold({ label: '' });
    await cashier.cart.recall({ cartId: cartId ?? '' });
    await cashier.cart.setQuantity({ lineId, quantityMilli: 2_000 });
    expect(await pay()).toBe('discount_over_limit');
  });

  it('by moving it to another line of the same cart under somebody else’s approval', async () => {
    const fridge = await add('FRIDGE');
    await add('WASHER', 3_000);
    expect(await off(fridge, 20_000, 'manager')).toBe('ok');
    const washer = (await cashier.cart.current()).lines[1]?.lineId ?? '';
    expect(await off(washer, 10_000)).toBe('approval_needed');
  });

  it('a line somebody else allowed more on does not stop a small discount on the goods', async () => {
    const labour = await add('LABOUR');
    await add('FRIDGE');
    expect(await off(labour, 1_000, 'manager')).toBe('ok');
    expect(await rate(null, 100)).toBe('ok');
    expect(await pay()).toBe('ok');
  });
});

describe('the floor price', () => {
  it('is not passed by a cashier, though within the three percent', async () => {
    reprice(demo.till, 'WASHER', 100_000, 99_000);
    const lineId = await add('WASHER');
    expect(await off(lineId, 1_000)).toBe('ok');
    expect(await off(lineId, 1_001)).toBe('approval_needed');
    expect(await price(lineId, 98_900)).toBe('approval_needed');
  });

  it('a manager allows it on the line, down to the price that was asked for and no further', async () => {
    const lineId = await add('WASHER', 2_000);
    expect(await off(lineId, 12_000, 'manager')).toBe('ok');
    expect(await pay()).toBe('ok');
    const again = await add('WASHER', 2_000);
    expect(await off(again, 12_000, 'manager')).toBe('ok');
    await cashier.cart.setQuantity({ lineId: again, quantityMilli: 1000 });
    expect(['below_floor_price', 'discount_over_limit']).toContain(await pay());
  });

  it('is not passed by a discount on the whole cart either', async () => {
    reprice(demo.till, 'WASHER', 100_000, 99_500);
    await add('WASHER');
    await add('FRIDGE');
    expect(await off(null, 3_000)).toBe('approval_needed');
    expect(await off(null, 3_000, 'cashier')).toBe('below_floor_price');
    expect(await off(null, 3_000, 'manager')).toBe('ok');
    expect(await pay()).toBe('ok');
  });

  it('is not passed by adding up: an allowed discount, then a small one', async () => {
    reprice(demo.till, 'WASHER', 100_000, 99_000);
    const lineId = await add('WASHER');
    expect(await off(lineId, 2_000, 'manager')).toBe('ok');
    expect(await off(null, 500)).toBe('approval_needed');
  });

  it('is not passed by a price typed for an item without a list price', async () => {
    stockItem(demo.till, { sku: 'ASK', listFen: null, floorFen: 50_000 });
    const lineId = await add('ASK');
    expect(await pay()).toBe('item_has_no_price');
    expect(await price(lineId, 1_000, undefined, '')).toBe('approval_needed');
    expect(await price(lineId, 50_000, undefined, '')).toBe('ok');
    expect(await pay()).toBe('ok');
  });

  it('does not stop goods whose own list price lies under it', async () => {
    reprice(demo.till, 'WASHER', 90_000, 95_000);
    const lineId = await add('WASHER');
    expect(await obstacles()).toEqual([]);
    expect(await price(lineId, 92_000)).toBe('ok');
    expect(await price(lineId, 89_000)).toBe('approval_needed');
  });

  it('that rose while the cart stood asks again before the sale', async () => {
    const lineId = await add('WASHER');
    expect(await off(lineId, 3_000)).toBe('ok');
    reprice(demo.till, 'WASHER', 100_000, 99_000);
    expect(await pay()).toBe('below_floor_price');
  });
});

describe('an item without a list price', () => {
  it('gets its price from whoever sells it, and that is its list price on paper', async () => {
    stockItem(demo.till, { sku: 'ASK', listFen: null });
    const lineId = await add('ASK');
    expect(await obstacles()).toEqual(['item_has_no_price']);
    expect(await price(lineId, 5_000, undefined, '')).toBe('ok');
    expect(await cashier.cart.current()).toMatchObject({
      listFen: 5_000,
      netFen: 5_000,
      deductions: [],
    });
    expect(await off(lineId, 200)).toBe('approval_needed');
    expect(await price(lineId, 100_000_001, undefined, '')).toBe('price_too_high');
  });
});

describe('an item that lists at nothing', () => {
  it('can be given a price', async () => {
    stockItem(demo.till, { sku: 'GIFT', listFen: 0 });
    const lineId = await add('GIFT');
    expect(await price(lineId, 5_000, undefined, '')).toBe('ok');
    expect(await due()).toBe(5_000);
  });
});

describe('a trainer', () => {
  it('takes nothing off without somebody who may', async () => {
    cashier = await demo.signIn('trainer');
    const lineId = await add('FRIDGE');
    expect(await off(lineId, 100)).toBe('approval_needed');
    expect(await off(lineId, 6_000, 'cashier')).toBe('ok');
  });
});
