import type { ZReport } from '../../../shared/contract/shift.ts';
import { namedReport } from '../../../shared/domain/shift/report-people.ts';
import { staffById } from '../staff/staff-table.ts';
import type { Till } from '../till.ts';
import type { Replayed } from './replay-entry.ts';
import { insertRow } from './replay-table.ts';

/** The rows of a signed close: the Z report with the shifts it holds, or the close of a month or a year. */
export function replayClose(till: Till, { registerId, entry, said }: Replayed): void {
  const { db } = till;
  const nameOf = (staffId: string) => staffById(db, staffId)?.name ?? staffId;
  const place = { journalSeq: entry.seq, journalHash: entry.hash };
  const closed = { closedAt: Number(said.closedAt ?? entry.endedAt), closedBy: entry.operator };
  if (entry.type !== 'DAY_CLOSE') {
    const report = { ...said, ...place, closedBy: nameOf(entry.operator) };
    insertRow(db, 'period_close', {
      ...{ registerId, kind: String(said.kind), period: String(said.period), ...closed, ...place },
      ...{ firstZ: Number(said.firstZ), lastZ: Number(said.lastZ), report: JSON.stringify(report) },
    });
    return;
  }
  const { shiftIds, ...figures } = said;
  const shifts = shiftIds as readonly string[];
  // The entry is the report as it was, with people by their ids and without its own place.
  const report = namedReport({ ...figures, ...place } as unknown as ZReport, nameOf);
  const number = Number(said.zNumber);
  insertRow(db, 'z_report', {
    ...{ registerId, number, shiftId: shifts.at(-1) ?? '', ...closed },
    approvedBy: typeof said.approvedBy === 'string' ? said.approvedBy : null,
    ...{ reason: String(said.reason ?? ''), report: JSON.stringify(report) },
  });
  for (const shiftId of shifts) {
    insertRow(db, 'z_shift', { shiftId, registerId, zNumber: number });
  }
}
