import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CashMovementKind } from '../../../shared/contract/cash-movement.ts';
import {
  alone,
  CASHIER,
  MANAGER,
  outcome,
  type PeopleTill,
  peopleTill,
  sell,
  stock,
  taken,
} from '../../../test/support/people-till.ts';
import { seededChance } from '../../../test/support/sync-till.ts';
import { auditStore } from '../journal/audit-store.ts';
import { announceSigningKey } from '../journal/signature-table.ts';
import { verifyStore } from '../journal/verify-store.ts';
import { returnGoods } from '../returns/return-goods.ts';
import type { Actor } from '../till.ts';
import { closeShift, recentZReports, xReport } from './close-shift.ts';
import { handOver } from './hand-over.ts';
import { listMovements, moveCash, undoMovement } from './move-cash.ts';
import { openShift } from './open-shift.ts';
import { startCount, submitCount } from './shift.ts';
import { unreportedShifts } from './shift-day-table.ts';
import { shiftStanding } from './shift-standing.ts';
import { takeOver } from './take-over.ts';

let shop: PeopleTill;
beforeEach(() => {
  shop = peopleTill();
  announceSigningKey(shop.till);
});
afterEach(() => shop.remove());

const SEEDS = [1, 618, 1111, Number(process.env.SEED ?? Math.floor(Math.random() * 1e9))];
const DAYS = Number(process.env.DAYS ?? 3);
const HOUR = 3_600_000;
const loose = (otherFen: number) => ({ pieces: {}, otherFen });

/** The drawer and the day as a person with a pencil keeps them; all in fen. */
type Pencil = {
  drawer: number;
  saleCount: number;
  sold: number;
  refunded: number;
  paidIn: number;
  paidOut: number;
  drops: number;
  deposits: number;
  booked: number; // differences of the shifts that were handed over
  disputed: number;
};
const blank = (): Omit<Pencil, 'drawer'> => ({
  saleCount: 0,
  sold: 0,
  refunded: 0,
  paidIn: 0,
  paidOut: 0,
  drops: 0,
  deposits: 0,
  booked: 0,
  disputed: 0,
});

/** A shop in which anything happens, in an order that a seed decides. */
function anyShop(seed: number) {
  const chance = seededChance(seed);
  const whole = (most: number) => Math.floor(chance() * most);
  const goods = Array.from({ length: 5 }, (_, i) => {
    const listFen = 10 * (1 + whole(30_000)); // whole jiao: no cash rounding
    return { listFen, sku: stock(shop.till, `货${i}`, listFen) };
  });
  const unreturned: { saleId: string; dueFen: number }[] = [];
  const pencil: Pencil = { drawer: 0, ...blank() };
  let everSold = 0;
  let everRefunded = 0;
  let person: Actor = CASHIER;
  const approved = () => ({ by: person, approvedBy: MANAGER });

  /** Makes a movement and notes it where the till took it. */
  const move = (kind: CashMovementKind, amountFen: number, note: () => void) => {
    const names = { paid_in: 'other_in', paid_out: 'repair' } as const;
    const category = kind === 'paid_in' || kind === 'paid_out' ? names[kind] : kind;
    const requestId = shop.till.random.uuid();
    const input = {
      requestId,
      kind,
      category,
      amountFen,
      payee: '老李',
      slipNumber: 'B1',
      note: '',
    };
    const answer = moveCash(shop.till, approved(), input);
    const isTooMuch = kind !== 'paid_in' && amountFen > pencil.drawer;
    expect(outcome(answer)).toBe(isTooMuch ? 'cash_not_in_drawer' : 'done');
    if (!answer.ok) return;
    pencil.drawer += answer.value.amountFen;
    note();
  };

  const events: readonly (() => void)[] = [
    () => {
      const { sku, listFen } = goods[whole(goods.length)] ?? { sku: '', listFen: 0 };
      const saleId = sell(shop.till, sku, chance() < 0.5 ? null : listFen + 10 * whole(1_000));
      unreturned.push({ saleId, dueFen: listFen });
      pencil.saleCount += 1;
      pencil.sold += listFen;
      pencil.drawer += listFen;
      everSold += listFen;
    },
    () => {
      const [sale] = unreturned;
      if (!sale || sale.dueFen > pencil.drawer) return;
      unreturned.shift();
      const request = {
        requestId: shop.till.random.uuid(),
        saleId: sale.saleId,
        units: [{ position: 1, unit: 1, condition: 'restock' as const }],
        reason: '不想要了',
        expectedRefundFen: sale.dueFen,
      };
      taken(returnGoods(shop.till, approved(), request));
      pencil.refunded += sale.dueFen;
      pencil.drawer -= sale.dueFen;
      everRefunded += sale.dueFen;
    },
    () => {
      const amount = 1 + whole(30_000);
      move('paid_in', amount, () => {
        pencil.paidIn += amount;
      });
    },
    () => {
      const amount = 1 + whole(30_000);
      move('paid_out', amount, () => {
        pencil.paidOut += amount;
      });
    },
    () => {
      const amount = 1 + whole(200_000);
      move('safe_drop', amount, () => {
        pencil.drops += amount;
      });
    },
    () => {
      const amount = 1 + whole(200_000);
      move('bank_deposit', amount, () => {
        pencil.deposits += amount;
      });
    },
    () => {
      const undoable = listMovements(shop.till).find((one) => !one.isUndone && one.undoes === null);
      if (!undoable || pencil.drawer < undoable.amountFen) return;
      const { movementId, kind, amountFen } = undoable;
      const undo = { requestId: shop.till.random.uuid(), movementId, note: '记错' };
      taken(undoMovement(shop.till, approved(), undo));
      pencil.drawer -= amountFen;
      if (kind === 'paid_in') pencil.paidIn -= amountFen;
      if (kind === 'paid_out') pencil.paidOut += amountFen;
      if (kind === 'safe_drop') pencil.drops += amountFen;
      if (kind === 'bank_deposit') pencil.deposits += amountFen;
    },
    () => shop.restart(),
    () => shop.pass(whole(8 * HOUR) - 4 * HOUR, 'by setting the clock'),
    changeHands,
  ];

  /** Counts with a slip of up to 5 yuan and answers number and amount. */
  function count(): { countSeq: number; countedFen: number } {
    taken(startCount(shop.till, alone(person)));
    const recounts = whole(2);
    let countedFen = 0;
    for (let i = 0; i <= recounts; i += 1) {
      countedFen = Math.max(0, pencil.drawer + whole(1_000) - 500);
      const attempt = shiftStanding(shop.till).shift?.attempt ?? 0;
      const counted = { count: loose(countedFen), attempt };
      taken(submitCount(shop.till, alone(person), counted));
    }
    return { countSeq: shiftStanding(shop.till).shift?.count?.seq ?? 0, countedFen };
  }

  function changeHands(): void {
    const { countSeq, countedFen } = count();
    taken(handOver(shop.till, approved(), { countSeq, reason: '交班' }));
    pencil.booked += countedFen - pencil.drawer;
    person = person === CASHIER ? MANAGER : CASHIER;
    const { handoverId = '' } = shiftStanding(shop.till).handover ?? {};
    const receivedFen = chance() < 0.5 ? countedFen : Math.max(0, countedFen + whole(200) - 100);
    const input = { handoverId, count: loose(receivedFen), attempt: 1 };
    const first = taken(takeOver(shop.till, alone(person), { ...input, dispute: null }));
    if (first.state === 'differs') {
      const again = { ...input, attempt: first.attempt, dispute: '数不对' };
      expect(taken(takeOver(shop.till, alone(person), again)).state).toBe('disputed');
    }
    pencil.disputed += receivedFen - countedFen;
    pencil.drawer = receivedFen;
  }

  return {
    open: () => {
      pencil.drawer = whole(100_000);
      Object.assign(pencil, blank());
      person = CASHIER;
      taken(openShift(shop.till, alone(person), { float: loose(pencil.drawer) }));
    },
    happens: () => events[whole(events.length)]?.(),
    endsDay: () => {
      const x = taken(xReport(shop.till, alone(MANAGER)));
      const { countSeq, countedFen } = count();
      const z = taken(closeShift(shop.till, approved(), { countSeq, reason: '盘点' })).report;
      return { x, z, countedFen };
    },
    pencil,
    totals: () => ({ perpetualFen: everSold - everRefunded, absoluteFen: everSold + everRefunded }),
    night: () => {
      // The clock may be set to anything overnight: numbers and dates go on, nothing is sorted by time.
      shop.pass(whole(240 * HOUR) - 120 * HOUR, 'by setting the clock');
      shop.restart();
    },
    eventCount: () => whole(25),
  };
}

describe('days on which anything happens', () => {
  it.each(SEEDS)('add up to what went in and out of the drawer (seed %i)', (seed) => {
    const trade = anyShop(seed);
    for (let day = 1; day <= DAYS; day += 1) {
      trade.open();
      const events = trade.eventCount();
      for (let i = 0; i < events; i += 1) {
        if (shiftStanding(shop.till).shift?.warning === 'too_old') break;
        trade.happens();
      }
      const shiftCount = unreportedShifts(shop.till.db, '01').length;
      const { pencil } = trade;
      const { x, z, countedFen } = trade.endsDay();
      const truth = {
        saleCount: pencil.saleCount,
        netFen: pencil.sold,
        receivedFen: pencil.sold - pencil.refunded,
        expectedFen: pencil.drawer,
        perpetualFen: trade.totals().perpetualFen,
        perpetualAbsoluteFen: trade.totals().absoluteFen,
        cash: {
          refundsFen: pencil.refunded,
          paidInFen: pencil.paidIn,
          paidOutFen: pencil.paidOut,
          dropsFen: pencil.drops,
          depositsFen: pencil.deposits,
          earlierOverShortFen: pencil.booked,
          disputedFen: pencil.disputed,
        },
      };
      expect(x).toMatchObject(truth);
      expect(z).toMatchObject({
        ...truth,
        zNumber: day,
        countedFen,
        overShortFen: countedFen - pencil.drawer,
      });
      expect(z.shifts).toHaveLength(shiftCount);
      trade.night();
    }
    const dates = recentZReports(shop.till, DAYS).map((one) => one.businessDate);
    expect(dates).toEqual([...new Set(dates)].sort().reverse());
    expect(dates).toHaveLength(DAYS);
    // The journal alone tells the same: chain, signatures, every row and every Z.
    const verdict = verifyStore(shop.till.db);
    expect(verdict.firstBad).toBeNull();
    expect(verdict.zReports.map(({ ok }) => ok)).toEqual(dates.map(() => true));
    expect(auditStore(shop.till.db).faults).toEqual([]);
  });
});
