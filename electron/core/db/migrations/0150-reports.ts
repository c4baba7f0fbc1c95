import { appendOnly, type Migration } from '../migration.ts';

/**
 * What reports are read from: sums by business date that are added up from the facts and can be thrown away at any
 * time, and the targets a shop sets itself. Nothing here is written while a sale is.
 */
export const reportsMigration: Migration = {
  id: 150,
  name: 'reports',
  sql: `
-- Sums over sales and returns by business date and one property of them (hour, brand, category, staff …).
CREATE TABLE report_rollup (
  dimension TEXT NOT NULL,
  business_date TEXT NOT NULL,
  key TEXT NOT NULL,
  sale_count INTEGER NOT NULL, unit_milli INTEGER NOT NULL,
  list_fen INTEGER NOT NULL, net_fen INTEGER NOT NULL, rounding_fen INTEGER NOT NULL,
  return_count INTEGER NOT NULL, returned_milli INTEGER NOT NULL,
  returned_fen INTEGER NOT NULL, returned_rounding_fen INTEGER NOT NULL,
  cost_fen INTEGER NOT NULL,       -- of lines whose cost was known when they were sold
  costed_fen INTEGER NOT NULL,     -- net of those lines
  uncosted_count INTEGER NOT NULL, -- lines whose cost nobody knew
  returned_cost_fen INTEGER NOT NULL, -- of units that went back on the shelf
  returned_costed_fen INTEGER NOT NULL,
  PRIMARY KEY (dimension, business_date, key)
) STRICT, WITHOUT ROWID;

-- When a good was last sold, as far as the sums go.
CREATE TABLE report_last_sold (sku TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

-- Up to which sale and which return the sums go; a mark that does not fit the facts makes them be added up anew.
CREATE TABLE report_mark (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  version INTEGER NOT NULL,
  sale_row INTEGER NOT NULL, sale_id TEXT,
  return_row INTEGER NOT NULL, return_id TEXT
) STRICT;

-- The newest row of a month is its target; a month without one goes on with the month before.
CREATE TABLE sales_target (
  target_id INTEGER PRIMARY KEY,
  month TEXT NOT NULL,             -- '2026-06'
  daily_fen INTEGER NOT NULL CHECK (daily_fen >= 0), -- 0: no target
  at INTEGER NOT NULL,
  by TEXT NOT NULL REFERENCES staff_member (staff_id)
) STRICT;
CREATE INDEX sales_target_by_month ON sales_target (month, target_id);
-- Only the few differences that were booked: a sale's events never touch it.
CREATE INDEX drawer_event_over_short ON drawer_event (shift_id) WHERE kind = 'over_short';
CREATE INDEX installation_ticket_by_date ON installation_ticket (delivery_date, delivery_slot);
${appendOnly('sales_target')}`,
};
