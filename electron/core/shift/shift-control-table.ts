import type { ControlFacts, TicketFacts } from '../../../shared/domain/shift/z-report.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** Entries of these types are counted, each into the line it stands for. */
const COUNTED = {
  COPY: 'reprintCount',
  PRICE_OVERRIDE: 'overrideCount',
  MANUAL_DISCOUNT: 'discountCount',
  SALE_ABORT: 'clearedCartCount',
  LINE_VOID: 'removedLineCount',
  PRINTER_FAILURE: 'failedPrintCount',
  CLOCK_JUMP: 'clockJumpCount',
  APPROVAL: 'approvalCount',
  APPROVAL_REFUSED: 'refusedApprovalCount',
} as const;

const LOOKED_FOR = [...Object.keys(COUNTED), 'OFFLINE'].map((type) => `'${type}'`).join(', ');

/**
 * Control lines of a report: the register's journal after entry `afterSeq` (the one that closed the day before), so
 * that a clock which jumps changes nothing and no entry falls between two reports. What was only practised is left out.
 */
export function controlFacts(
  db: Database,
  range: { readonly registerId: string; readonly afterSeq: number },
  shiftIds: readonly string[],
): ControlFacts {
  const rows = prepared<[typeof range], { type: string; n: number; ms: number }>(
    db,
    `SELECT type, count(*) AS n, sum(max(0, ended_at - started_at)) AS ms FROM journal
     WHERE register_id = @registerId AND seq > @afterSeq AND type IN (${LOOKED_FOR})
       AND coalesce(payload ->> 'isTraining', 0) = 0 GROUP BY type`,
  ).all(range);
  const found = new Map(rows.map((row) => [row.type, row]));
  const counts = Object.entries(COUNTED).map(([type, line]) => [line, found.get(type)?.n ?? 0]);
  return {
    // One line a type, so every count of the facts is there.
    ...(Object.fromEntries(counts) as Record<(typeof COUNTED)[keyof typeof COUNTED], number>),
    ...practised(db, shiftIds),
    offlineMs: found.get('OFFLINE')?.ms ?? 0,
  };
}

/** Sales that were only practised; none of them is in any other figure. */
function practised(
  db: Database,
  shiftIds: readonly string[],
): Pick<ControlFacts, 'trainingCount' | 'trainingFen'> {
  const row = prepared<[string], { n: number; due: Fen }>(
    db,
    `SELECT count(*) AS n, coalesce(sum(due_fen), 0) AS due FROM training_sale
     WHERE shift_id IN (SELECT value FROM json_each(?))`,
  ).get(JSON.stringify(shiftIds));
  return { trainingCount: row?.n ?? 0, trainingFen: row?.due ?? fen(0) };
}

const TICKETS = `FROM sale s CROSS JOIN installation_ticket t ON t.sale_id = s.sale_id
  WHERE s.shift_id IN (SELECT value FROM json_each(?))`;

/** The tickets written in these shifts: how many stand in each state, and how many serial numbers they lack. */
export function ticketFacts(db: Database, shiftIds: readonly string[]): TicketFacts {
  const bound = JSON.stringify(shiftIds);
  const states = prepared<[string], TicketFacts['states'][number]>(
    db,
    `SELECT (SELECT x.state FROM ticket_transition x WHERE x.ticket_id = t.ticket_id
         ORDER BY x.seq DESC LIMIT 1) AS state, count(*) AS count
     ${TICKETS} GROUP BY 1 ORDER BY 1`,
  ).all(bound);
  const missing = prepared<[string], { n: number }>(
    db,
    `SELECT count(*) AS n FROM sale sold CROSS JOIN installation_ticket t ON t.sale_id = sold.sale_id,
       json_each(t.lines) l, json_each(l.value, '$.serials') s
     WHERE sold.shift_id IN (SELECT value FROM json_each(?)) AND s.value ->> 'serialNumber' IS NULL
       AND NOT EXISTS (
         SELECT 1 FROM serial_event e WHERE e.sale_id = t.sale_id AND e.state = 'sold'
           AND e.position = l.value ->> 'position' AND e.unit = s.value ->> 'unit'
           AND e.role = s.value ->> 'role')`,
  ).get(bound);
  return { states, missingSerialCount: missing?.n ?? 0 };
}
