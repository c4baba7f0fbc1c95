import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import type { RowCheck } from './sale-check.ts';

/** Checks what a PROMOTION entry records: one version whole, and the columns by which it is found. */
export function promotionVersionCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'promotion_version',
    key: ['promotion_id', 'version'],
    columns: ['status', 'by', 'kind', 'name', 'campaign', 'from_at', 'to_at'],
    json: { definition: 'definition' },
    moments: ['at'],
  });
  return ({ promotionId, version, status, definition }, { operator: by, endedAt }) => {
    const [row] = rows.all(promotionId, version);
    if (!row) return { why: 'row_missing', table: 'promotion_version' };
    const said = { status, by, definition, ...columnsOf(definition as Payload) };
    if (!rows.differs(row, said, endedAt)) return null;
    return { why: 'row_differs', table: 'promotion_version' };
  };
}

function columnsOf(definition: Payload): Payload {
  const { name, campaign } = definition;
  const { kind } = definition.benefit as Payload;
  const { fromAt, toAt } = definition.window as Payload;
  return { kind, name, campaign, fromAt, toAt };
}
