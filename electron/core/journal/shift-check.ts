import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import {
  type Payload,
  type RecordedRows,
  type RowReader,
  recordedRows,
} from './recorded-row-table.ts';
import { compareAll, type EntryPlace, type RowCheck, type RowFault } from './sale-check.ts';

/** The checks of what entries about a shift, its cash and its close record, by the entries' type. */
export function shiftChecks(reader: RowReader): Readonly<Record<string, RowCheck>> {
  return {
    SHIFT_OPEN: oneRow(shiftRows(reader), 'shiftId', ({ operator, registerId }) => ({
      registerId,
      // The demo store opens its own first shift.
      ...(operator === 'system' ? {} : { openedBy: operator }),
    })),
    CASH_COUNT: countCheck(reader),
    SHIFT_CLOSE: shiftCloseCheck(reader),
    CASH_MOVEMENT: oneRow(movementRows(reader), 'movementId', () => ({})),
    TRAINING_SALE: trainingCheck(reader),
    DAY_CLOSE: dayCloseCheck(reader),
    MONTH_CLOSE: periodCloseCheck(reader),
    YEAR_CLOSE: periodCloseCheck(reader),
  };
}

/** A check of an entry that records exactly one row, found by the id that its payload names. */
export function oneRow(
  rows: RecordedRows,
  idName: string,
  implied: (entry: EntryPlace) => Payload,
): RowCheck {
  return (payload, entry) => {
    const [row] = rows.all(payload[idName]);
    if (!row) return { why: 'row_missing', table: rows.table };
    const isOther = rows.differs(row, { ...payload, ...implied(entry) }, entry.endedAt);
    return isOther ? { why: 'row_differs', table: rows.table } : null;
  };
}

function shiftRows(reader: RowReader): RecordedRows {
  const rows = recordedRows(reader, {
    table: 'shift',
    key: ['shift_id'],
    columns: ['register_id', 'number', 'business_date', 'opened_by', 'opening_float_fen'],
    json: { opening_count: 'pieces' },
    moments: ['opened_at'],
  });
  return {
    ...rows,
    differs: (row, payload, endedAt) =>
      rows.differs(row, { ...payload, openingFloatFen: payload.floatFen }, endedAt),
  };
}

function movementRows(reader: RowReader): RecordedRows {
  return recordedRows(reader, {
    table: 'cash_movement',
    key: ['movement_id'],
    columns: [
      ...['request_id', 'shift_id', 'kind', 'amount_fen', 'category', 'slip_number', 'undoes'],
      ...['at', 'by', 'approved_by'],
    ],
    typed: ['note'],
  });
}

/** A practised sale with the content it would have had; a typed note stands in the row alone. */
function trainingCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'training_sale',
    key: ['training_id'],
    columns: ['content', 'request_id', 'register_id', 'shift_id', 'by', 'at', 'due_fen'],
  });
  return ({ content, ...payload }) => {
    const [row] = rows.all(payload.trainingId);
    if (!row) return { why: 'row_missing', table: rows.table };
    const isSame =
      canonicalJson(figures(parsed(row[0]))) === canonicalJson(figures(content)) &&
      !rows.differs(row, payload);
    return isSame ? null : { why: 'row_differs', table: rows.table };
  };
}

/** A blind count: of a shift that ends, or of a drawer that somebody takes over. */
function countCheck(reader: RowReader): RowCheck {
  const columns = ['transition_seq', 'counted_by', 'counted_fen', 'expected_fen', 'over_short_fen'];
  const json = { counts: 'pieces' };
  const moments = ['counted_at'];
  const ofShifts = recordedRows(reader, {
    table: 'cash_count',
    key: ['shift_id', 'seq'],
    columns,
    json,
    moments,
  });
  const ofHandovers = recordedRows(reader, {
    table: 'handover_count',
    key: ['handover_id', 'seq'],
    columns: ['counted_by', 'counted_fen'],
    json,
    moments,
  });
  return (payload, { operator, endedAt }) => {
    const rows = payload.handoverId === undefined ? ofShifts : ofHandovers;
    const [row] = rows.all(payload.handoverId ?? payload.shiftId, payload.seq);
    if (!row) return { why: 'row_missing', table: rows.table };
    const isOther = rows.differs(row, { ...payload, countedBy: operator }, endedAt);
    return isOther ? { why: 'row_differs', table: rows.table } : null;
  };
}

/** Every state of the shift; in an entry of an older program, which made the Z report too, the figures it names. */
function shiftCloseCheck(reader: RowReader): RowCheck {
  const transitions = recordedRows(reader, {
    table: 'shift_transition',
    key: ['shift_id'],
    columns: ['seq', 'state', 'at', 'by'],
    orderBy: 'seq',
  });
  const reports = recordedRows(reader, {
    table: 'z_report',
    key: ['register_id', 'number'],
    columns: ['report', 'shift_id'],
  });
  return (payload, entry) => {
    if (payload.zNumber === undefined) {
      const said = (payload.transitions ?? []) as readonly Payload[];
      return compareAll(transitions, transitions.all(payload.shiftId), said);
    }
    const [row] = reports.all(entry.registerId, payload.zNumber);
    if (!row) return { why: 'row_missing', table: 'z_report' };
    const report = parsed(row[0]);
    const { reason: _, approvedBy: __, shiftId: ___, ...named } = payload;
    const isSame = Object.entries(named).every(([name, value]) => report?.[name] === value);
    return isSame && !reports.differs(row, { shiftId: payload.shiftId })
      ? null
      : { why: 'row_differs', table: 'z_report' };
  };
}

function parsed(text: unknown): Payload | null {
  try {
    return JSON.parse(String(text)) as Payload;
  } catch {
    return null;
  }
}

/** The Z report of a day, its row and its shifts. An entry of an older program says less, and less is compared. */
function dayCloseCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'z_report',
    key: ['register_id', 'number'],
    columns: ['report', 'reason', 'shift_id', 'closed_at', 'closed_by', 'approved_by'],
  });
  const shifts = recordedRows(reader, {
    table: 'z_shift',
    key: ['register_id', 'z_number'],
    columns: ['shift_id'],
  });
  return (payload, entry) => {
    const [row] = rows.all(entry.registerId, payload.zNumber);
    if (!row) return { why: 'row_missing', table: 'z_report' };
    const shiftIds = (payload.shiftIds ?? []) as readonly string[];
    const said = { ...payload, shiftId: shiftIds.at(-1), closedBy: entry.operator };
    const isReason = reasonText(String(row[1])) === payload.reason;
    const { report: _, reason: __, ...columns } = said as Payload & { report?: unknown };
    if (rows.differs(row, columns) || !isReason || !isReportOf(row[0], payload, entry)) {
      return { why: 'row_differs', table: 'z_report' };
    }
    const saidShifts = [...shiftIds].sort().map((shiftId): Payload => ({ shiftId }));
    return compareAll(shifts, shifts.all(entry.registerId, payload.zNumber), saidShifts);
  };
}

function periodCloseCheck(reader: RowReader): RowCheck {
  const rows = recordedRows(reader, {
    table: 'period_close',
    key: ['register_id', 'kind', 'period'],
    columns: [
      ...['report', 'journal_seq', 'journal_hash', 'first_z', 'last_z', 'closed_at', 'closed_by'],
    ],
  });
  return (payload, entry): RowFault | null => {
    const [row] = rows.all(entry.registerId, payload.kind, payload.period);
    if (!row) return { why: 'row_missing', table: 'period_close' };
    const said = { ...payload, journalSeq: entry.seq, journalHash: entry.hash };
    const { report: _, ...columns } = said as Payload & { report?: unknown };
    const isSame =
      !rows.differs(row, { ...columns, closedBy: entry.operator }) &&
      isReportOf(row[0], payload, entry);
    return isSame ? null : { why: 'row_differs', table: 'period_close' };
  };
}

/** Parts of a report that its entry cannot hold: names of people, typed reasons, and the entry's own place. */
const BESIDE = new Set([
  ...['openedBy', 'closedBy', 'approvedBy', 'operators', 'outBy', 'inBy', 'countedBy', 'by'],
  ...['reason', 'note', 'shiftIds', 'journalSeq', 'journalHash'],
]);

/** Whether a stored report is the one its entry holds, name by name, and names that entry. */
function isReportOf(text: unknown, payload: Payload, entry: EntryPlace): boolean {
  return isReportOfEntry(parsed(text), payload, entry);
}

/** The same of a report that is read already. */
export function isReportOfEntry(
  report: Payload | null,
  payload: Payload,
  entry: Pick<EntryPlace, 'seq' | 'hash'>,
): boolean {
  if (report?.journalSeq !== entry.seq || report.journalHash !== entry.hash) return false;
  return canonicalJson(figures(report)) === canonicalJson(figures(payload));
}

function figures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(figures);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !BESIDE.has(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, figures(inner)]));
}
