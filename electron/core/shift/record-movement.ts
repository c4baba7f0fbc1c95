import { cashSlipDocument } from '../../../shared/documents/cash-slip.ts';
import { storeTitle } from '../../../shared/documents/store-head.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { appendNow, seqOfEntry } from '../journal/journal-table.ts';
import { insertDrawerJob, insertJob } from '../printing/print-job-table.ts';
import { staffById } from '../staff/staff-table.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { type CashMovement, insertMovement, movementNumber } from './cash-movement-table.ts';
import { insertDrawerEvent } from './drawer-table.ts';
import { pushShiftFact } from './shift-record.ts';
import type { Shift } from './shift-table.ts';

/**
 * Writes a cash movement and all that follows from it: drawer event, drawer kick, slip, journal entry, outbox. Call it
 * inside a transaction. The payee stands in the sealed column alone; the entry and the fact say only that there is one.
 */
export function recordMovement(till: Till, shift: Shift, movement: CashMovement): void {
  const { movementId, shiftId, kind, amountFen, at, by } = movement;
  const seal = { key: till.secrets.fieldKey, bytes: till.random.bytes };
  insertMovement(till.db, seal, movement);
  insertDrawerEvent(till.db, { shiftId, kind, amountFen, ref: movementId, at, by });
  insertDrawerJob(till.db, { jobId: till.random.uuid(), ref: movementId, at });
  queueSlip(till, shift, movement);
  const { payee, ...known } = movement;
  const originalSeq =
    movement.undoes === null
      ? null
      : seqOfEntry(till.db, till.registerId, 'CASH_MOVEMENT', { movementId: movement.undoes });
  const facts = {
    ...known,
    note: reasonText(movement.note),
    hasPayee: payee !== '',
    ...(originalSeq === null ? {} : { originalSeq }),
  };
  appendNow(till, 'CASH_MOVEMENT', by, facts);
  const { businessDate } = shift;
  pushShiftFact(till, movementId, 'cash_movement', { ...facts, businessDate });
}

function queueSlip(till: Till, shift: Shift, movement: CashMovement): void {
  const name = (staffId: string) => staffById(till.db, staffId)?.name ?? staffId;
  const { movementId, at, approvedBy } = movement;
  const number = movementNumber(till.db, shift.shiftId);
  const document = cashSlipDocument({
    ...movement,
    storeName: storeTitle(storeOf(till.db) ?? { name: '', branch: '' }),
    isUndo: movement.undoes !== null,
    movementNumber: `${shift.registerId}-${shift.number}-${number}`,
    amountFen: Math.abs(movement.amountFen),
    payee: movement.payee === '' ? null : { person: movementId, field: 'name', masked: false },
    registerId: shift.registerId,
    shiftNumber: shift.number,
    businessDate: shift.businessDate,
    byName: name(movement.by),
    approvedByName: approvedBy === null ? null : name(approvedBy),
  });
  const jobId = till.random.uuid();
  insertJob(till.db, { jobId, kind: 'cash_slip', ref: movementId, copy: 0, document, at });
}
