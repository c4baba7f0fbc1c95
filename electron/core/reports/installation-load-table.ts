import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Period } from './report-rollup-table.ts';

/** Tickets promised for one slot of one day that stand in one state. */
export type TicketLoad = {
  readonly date: string;
  readonly slot: string;
  readonly type: string;
  readonly state: string;
  readonly count: number;
};

/** How many tickets are promised for each slot of a period, by the state they are in now. */
export function ticketLoad(db: Database, period: Period): readonly TicketLoad[] {
  return prepared<[Period], TicketLoad>(
    db,
    `SELECT t.delivery_date AS date, t.delivery_slot AS slot, t.type,
       (SELECT state FROM ticket_transition n WHERE n.ticket_id = t.ticket_id
        ORDER BY n.seq DESC LIMIT 1) AS state, count(*) AS count
     FROM installation_ticket t WHERE t.delivery_date BETWEEN @from AND @to
     GROUP BY 1, 2, 3, 4 ORDER BY 1, 2`,
  ).all(period);
}
