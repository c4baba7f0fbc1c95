import { promotionUseCheck } from './promotion-use-check.ts';
import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import { compareAll, type RowCheck } from './sale-check.ts';

/** Checks what a RETURN entry records: the return, each unit that came back, and what was paid out. */
export function returnCheck(reader: RowReader): RowCheck {
  const returns = recordedRows(reader, {
    table: 'sale_return',
    key: ['return_id'],
    columns: [
      ...['journal_seq', 'journal_hash', 'request_id', 'sale_id', 'register_id', 'epoch'],
      ...[
        'return_seq',
        'return_number',
        'business_date',
        'shift_id',
        'by',
        'approved_by',
        'at',
        'reason',
      ],
      ...['net_fen', 'rounding_fen', 'subsidy_fen', 'refund_fen'],
    ],
  });
  const units = recordedRows(reader, {
    table: 'returned_unit',
    key: ['return_id'],
    columns: [
      ...['position', 'unit', 'net_fen', 'rounding_fen', 'subsidy_fen', 'condition', 'sale_id'],
    ],
    orderBy: 'position, unit',
  });
  const refunds = recordedRows(reader, {
    table: 'refund',
    key: ['return_id'],
    columns: ['kind', 'amount_fen'],
    orderBy: 'seq',
  });
  const uses = promotionUseCheck(reader);
  return (payload, entry) => {
    const { returnId, saleId } = payload;
    const [row] = returns.all(returnId);
    if (!row) return { why: 'row_missing', table: 'sale_return' };
    if (row[0] !== entry.seq || row[1] !== entry.hash || returns.differs(row, payload)) {
      return { why: 'row_differs', table: 'sale_return' };
    }
    const said = ((payload.units ?? []) as readonly Payload[])
      .map((unit): Payload => ({ ...unit, saleId }))
      .sort((a, b) => Number(a.position) - Number(b.position) || Number(a.unit) - Number(b.unit));
    return (
      compareAll(units, units.all(returnId), said) ??
      compareAll(refunds, refunds.all(returnId), (payload.refunds ?? []) as readonly Payload[]) ??
      uses(payload, returnId, entry)
    );
  };
}
