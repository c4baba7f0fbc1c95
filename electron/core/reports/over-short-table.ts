import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Period } from './report-rollup-table.ts';

/** A shift that was counted and closed, with its last count. */
export type CountedShift = {
  readonly businessDate: string;
  readonly number: number;
  readonly registerId: string;
  readonly openedBy: string; // staff id, as the next
  readonly countedBy: string;
  readonly countCount: number;
  readonly expectedFen: number;
  readonly countedFen: number;
  readonly overShortFen: number;
  readonly reason: string | null;
};

/** A drawer that was taken over with another amount in it than was handed over. */
export type Dispute = {
  readonly businessDate: string;
  readonly outBy: string; // staff id, as the next
  readonly inBy: string;
  readonly handedFen: number;
  readonly receivedFen: number;
  readonly bears: 'shop' | 'outgoing' | 'incoming' | null; // null: not settled yet
};

/** The closed shifts of a period that were counted, the newest first. */
export function countedShifts(db: Database, period: Period): readonly CountedShift[] {
  return prepared<[Period], CountedShift>(
    db,
    `SELECT s.business_date AS businessDate, s.number, s.register_id AS registerId,
       s.opened_by AS openedBy, c.counted_by AS countedBy, c.seq AS countCount,
       c.expected_fen AS expectedFen, c.counted_fen AS countedFen, c.over_short_fen AS overShortFen,
       (SELECT d.reason FROM drawer_event d WHERE d.shift_id = s.shift_id AND d.kind = 'over_short'
        ORDER BY d.event_id DESC LIMIT 1) AS reason
     FROM shift s JOIN cash_count c ON c.shift_id = s.shift_id
       AND c.seq = (SELECT max(seq) FROM cash_count WHERE shift_id = s.shift_id)
     WHERE s.business_date BETWEEN @from AND @to AND EXISTS (
       SELECT 1 FROM shift_transition t WHERE t.shift_id = s.shift_id AND t.state = 'closed')
     ORDER BY s.business_date DESC, s.register_id, s.number DESC`,
  ).all(period);
}

/** The disputed handovers of a period, the newest first. */
export function disputes(db: Database, period: Period): readonly Dispute[] {
  return prepared<[Period], Dispute>(
    db,
    `SELECT s.business_date AS businessDate, h.out_by AS outBy, a.in_by AS inBy,
       h.handed_fen AS handedFen, a.received_fen AS receivedFen, e.bears
     FROM handover_answer a JOIN handover h ON h.handover_id = a.handover_id
       JOIN shift s ON s.shift_id = h.from_shift_id
       LEFT JOIN handover_settlement e ON e.handover_id = a.handover_id
     WHERE a.verdict = 'disputed' AND s.business_date BETWEEN @from AND @to
     ORDER BY a.at DESC`,
  ).all(period);
}
