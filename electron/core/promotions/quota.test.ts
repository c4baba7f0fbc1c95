import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { asId, type RegisterId } from '../../../shared/kernel/ids.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { aPromotion } from '../../../test/support/a-promotion.ts';
import { outcome, type PeopleTill, peopleTill } from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { insertRegister } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { quotaLeftFor, recordQuotaUse, releaseLeases } from './quota.ts';

const DAY = '2026-06-18';
const BY = 'demo-cashier';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  for (const registerId of ['02', '03']) {
    insertRegister(shop.till.db, { registerId, serial: `ZD-TEST-${registerId}`, at: 0 });
  }
});
afterEach(() => shop.remove());

const register = (registerId: string): Till => ({
  ...shop.till,
  registerId: asId<RegisterId>(registerId),
});

function flash(quota: Partial<Promotion['quota']>, promotionId = 'flash'): Promotion {
  const benefit = { kind: 'flash_sale', priceFen: fen(99_900) } as const;
  return aPromotion(benefit, { promotionId, name: '秒杀', quota });
}

type Sale = { saleId?: string; personId?: string | null; businessDate?: string };

function take(till: Till, promotion: Promotion, units: number, sale: Sale = {}) {
  const sold = {
    ...{ saleId: shop.till.random.uuid(), personId: null, businessDate: DAY, by: BY },
    ...sale,
  };
  return inRefusableTransaction(till.db, () => recordQuotaUse(till, sold, [{ promotion, units }]));
}

function left(till: Till, promotion: Promotion, holder: Sale = {}): number | undefined {
  const who = { personId: null, businessDate: DAY, ...holder };
  return quotaLeftFor(till, [promotion], who).get(promotion.promotionId);
}

const sum = (sql: string): number => Number(shop.till.db.prepare(sql).pluck().get() ?? 0);

describe('a limited promotion', () => {
  it('sells what there is, and then names itself in the refusal', () => {
    const promotion = flash({ total: 3 });
    expect(left(shop.till, promotion)).toBe(3);
    expect(outcome(take(shop.till, promotion, 2))).toBe('done');
    expect(left(shop.till, promotion)).toBe(1);
    expect(take(shop.till, promotion, 2)).toEqual({
      ok: false,
      refusal: { code: 'quota_used_up', params: { name: '秒杀' } },
    });
    expect(outcome(take(shop.till, promotion, 1))).toBe('done');
    expect(left(shop.till, promotion)).toBe(0);
    expect(sum('SELECT sum(units) FROM quota_use')).toBe(3);
  });

  it('of which another register holds the last is refused by a name of its own, until that one closes', () => {
    const promotion = flash({ total: 30 });
    expect(outcome(take(register('02'), promotion, 8))).toBe('done'); // leases 8 and two more
    expect(outcome(take(shop.till, promotion, 20))).toBe('done');
    expect(left(shop.till, promotion)).toBe(0);
    expect(left(register('02'), promotion)).toBe(2);
    expect(outcome(take(shop.till, promotion, 1))).toBe('quota_not_held');
    releaseLeases(register('02'), BY);
    expect(outcome(take(shop.till, promotion, 2))).toBe('done');
    expect(outcome(take(shop.till, promotion, 1))).toBe('quota_used_up');
  });

  it('of a day starts anew the next day, whatever was sold', () => {
    const promotion = flash({ perDay: 2 });
    expect(outcome(take(shop.till, promotion, 2))).toBe('done');
    expect(outcome(take(register('02'), promotion, 1))).toBe('quota_used_up');
    expect(left(shop.till, promotion, { businessDate: '2026-06-19' })).toBe(2);
    expect(outcome(take(register('02'), promotion, 1, { businessDate: '2026-06-19' }))).toBe(
      'done',
    );
  });

  it('for each customer follows the customer from till to till', () => {
    const promotion = flash({ perCustomer: 2 });
    expect(outcome(take(shop.till, promotion, 1, { personId: 'wang' }))).toBe('done');
    expect(left(register('02'), promotion, { personId: 'wang' })).toBe(1);
    expect(outcome(take(register('02'), promotion, 2, { personId: 'wang' }))).toBe('quota_used_up');
    expect(left(register('02'), promotion, { personId: 'li' })).toBe(2);
    expect(outcome(take(register('02'), promotion, 3, { personId: 'li' }))).toBe('quota_used_up');
    expect(outcome(take(register('02'), promotion, 2, { personId: 'li' }))).toBe('done');
    expect(left(shop.till, promotion, { personId: 'li' })).toBe(0);
  });

  it('that became smaller sells no more than the new number, and nothing when that is sold already', () => {
    expect(outcome(take(shop.till, flash({ total: 50 }), 6))).toBe('done');
    expect(left(shop.till, flash({ total: 8 }))).toBe(2);
    expect(outcome(take(shop.till, flash({ total: 8 }), 3))).toBe('quota_used_up');
    expect(left(shop.till, flash({ total: 5 }))).toBe(0);
  });

  it('that gets its limit after it was sold counts what was counted before', () => {
    expect(outcome(take(shop.till, flash({ perDay: 9 }), 4))).toBe('done');
    const limited = flash({ perDay: 9, total: 6 });
    expect(left(shop.till, limited)).toBe(2);
    expect(left(register('02'), limited)).toBe(2);
    expect(outcome(take(register('02'), limited, 2))).toBe('done');
    expect(left(shop.till, limited)).toBe(0);
  });

  it('without any limit is not counted and not in the answer', () => {
    const promotion = flash({ perSale: 2 });
    expect(left(shop.till, promotion)).toBeUndefined();
    expect(outcome(take(shop.till, promotion, 2))).toBe('done');
    expect(sum('SELECT count(*) FROM quota_use')).toBe(0);
  });

  it('writes each lease into the journal of its register', () => {
    take(register('02'), flash({ total: 20 }), 2);
    releaseLeases(register('02'), BY);
    const said = shop.till.db
      .prepare<[], { payload: string }>(
        "SELECT payload FROM journal WHERE type = 'QUOTA_LEASE' AND register_id = '02'",
      )
      .all()
      .map(({ payload }) => JSON.parse(payload) as object);
    expect(said).toMatchObject([
      { promotionId: 'flash', units: 3, reason: 'granted' },
      { promotionId: 'flash', units: -1, reason: 'returned' },
    ]);
  });
});

describe('whatever registers do', () => {
  const deed = fc.record({
    register: fc.constantFrom('01', '02', '03'),
    promotion: fc.nat(1),
    what: fc.oneof(
      { weight: 8, arbitrary: fc.constant('sale' as const) },
      { weight: 2, arbitrary: fc.constant('close' as const) },
      { weight: 1, arbitrary: fc.constant('restart' as const) },
    ),
    units: fc.integer({ min: 1, max: 4 }),
  });

  it('nothing is oversold, and all that is unsold comes back', () => {
    const runs = printedSeed('quotas');
    fc.assert(
      fc.property(
        fc.array(deed, { maxLength: 40 }),
        fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 12 })),
        (deeds, totals) => {
          const own = shop.till.random.uuid();
          const promotions = totals.map((total, n) => flash({ total }, `${own}-${n}`));
          const sold = [0, 0];
          for (const { register: registerId, promotion: n, what, units } of deeds) {
            const promotion = promotions[n] as Promotion;
            if (what === 'restart') shop.restart();
            else if (what === 'close') releaseLeases(register(registerId), BY);
            else {
              const shown = left(register(registerId), promotion) ?? 0;
              const answer = outcome(take(register(registerId), promotion, units));
              expect(answer === 'done').toBe(units <= shown);
              if (answer === 'done') sold[n] = (sold[n] ?? 0) + units;
            }
            expect(sold[n]).toBeLessThanOrEqual(totals[n] ?? 0);
          }
          for (const registerId of ['01', '02', '03']) releaseLeases(register(registerId), BY);
          promotions.forEach((promotion, n) => {
            const rest = (totals[n] ?? 0) - (sold[n] ?? 0);
            expect(left(register('03'), promotion)).toBe(rest);
            expect(
              sum(`SELECT sum(units) FROM quota_lease WHERE promotion_id = '${own}-${n}'`),
            ).toBe(sold[n]);
          });
        },
      ),
      { seed: runs.seed, numRuns: Math.ceil(runs.numRuns / 10) },
    );
  });
});
