import { type Payload, type RowReader, recordedRows } from './recorded-row-table.ts';
import { compareAll, type RowCheck } from './sale-check.ts';
import { oneRow } from './shift-check.ts';

/** The checks of what entries about a drawer that changed hands record, by the entries' type. */
export function handoverChecks(reader: RowReader): Readonly<Record<string, RowCheck>> {
  const handovers = recordedRows(reader, {
    table: 'handover',
    key: ['handover_id'],
    columns: ['register_id', 'from_shift_id', 'handed_fen', 'out_by', 'at'],
  });
  const settlements = recordedRows(reader, {
    table: 'handover_settlement',
    key: ['handover_id'],
    columns: ['bears', 'by', 'at'],
  });
  return {
    HANDOVER: oneRow(handovers, 'handoverId', ({ registerId }) => ({ registerId })),
    HANDOVER_TAKEN: takenCheck(reader),
    HANDOVER_SETTLED: oneRow(settlements, 'handoverId', () => ({})),
  };
}

/** What the incoming clerk said; the blind counts before it stand in it where the entry lists them. */
function takenCheck(reader: RowReader): RowCheck {
  const answers = recordedRows(reader, {
    table: 'handover_answer',
    key: ['handover_id'],
    columns: ['to_shift_id', 'verdict', 'received_fen', 'in_by', 'at'],
  });
  const counts = recordedRows(reader, {
    table: 'handover_count',
    key: ['handover_id'],
    columns: ['seq', 'counted_by', 'counted_at', 'counted_fen'],
    json: { counts: 'pieces' },
    orderBy: 'seq',
  });
  const answered = oneRow(answers, 'handoverId', () => ({}));
  return (payload, entry) => {
    const said = payload.counts;
    const listed = Array.isArray(said) ? (said as readonly Payload[]) : null;
    return (
      answered(payload, entry) ??
      (listed && compareAll(counts, counts.all(payload.handoverId), listed))
    );
  };
}
