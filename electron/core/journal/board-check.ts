import { isReplayed } from './anchor-table.ts';
import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import type { RowCheck } from './sale-check.ts';

/** Checks what a SETTINGS entry records of the board: a day's target or the crew's capacity, by the row it names. */
export function boardCheck(reader: RowReader): RowCheck {
  const targets = recordedRows(reader, {
    table: 'day_target',
    key: ['target_id'],
    columns: ['business_date', 'target_fen', 'by'],
    moments: ['at'],
  });
  const capacities = recordedRows(reader, {
    table: 'crew_capacity',
    key: ['capacity_id'],
    columns: ['ticket_count', 'by'],
    moments: ['at'],
  });
  return (payload, entry) => {
    const { targetId, capacityId, date, targetFen, ticketCount } = payload;
    // What came back has rows of other numbers, or none; entries from before name no row.
    if (isReplayed(reader.db, entry)) return null;
    const by = entry.operator;
    const look = (rows: typeof targets, id: unknown, said: Payload) => {
      const [row] = rows.all(id);
      if (!row) return { why: 'row_missing', table: rows.table } as const;
      const isOther = rows.differs(row, said, entry.endedAt);
      return isOther ? ({ why: 'row_differs', table: rows.table } as const) : null;
    };
    if (targetId !== undefined) {
      return look(targets, targetId, { businessDate: date, targetFen, by });
    }
    return capacityId === undefined ? null : look(capacities, capacityId, { ticketCount, by });
  };
}
