import { appendOnly, type Migration } from '../migration.ts';

/** What the board of a promotion day measures the day by. */
export const boardMigration: Migration = {
  id: 200,
  name: 'board',
  sql: `
-- What the shop means to sell on one day; the newest row of a date counts, 0 takes it back.
CREATE TABLE day_target (
  target_id INTEGER PRIMARY KEY,
  business_date TEXT NOT NULL,
  target_fen INTEGER NOT NULL CHECK (target_fen >= 0),
  at INTEGER NOT NULL,
  by TEXT NOT NULL REFERENCES staff_member (staff_id)
) STRICT;
CREATE INDEX day_target_by_date ON day_target (business_date, target_id);

-- How many tickets the crew does in half a day; the newest row counts, 0 is unknown.
CREATE TABLE crew_capacity (
  capacity_id INTEGER PRIMARY KEY,
  ticket_count INTEGER NOT NULL CHECK (ticket_count >= 0),
  at INTEGER NOT NULL,
  by TEXT NOT NULL REFERENCES staff_member (staff_id)
) STRICT;
${['day_target', 'crew_capacity'].map(appendOnly).join('')}`,
};
