import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDice } from '../../../electron/play-day/dice.ts';
import { fen } from '../../../shared/kernel/money.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  OWNER,
  type PeopleTill,
  payCart,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { printedSeed } from '../../../test/support/printed-seed.ts';
import { giveBack, paidForUnits } from '../../../test/support/returning-till.ts';
import { runPromotion } from '../../../test/support/running-promotion.ts';
import { CONFIRMED, ringUp, stockGraded } from '../../../test/support/subsidised-till.ts';
import { currentCart } from '../checkout/current-cart.ts';
import { addItem } from '../checkout/edit-cart.ts';
import { addDeposit } from '../deposits/cart-deposits.ts';
import { depositById } from '../deposits/deposit-table.ts';
import { endDeposit } from '../deposits/end-deposit.ts';
import { takeDeposit } from '../deposits/take-deposit.ts';
import { auditStore } from '../journal/audit-store.ts';
import { announceSigningKey } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { claimSubsidy } from '../subsidy/claim-subsidy.ts';
import { loadPolicies } from '../subsidy/policies.ts';
import { closeShift } from './close-shift.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { shiftStanding } from './shift-standing.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill(Date.parse('2026-06-16T09:00:00+08:00'));
  announceSigningKey(shop.till);
  loadPolicies(shop.till);
});
afterEach(() => shop.remove());

const SEEDS = [1, 618, printedSeed('days with every tender').seed];
const FLOAT = 100_000;

/** A day as a person with a pencil keeps it, in fen. */
type Pencil = {
  drawer: number;
  sold: number; // net less rounding, whoever paid it
  back: number; // the same of what came back
  subsidies: number;
  reversed: number;
  redeemed: number;
  depositsIn: number;
  depositsBack: number;
};

/** A shop whose goods are subsidised, sold against deposits, both, or neither. */
function anyShop(seed: number) {
  const dice = createDice(seed);
  const { till } = shop;
  const plain = stock(till, '电水壶', 9_993);
  const graded = stockGraded(till, '空调', 289_907, { category: '空调' });
  const presale = stockGraded(till, '电热水器', 119_905, { category: '电热水器' });
  const benefit = {
    ...{ kind: 'presale' as const, depositFen: fen(10_000) },
    ...{ worthFen: fen(15_000), offFen: null },
  };
  const { promotionId } = runPromotion(till, benefit, { scope: { skus: [presale] } });
  const pencil: Pencil = {
    ...{ drawer: 0, sold: 0, back: 0, subsidies: 0, reversed: 0 },
    ...{ redeemed: 0, depositsIn: 0, depositsBack: 0 },
  };
  const sales: string[] = [];
  const deposits: string[] = [];
  let unit = 0;

  const ring = (sku: string) => {
    unit += 1;
    const lineId = ringUp(till, sku, `SN${String(seed).slice(0, 6)}${1_000_000 + unit}`);
    if (dice.chance(70)) {
      const holder = { name: '王桂英', identityNumber: identityNumber(unit) };
      taken(claimSubsidy(till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...holder }));
    }
  };
  const pay = () => {
    const { dueFen, payFen, subsidyFen, depositFen } = currentCart(till, CASHIER);
    expect(payFen + subsidyFen + depositFen).toBe(dueFen);
    sales.push(payCart(till, dice.chance(50) ? null : payFen + 100));
    pencil.sold += dueFen;
    pencil.drawer += payFen;
    pencil.subsidies += subsidyFen;
    pencil.redeemed += depositFen;
  };
  const deeds: readonly (() => void)[] = [
    () => {
      taken(addItem(till, CASHIER, { sku: plain, quantityMilli: 1000 * dice.between(1, 3) }));
      pay();
    },
    () => {
      ring(graded);
      if (dice.chance(50)) taken(addItem(till, CASHIER, { sku: plain, quantityMilli: 1000 }));
      pay();
    },
    () => {
      const requestId = till.random.uuid();
      const person = { personId: null, name: '王桂英', phone: '13800138000' };
      const input = { requestId, promotionId, sku: presale, ...person };
      deposits.push(taken(takeDeposit(till, CASHIER, input)).depositId);
      pencil.drawer += 10_000;
      pencil.depositsIn += 10_000;
    },
    () => {
      const depositId = deposits.pop();
      if (depositId === undefined) return;
      ring(presale);
      taken(addDeposit(till, depositById(till.db, depositId)?.number ?? ''));
      pay();
    },
    () => {
      const depositId = deposits.pop();
      if (depositId === undefined) return;
      const state = dice.chance(50) ? 'refunded' : 'forfeited';
      taken(endDeposit(till, alone(OWNER), { depositId, state, reason: '顾客不要了' }));
      if (state === 'forfeited') return;
      pencil.drawer -= 10_000;
      pencil.depositsBack += 10_000;
    },
    () => {
      const saleId = sales.pop();
      if (saleId === undefined) return;
      const units = paidUnitsOf(till.db, saleId).filter((one) => !one.isReturned);
      const refundFen = paidForUnits(till, saleId, units);
      if (refundFen > pencil.drawer) return;
      taken(giveBack(till, alone(OWNER), { saleId, units }));
      pencil.drawer -= refundFen;
      pencil.back += units.reduce((sum, one) => sum + one.netFen - one.roundingFen, 0);
      pencil.reversed += units.reduce((sum, one) => sum + one.subsidyFen, 0);
    },
  ];
  return { pencil, happens: () => dice.pick(deeds)(), dice };
}

/** A good identity number for each unit: nobody is refused for having had one. */
function identityNumber(n: number): string {
  const front = `11010519800101${String(n).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(front[i]), 0);
  return front + ('10X98765432'[sum % 11] ?? '');
}

describe('days with every tender', () => {
  it.each(SEEDS)(
    'come to what customers, the government and earlier deposits paid (seed %i)',
    (seed) => {
      const { till } = shop;
      const { pencil, happens, dice } = anyShop(seed);
      let perpetual = 0;
      for (let day = 1; day <= 2; day += 1) {
        Object.assign(pencil, {
          ...{ drawer: FLOAT, sold: 0, back: 0, subsidies: 0, reversed: 0 },
          ...{ redeemed: 0, depositsIn: 0, depositsBack: 0 },
        });
        taken(openShift(till, alone(CASHIER), { float: { pieces: {}, otherFen: FLOAT } }));
        for (let i = dice.between(10, 25); i > 0; i -= 1) happens();
        sell(till, stock(till, `货${day}`, 1_000));
        pencil.sold += 1_000;
        pencil.drawer += 1_000;
        taken(startCount(till, alone(MANAGER)));
        const count = { pieces: {}, otherFen: pencil.drawer };
        const attempt = shiftStanding(till).shift?.attempt ?? 0;
        taken(submitCount(till, alone(MANAGER), { count, attempt }));
        const countSeq = shiftStanding(till).shift?.count?.seq ?? 0;
        const { report } = taken(closeShift(till, alone(MANAGER), { countSeq, reason: '' }));
        perpetual += pencil.sold - pencil.back;
        expect(report).toMatchObject({
          ...{ overShortFen: 0, expectedFen: pencil.drawer },
          ...{ receivedFen: pencil.sold - pencil.back, perpetualFen: perpetual },
        });
        const net = (kind: string) => report.tenders.find((one) => one.kind === kind)?.netFen ?? 0;
        expect(net('subsidy')).toBe(pencil.subsidies - pencil.reversed);
        expect(net('deposit')).toBe(pencil.redeemed);
        expect(net('cash') + net('subsidy') + net('deposit')).toBe(report.receivedFen);
        expect(report.presale?.takenFen ?? 0).toBe(pencil.depositsIn);
        expect(report.presale?.refundedFen ?? 0).toBe(pencil.depositsBack);
        shop.pass(86_400_000);
      }
      expect(auditStore(till.db).faults).toEqual([]);
      const verdict = verifyStore(till.db);
      expect(verdict.firstBad).toBeNull();
      expect(verdict.zReports.map(({ ok }) => ok)).toEqual([true, true]);
    },
  );
});
