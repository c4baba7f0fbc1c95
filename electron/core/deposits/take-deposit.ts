import type { Answer } from '../../../shared/contract/answer.ts';
import type { TakeDepositInput } from '../../../shared/contract/deposits.ts';
import { isInScope } from '../../../shared/domain/promotions/promotion-scope.ts';
import { depositNumber } from '../../../shared/domain/sale/deposit-number.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { itemFacts } from '../checkout/cart-line-table.ts';
import { inRefusableTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { insertDrawerJob, insertJob } from '../printing/print-job-table.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { newestVersion } from '../promotions/promotion-table.ts';
import { insertDrawerEvent } from '../shift/drawer-table.ts';
import { sellingObstacle } from '../shift/shift-day-table.ts';
import { currentShiftOf, type Shift } from '../shift/shift-table.ts';
import { personById } from '../staff/person-table.ts';
import { savePerson } from '../staff/personal-data.ts';
import { storeOf } from '../staff/store-table.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Actor, Till } from '../till.ts';
import { depositPaper } from './deposit-paper.ts';
import { type Deposit, depositByRequest, insertDeposit, nextDepositSeq } from './deposit-table.ts';
import type { Presale } from './presales.ts';

/**
 * Takes a customer's deposit for a presale in cash: row, drawer, journal, slip and fact in one commit. Taken while the
 * presale is scheduled, also before its window begins. The same request is answered with the deposit it became.
 * Refuses `deposit_no_promotion`, `deposit_goods_missing` (goods the presale does not cover), `deposit_person_needed`,
 * `phone_invalid`, and what keeps the till from taking money.
 */
export function takeDeposit(
  till: Till,
  by: Actor,
  input: TakeDepositInput,
): Answer<{ readonly depositId: string }> {
  const answer = inRefusableTransaction(till.db, () => take(till, by, input));
  if (answer.ok) {
    till.announce({ type: 'shift.changed' });
    till.announce({ type: 'paper.changed' });
    till.announce({ type: 'sync.changed' });
  }
  return answer;
}

function take(
  till: Till,
  by: Actor,
  input: TakeDepositInput,
): Answer<{ readonly depositId: string }> {
  const { db } = till;
  const repeated = depositByRequest(db, input.requestId);
  if (repeated && repeated.promotionId !== input.promotionId) return refuse('request_reused');
  if (repeated) return ok({ depositId: repeated.depositId });
  const shift = currentShiftOf(db, till.registerId);
  if (shift?.state === 'counting') return refuse('cash_being_counted');
  const obstacle = sellingObstacle(db, till.registerId, till.clock.now());
  if (obstacle) return refuse(obstacle === 'no_open_shift' ? 'shift_not_open' : obstacle);
  if (!shift) return refuse('shift_not_open');
  const presale = presaleOf(till, input.promotionId);
  if (!presale) return refuse('deposit_no_promotion');
  const good = itemFacts(db, input.sku);
  if (!good || !isInScope({ sku: input.sku, ...good }, presale.promotion.scope)) {
    return refuse('deposit_goods_missing');
  }
  const person = personOf(till, input);
  if (!person.ok) return person;
  const deposit = record(till, by, { shift, presale, input, personId: person.value.personId });
  return ok({ depositId: deposit.depositId });
}

/** A presale that deposits are taken for now. */
function presaleOf(till: Till, promotionId: string): Presale | null {
  const newest = newestVersion(till.db, promotionId);
  if (newest?.status !== 'scheduled') return null;
  const { definition: promotion } = newest;
  const { benefit, window } = promotion;
  if (benefit.kind !== 'presale' || window.toAt <= promotionMoment(till)) return null;
  return { promotion, benefit };
}

function personOf(till: Till, input: TakeDepositInput): Answer<{ readonly personId: string }> {
  const { personId } = input;
  if (personId !== null) {
    const known = personById(till.db, till.secrets.fieldKey, personId);
    return known ? ok({ personId }) : refuse('deposit_person_needed');
  }
  if (input.name.trim() === '' || input.phone.trim() === '') return refuse('deposit_person_needed');
  return savePerson(till, { name: input.name, phone: input.phone, address: '' });
}

function record(
  till: Till,
  by: Actor,
  what: {
    readonly shift: Shift;
    readonly presale: Presale;
    readonly input: TakeDepositInput;
    readonly personId: string;
  },
): Deposit {
  const { db, registerId } = till;
  const { shift, presale, input, personId } = what;
  const store = storeOf(db);
  if (!store) throw new Error('a store that takes deposits has a store row');
  const { promotion, benefit } = presale;
  const at = till.clock.now();
  const depositSeq = nextDepositSeq(db, registerId, store.epoch);
  const open = {
    ...{ depositId: till.random.uuid(), requestId: input.requestId, registerId },
    ...{ epoch: store.epoch, depositSeq },
    number: depositNumber(store.storeId, registerId, depositSeq),
    ...{ promotionId: promotion.promotionId, promotionVersion: promotion.version },
    ...{ sku: input.sku, personId, depositFen: benefit.depositFen },
    ...{ shiftId: shift.shiftId, businessDate: shift.businessDate, at, by: by.staffId },
  };
  const entry = appendNow(till, 'DEPOSIT', by.staffId, open);
  const deposit = { ...open, journalSeq: entry.seq, journalHash: entry.hash };
  insertDeposit(db, deposit);
  const ref = deposit.depositId;
  insertDrawerEvent(db, {
    ...{ shiftId: shift.shiftId, kind: 'deposit_in' as const, amountFen: benefit.depositFen },
    ...{ ref, at, by: by.staffId },
  });
  insertDrawerJob(db, { jobId: till.random.uuid(), ref, at });
  const document = depositPaper(till, { deposit, presale, store, cashier: by.name });
  insertJob(db, { jobId: till.random.uuid(), kind: 'deposit_slip', ref, copy: 0, document, at });
  insertFact(db, {
    ...{ factId: ref, kind: 'deposit' as const, registerId, createdAt: at },
    body: canonicalJson({ ...deposit, storeId: store.storeId }),
  });
  return deposit;
}
