import type { Cell, ReportTable } from '../../../shared/contract/reports.ts';
import { type CountedShift, countedShifts, disputes } from './over-short-table.ts';
import { bars, figure, type PageAsked, type PageParts, table } from './report-parts.ts';
import { staffNames } from './sales-pages.ts';

/** What was over or short in the drawer, by day and by the person whose shift it was, and what was disputed. */
export function overShortPage(asked: PageAsked): PageParts {
  const { source, period, beside } = asked;
  const names = staffNames(asked);
  const shifts = countedShifts(source.db, period);
  const was = beside && sumOf(countedShifts(source.db, beside));
  const days = Map.groupBy(shifts.toReversed(), ({ businessDate }) => businessDate);
  const people = [...Map.groupBy(shifts, ({ openedBy }) => openedBy)]
    .map(([staffId, own]): readonly Cell[] => [
      names.get(staffId) ?? staffId,
      own.length,
      own.filter(({ overShortFen }) => overShortFen !== 0).length,
      sumOf(own.filter(({ overShortFen }) => overShortFen > 0)),
      sumOf(own.filter(({ overShortFen }) => overShortFen < 0)),
      sumOf(own),
    ])
    .toSorted((a, b) => Number(a[5]) - Number(b[5]));
  const disputed = disputeTable(asked, names);
  return {
    figures: [
      figure('over_short', 'fen', sumOf(shifts), was),
      figure('over', 'fen', sumOf(shifts.filter(({ overShortFen }) => overShortFen > 0))),
      figure('short', 'fen', sumOf(shifts.filter(({ overShortFen }) => overShortFen < 0))),
      figure('dispute_count', 'count', disputed.rowCount),
    ],
    chart: bars([...days.keys()], 'date', [
      { key: 'over_short', values: [...days.values()].map(sumOf), tone: 'main' },
    ]),
    tables: [peopleTable(people), shiftTable(shifts, names), disputed],
    notes: ['count_as_booked'],
  };
}

function sumOf(shifts: readonly CountedShift[]): number {
  return shifts.reduce((sum, { overShortFen }) => sum + overShortFen, 0);
}

function peopleTable(rows: readonly (readonly Cell[])[]): ReportTable {
  return table({
    key: 'over_short_people',
    columns: [
      { key: 'person', kind: 'text' },
      { key: 'shift_count', kind: 'count' },
      { key: 'differing_count', kind: 'count' },
      { key: 'over', kind: 'fen' },
      { key: 'short', kind: 'fen' },
      { key: 'over_short', kind: 'fen' },
    ],
    rows,
    sums: ['shift_count', 'differing_count', 'over', 'short', 'over_short'],
  });
}

function shiftTable(
  shifts: readonly CountedShift[],
  names: ReadonlyMap<string, string>,
): ReportTable {
  return table({
    key: 'over_short_shifts',
    columns: [
      { key: 'date', kind: 'date' },
      { key: 'shift', kind: 'text' },
      { key: 'person', kind: 'text' },
      { key: 'counted_by', kind: 'text' },
      { key: 'times_counted', kind: 'count' },
      { key: 'expected', kind: 'fen' },
      { key: 'counted', kind: 'fen' },
      { key: 'over_short', kind: 'fen' },
      { key: 'reason', kind: 'word', words: 'reason' },
    ],
    rows: shifts.map((shift): readonly Cell[] => [
      shift.businessDate,
      `${shift.registerId}-${shift.number}`,
      names.get(shift.openedBy) ?? shift.openedBy,
      names.get(shift.countedBy) ?? shift.countedBy,
      shift.countCount,
      shift.expectedFen,
      shift.countedFen,
      shift.overShortFen,
      shift.overShortFen === 0 ? null : (shift.reason ?? ''),
    ]),
    sums: ['expected', 'counted', 'over_short'],
  });
}

function disputeTable(
  { source, period }: PageAsked,
  names: ReadonlyMap<string, string>,
): ReportTable {
  return table({
    key: 'disputes',
    columns: [
      { key: 'date', kind: 'date' },
      { key: 'outgoing', kind: 'text' },
      { key: 'incoming', kind: 'text' },
      { key: 'handed', kind: 'fen' },
      { key: 'received_cash', kind: 'fen' },
      { key: 'over_short', kind: 'fen' },
      { key: 'bears', kind: 'word', words: 'bears' },
    ],
    rows: disputes(source.db, period).map((dispute): readonly Cell[] => [
      dispute.businessDate,
      names.get(dispute.outBy) ?? dispute.outBy,
      names.get(dispute.inBy) ?? dispute.inBy,
      dispute.handedFen,
      dispute.receivedFen,
      dispute.receivedFen - dispute.handedFen,
      dispute.bears ?? 'open',
    ]),
    sums: ['over_short'],
  });
}
