import { isReplayed } from './anchor-table.ts';
import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import type { EntryPlace, RowCheck, RowFault } from './sale-check.ts';

/** Compares what a sale used up, or a return gave back, with the rows of uses. */
export type UseCheck = (payload: Payload, ref: unknown, entry: EntryPlace) => RowFault | null;

/** Checks codes of coupons and units of limited promotions that an entry says were used. */
export function promotionUseCheck(reader: RowReader): UseCheck {
  const codes = recordedRows(reader, {
    table: 'coupon_use',
    key: ['code_hash', 'sale_id'],
    columns: ['promotion_id', 'turn'],
    moments: ['at'],
  });
  const revivals = recordedRows(reader, {
    table: 'coupon_revival',
    key: ['code_hash', 'turn'],
    columns: ['return_id'],
    moments: ['at'],
  });
  const quotaShape = {
    table: 'quota_use',
    key: ['promotion_id', 'ref'],
    columns: ['units', 'business_date', 'register_id', 'person_id'],
    moments: ['at'],
  };
  const quotas = recordedRows(reader, quotaShape);
  // Looked at beside their own entry, which counts them.
  const sold = recordedRows({ db: reader.db, tally: new Map() }, quotaShape);
  return (payload, ref, entry) => {
    for (const said of (payload.coupons ?? []) as readonly Payload[]) {
      const [row] = codes.all(said.codeHash, ref);
      // A code that both lanes took stands with the sale that was here first.
      if (!row && isReplayed(reader.db, entry)) continue;
      if (!row) return { why: 'row_missing', table: 'coupon_use' };
      const { promotionId, turn = 1 } = said;
      if (codes.differs(row, { promotionId, turn }, entry.endedAt)) {
        return { why: 'row_differs', table: 'coupon_use' };
      }
    }
    for (const { codeHash, turn } of (payload.revivedCoupons ?? []) as readonly Payload[]) {
      const [row] = revivals.all(codeHash, turn);
      // What came back on both lanes brought its code back with the return that was here first.
      if ((!row || row[0] !== ref) && isReplayed(reader.db, entry)) continue;
      if (!row) return { why: 'row_missing', table: 'coupon_revival' };
      if (revivals.differs(row, { returnId: ref }, entry.endedAt)) {
        return { why: 'row_differs', table: 'coupon_revival' };
      }
    }
    for (const said of (payload.quotaUses ?? []) as readonly Payload[]) {
      const [row] = quotas.all(said.promotionId, ref);
      if (!row) return { why: 'row_missing', table: 'quota_use' };
      // A sale that came back knows its customer only where the backup did.
      const isNameless = row[3] === null && isReplayed(reader.db, entry);
      const place = { ...placeOf(payload), ...(isNameless ? { personId: null } : {}) };
      if (quotas.differs(row, { ...place, ...said }, entry.endedAt)) {
        return { why: 'row_differs', table: 'quota_use' };
      }
      // What is given back counts for the day and the customer of the sale, which a return does not say.
      const [of] = payload.returnId === undefined ? [] : sold.all(said.promotionId, payload.saleId);
      if (of && (of[1] !== row[1] || of[3] !== row[3])) {
        return { why: 'row_differs', table: 'quota_use' };
      }
    }
    return null;
  };
}

/** Where an entry says its uses count; a return names only the register. */
function placeOf({ returnId, businessDate, registerId, personId }: Payload): Payload {
  return returnId === undefined ? { businessDate, registerId, personId } : { registerId };
}

/** Checks what a COUPON_CODES entry records: every code, by its hash. */
export function couponCodesCheck(reader: RowReader): RowCheck {
  const codes = recordedRows(reader, {
    table: 'coupon_code',
    key: ['code_hash'],
    columns: ['promotion_id', 'last4', 'by'],
    moments: ['at'],
  });
  return ({ promotionId, codes: said }, { operator: by, endedAt }) => {
    for (const { codeHash, last4 } of (said ?? []) as readonly Payload[]) {
      const [row] = codes.all(codeHash);
      if (!row) return { why: 'row_missing', table: 'coupon_code' };
      if (codes.differs(row, { promotionId, last4, by }, endedAt)) {
        return { why: 'row_differs', table: 'coupon_code' };
      }
    }
    return null;
  };
}
