import { appendOnly, type Migration } from '../migration.ts';

/** Returns as facts: which units of which sale came back, what was paid out for each, and practised sales apart from all. */
export const returnsMigration: Migration = {
  id: 110,
  name: 'returns',
  sql: `
CREATE TABLE sale_return (
  return_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE, -- the screen's id: the same one is answered the same
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  register_id TEXT NOT NULL REFERENCES register (register_id),
  epoch INTEGER NOT NULL,
  return_seq INTEGER NOT NULL,     -- gapless per register and epoch
  return_number TEXT NOT NULL UNIQUE, -- 0001-01-R000012
  business_date TEXT NOT NULL,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  by TEXT NOT NULL REFERENCES staff_member (staff_id),
  approved_by TEXT,
  reason TEXT NOT NULL,
  at INTEGER NOT NULL,
  net_fen INTEGER NOT NULL CHECK (net_fen >= 0),
  rounding_fen INTEGER NOT NULL,
  refund_fen INTEGER NOT NULL CHECK (refund_fen >= 0),
  journal_seq INTEGER NOT NULL, journal_hash TEXT NOT NULL,
  UNIQUE (register_id, epoch, return_seq),
  CHECK (net_fen - rounding_fen = refund_fen)
) STRICT;
CREATE INDEX sale_return_by_sale ON sale_return (sale_id);
CREATE INDEX sale_return_by_shift ON sale_return (shift_id);
CREATE INDEX sale_return_by_date ON sale_return (business_date);

-- A unit comes back once: the key says so, whatever the screen or two of them do.
CREATE TABLE returned_unit (
  sale_id TEXT NOT NULL, position INTEGER NOT NULL, unit INTEGER NOT NULL,
  return_id TEXT NOT NULL REFERENCES sale_return (return_id),
  net_fen INTEGER NOT NULL,        -- what the unit cost after every discount
  rounding_fen INTEGER NOT NULL,   -- its share of the cash rounding: paid back = net - rounding
  condition TEXT NOT NULL CHECK (condition IN ('restock', 'damaged')),
  PRIMARY KEY (sale_id, position, unit),
  FOREIGN KEY (sale_id, position, unit) REFERENCES sale_unit (sale_id, position, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX returned_unit_by_return ON returned_unit (return_id);

CREATE TABLE refund (
  return_id TEXT NOT NULL REFERENCES sale_return (return_id), seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash')),
  amount_fen INTEGER NOT NULL CHECK (amount_fen >= 0),
  PRIMARY KEY (return_id, seq)
) STRICT, WITHOUT ROWID;

-- A cart that somebody in training began stays practice, whoever pays it.
ALTER TABLE cart ADD COLUMN is_training INTEGER NOT NULL DEFAULT 0 CHECK (is_training IN (0, 1));

-- A practised sale: journalled and printed as practice, no sale, no stock, no cash, in no Z report's sales.
CREATE TABLE training_sale (
  training_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  shift_id TEXT REFERENCES shift (shift_id),
  by TEXT NOT NULL REFERENCES staff_member (staff_id),
  at INTEGER NOT NULL,
  due_fen INTEGER NOT NULL,
  content TEXT NOT NULL            -- JSON: the lines as they would have been sold
) STRICT;
CREATE INDEX training_sale_by_shift ON training_sale (shift_id);
${['sale_return', 'returned_unit', 'refund', 'training_sale'].map(appendOnly).join('')}`,
};
