import { type RowReader, recordedRows } from './recorded-row-table.ts';
import type { RowCheck } from './sale-check.ts';
import { oneRow } from './shift-check.ts';

/** Checks what a QUOTA_LEASE entry records: units of a limited promotion that a register took or gave back. */
export function quotaLeaseCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'quota_lease',
    key: ['lease_id'],
    columns: ['promotion_id', 'register_id', 'units', 'reason', 'at'],
  });
  return oneRow(rows, 'leaseId', ({ registerId }) => ({ registerId }));
}
