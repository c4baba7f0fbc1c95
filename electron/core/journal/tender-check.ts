import { isReplayed } from './anchor-table.ts';
import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import type { EntryPlace, RowCheck, RowFault } from './sale-check.ts';

/** The checks of what entries about deposits and subsidies record, by the entries' type. */
export function tenderChecks(reader: RowReader): Readonly<Record<string, RowCheck>> {
  return {
    DEPOSIT: depositCheck(reader),
    DEPOSIT_END: endCheck(reader),
    SUBSIDY_CLAIM: claimCheck(reader),
    SUBSIDY_GRANT: grantCheck(reader),
    SUBSIDY_POLICY: policyCheck(reader),
  };
}

function depositCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'deposit',
    key: ['deposit_id'],
    columns: [
      ...['journal_seq', 'journal_hash', 'person_id', 'request_id', 'register_id', 'epoch'],
      ...['deposit_seq', 'number', 'promotion_id', 'promotion_version', 'sku', 'deposit_fen'],
      ...['shift_id', 'business_date', 'at', 'by'],
    ],
  });
  return (payload, entry) => {
    const [row] = rows.all(payload.depositId);
    if (!row) return { why: 'row_missing', table: rows.table };
    // A deposit that came back from the cloud's copy knows its customer only where the backup did.
    const { personId: _, ...nameless } = payload;
    const said = row[2] === null ? nameless : payload;
    const isSame = row[0] === entry.seq && row[1] === entry.hash && !rows.differs(row, said);
    return isSame ? null : { why: 'row_differs', table: rows.table };
  };
}

/** Checks that each deposit a SALE entry was paid with ended in that sale, and how. */
export function redeemedCheck(
  reader: RowReader,
): (payload: Payload, entry: EntryPlace) => RowFault | null {
  const rows = recordedRows(reader, {
    table: 'deposit_end',
    key: ['deposit_id', 'ref'],
    columns: ['state', 'shift_id', 'at', 'by', 'approved_by'],
  });
  return ({ saleId, shiftId, completedAt, cashierId, tenders }, entry) => {
    for (const { kind, ref } of (tenders ?? []) as readonly Payload[]) {
      if (kind !== 'deposit') continue;
      const [row] = rows.all(ref, saleId);
      // A deposit that ended in both lanes stands with the end that was here first.
      if (!row && isReplayed(reader.db, entry)) continue;
      if (!row) return { why: 'row_missing', table: rows.table };
      const said = { state: 'redeemed', shiftId, at: completedAt, by: cashierId, approvedBy: null };
      if (rows.differs(row, said)) return { why: 'row_differs', table: rows.table };
    }
    return null;
  };
}

/** Checks that a deposit ended as an entry says, in the shift it says. */
function endCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'deposit_end',
    key: ['deposit_id', 'shift_id'],
    columns: ['state', 'ref', 'at', 'by', 'approved_by'],
  });
  return (payload, entry) => {
    const [row] = rows.all(payload.depositId, payload.shiftId);
    // A deposit that ended in both lanes stands with the end that was here first.
    if (!row && isReplayed(reader.db, entry)) return null;
    if (!row) return { why: 'row_missing', table: rows.table };
    const isOther = rows.differs(row, { ...payload, by: entry.operator });
    return isOther ? { why: 'row_differs', table: rows.table } : null;
  };
}

/** What claims from before the platform's conditions were confirmed say of them. */
const NOT_ASKED: Payload = { ean: '', filedFen: null, isEntitled: 0, isAddressInRegion: 0 };

/** The first entry of a claim holds it whole, each further one its next state. */
function claimCheck(reader: RowReader): RowCheck {
  const claims = recordedRows(reader, {
    table: 'subsidy_claim',
    key: ['claim_id'],
    columns: [
      ...['policy_id', 'policy_version', 'sale_id', 'position', 'unit', 'period'],
      ...['category', 'grade', 'brand', 'serial_number', 'base_fen', 'subsidy_fen', 'at', 'by'],
      ...['ean', 'filed_fen', 'is_entitled', 'is_address_in_region'],
    ],
  });
  const states = recordedRows(reader, {
    table: 'subsidy_claim_transition',
    key: ['claim_id', 'seq'],
    columns: ['state', 'by'],
    typed: ['note'],
    moments: ['at'],
  });
  return (payload, { operator, endedAt }) => {
    const { claimId, seq, claim } = payload;
    if (claim !== undefined) {
      const [row] = claims.all(claimId);
      if (!row) return { why: 'row_missing', table: claims.table };
      const said = { ...NOT_ASKED, ...(claim as Payload) };
      if (claims.differs(row, said)) return { why: 'row_differs', table: claims.table };
    }
    const [state] = states.all(claimId, seq);
    if (!state) return { why: 'row_missing', table: states.table };
    const isOther = states.differs(state, { ...payload, by: operator }, endedAt);
    return isOther ? { why: 'row_differs', table: states.table } : null;
  };
}

/** The platform's figure, and the forecast of the claim that it was compared with. */
function grantCheck(reader: RowReader): RowCheck {
  const grants = recordedRows(reader, {
    table: 'subsidy_grant',
    key: ['claim_id', 'seq'],
    columns: ['granted_fen', 'by'],
    typed: ['note'],
    moments: ['at'],
  });
  return (payload, { operator, endedAt }) => {
    const [row] = grants.all(payload.claimId, payload.seq);
    if (!row) return { why: 'row_missing', table: grants.table };
    const isOther = grants.differs(row, { ...payload, by: operator }, endedAt);
    return isOther ? { why: 'row_differs', table: grants.table } : null;
  };
}

/** An entry holds a policy whole; the columns beside it are those by which it is found. */
function policyCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'subsidy_policy',
    key: ['policy_id', 'version'],
    columns: ['region', 'from_date', 'to_date'],
    json: { definition: 'definition' },
    moments: ['at'],
  });
  return ({ policyId, version, definition }, entry) => {
    const [row] = rows.all(policyId, version);
    if (!row) return { why: 'row_missing', table: rows.table };
    const { region, fromDate, toDate } = definition as Payload;
    // Both lanes may have come by the same policy, each at its time.
    const at = isReplayed(reader.db, entry) ? undefined : entry.endedAt;
    const isOther = rows.differs(row, { region, fromDate, toDate, definition }, at);
    return isOther ? { why: 'row_differs', table: rows.table } : null;
  };
}
