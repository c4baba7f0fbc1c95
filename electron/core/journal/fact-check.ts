import type { JournalFault } from '../../../shared/contract/journal.ts';
import { boardCheck } from './board-check.ts';
import { drawerCheck } from './drawer-check-table.ts';
import { handoverChecks } from './handover-check.ts';
import { bookedPart, conflictsOf } from './not-rebuilt-table.ts';
import { couponCodesCheck } from './promotion-use-check.ts';
import { promotionVersionCheck } from './promotion-version-check.ts';
import { quotaLeaseCheck } from './quota-lease-check.ts';
import type { Payload, RowReader } from './recorded-row-table.ts';
import { returnCheck } from './return-check.ts';
import { type EntryPlace, type RowCheck, saleCheck } from './sale-check.ts';
import { shiftChecks } from './shift-check.ts';
import { tenderChecks } from './tender-check.ts';

export type RowFinding = {
  readonly seq: number;
  readonly why: JournalFault;
  readonly what: string;
};

export type FactCheck = {
  /** Entries that record rows; the others are not looked at. */
  readonly types: ReadonlySet<string>;
  readonly look: (type: string, payload: Payload, entry: EntryPlace) => RowFinding | null;
  readonly end: (lastSeq: number) => RowFinding | null;
};

/** Compares the rows that entries record with the entries, one chain at a time. */
export function factCheck(reader: RowReader): FactCheck {
  const checks: Readonly<Record<string, RowCheck>> = {
    SALE: saleCheck(reader),
    RETURN: returnCheck(reader),
    PROMOTION: promotionVersionCheck(reader),
    COUPON_CODES: couponCodesCheck(reader),
    QUOTA_LEASE: quotaLeaseCheck(reader),
    SETTINGS: boardCheck(reader),
    ...shiftChecks(reader),
    ...handoverChecks(reader),
    ...tenderChecks(reader),
  };
  const drawer = drawerCheck(reader.db);
  // Entries that came back and contradict what the store did meanwhile: the journal itself says which.
  const inConflict = new Map(
    conflictsOf(reader.db).map((one) => [`${one.registerId}#${one.seq}`, one.kept]),
  );
  return {
    types: new Set([...Object.keys(checks), 'NO_SALE']),
    look: (type, payload, entry) => {
      const kept = inConflict.get(`${entry.registerId}#${entry.seq}`) ?? 'all';
      if (kept === 'none') return null;
      const cash = drawer.look(type, payload, entry);
      const booked = kept === 'part' ? bookedPart(reader.db, payload) : payload;
      const fault = checks[type]?.(booked, entry) ?? null;
      if (fault) return { seq: entry.seq, why: fault.why, what: fault.table };
      return cash && { seq: cash.seq, why: cash.why, what: cash.table };
    },
    end: (lastSeq) => {
      const cash = drawer.end(lastSeq);
      return cash && { seq: cash.seq, why: cash.why, what: cash.table };
    },
  };
}
