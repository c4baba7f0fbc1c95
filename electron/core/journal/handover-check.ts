import { type RowReader, recordedRows } from './recorded-row-table.ts';
import type { RowCheck } from './sale-check.ts';
import { oneRow } from './shift-check.ts';

/** The checks of what entries about a drawer that changed hands record, by the entries' type. */
export function handoverChecks(reader: RowReader): Readonly<Record<string, RowCheck>> {
  const handovers = recordedRows(reader, {
    table: 'handover',
    key: ['handover_id'],
    columns: ['register_id', 'from_shift_id', 'handed_fen', 'out_by'],
    moments: ['at'],
  });
  const settlements = recordedRows(reader, {
    table: 'handover_settlement',
    key: ['handover_id'],
    columns: ['bears', 'by'],
    typed: ['note'],
    moments: ['at'],
  });
  const answers = recordedRows(reader, {
    table: 'handover_answer',
    key: ['handover_id'],
    columns: ['to_shift_id', 'verdict', 'received_fen', 'in_by'],
    typed: ['reason'],
    moments: ['at'],
  });
  return {
    HANDOVER: oneRow(handovers, 'handoverId', () => ({})),
    HANDOVER_TAKEN: oneRow(answers, 'handoverId', () => ({})),
    HANDOVER_SETTLED: oneRow(settlements, 'handoverId', ({ operator }) => ({ by: operator })),
  };
}
