import type { AuditRule } from './audit-rule.ts';

/** What is compared: rows and entries since the last purge, after which older entries stand in archives alone. */
const SINCE_PURGE = '> (SELECT coalesce(max(at), -1) FROM journal_purge)';
/** Entries that came back from the cloud wrote a row only where nothing newer stood here. */
const CAME_BACK = `EXISTS (SELECT 1 FROM replay r WHERE r.register_id = j.register_id
  AND j.seq BETWEEN r.from_seq AND r.to_seq)`;
const SAME_MOMENT_MS = 2_000;

type Kept = {
  readonly what: string;
  readonly table: string;
  /** What a row and its entry both say, as SQL over each. */
  readonly ofRow: string;
  readonly ofEntry: string;
  readonly changed: string;
};

const KEPT: readonly Kept[] = [
  {
    what: 'day target',
    table: 'day_target',
    ofRow: `d.business_date || ' ' || d.target_fen || ' ' || d.by`,
    ofEntry: `(j.payload ->> 'date') || ' ' || (j.payload ->> 'targetFen') || ' ' || j.operator`,
    changed: 'dayTarget',
  },
  {
    what: 'crew capacity',
    table: 'crew_capacity',
    ofRow: `d.ticket_count || ' ' || d.by`,
    ofEntry: `(j.payload ->> 'ticketCount') || ' ' || j.operator`,
    changed: 'crewCapacity',
  },
];

/** What must hold of what a promotion day is measured by: nobody set it without an entry that says so. */
export const BOARD_RULES: readonly AuditRule[] = KEPT.flatMap(
  ({ what, table, ofRow, ofEntry, changed }): readonly AuditRule[] => {
    const entries = `journal j WHERE j.type = 'SETTINGS'
      AND j.payload ->> '$.changed[0]' = '${changed}' AND j.ended_at ${SINCE_PURGE}`;
    return [
      {
        invariant: 'I2',
        what: `each ${what} stands in the journal as often as it was set`,
        sql: `SELECT place FROM (
            SELECT ${ofRow} AS place, 1 AS rows, 0 AS own, 0 AS entries FROM ${table} d WHERE d.at ${SINCE_PURGE}
            UNION ALL SELECT ${ofEntry}, 0, NOT ${CAME_BACK}, 1 FROM ${entries})
          GROUP BY place HAVING sum(rows) < sum(own) OR sum(rows) > sum(entries)`,
      },
      {
        invariant: 'I2',
        what: `each ${what} was set when the journal says`,
        // Entries are looked for once, not once a row.
        sql: `WITH said AS MATERIALIZED (SELECT ${ofEntry} AS place, j.ended_at AS at FROM ${entries})
          SELECT ${ofRow} AS place FROM ${table} d WHERE d.at ${SINCE_PURGE} AND NOT EXISTS (
            SELECT 1 FROM said WHERE said.place = ${ofRow} AND abs(said.at - d.at) <= ${SAME_MOMENT_MS})`,
      },
    ];
  },
);
