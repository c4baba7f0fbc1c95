import { appendOnly, type Migration } from '../migration.ts';

/** Carts (work in progress, so they may change) and sales (facts, so they may not). */
export const checkoutMigration: Migration = {
  id: 50,
  name: 'checkout',
  sql: `
CREATE TABLE cart (
  cart_id TEXT PRIMARY KEY,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  state TEXT NOT NULL CHECK (state IN ('active', 'held')),
  version INTEGER NOT NULL DEFAULT 1,
  label TEXT,                      -- what staff call a held cart
  note TEXT NOT NULL DEFAULT '',
  person_id TEXT REFERENCES person (person_id),
  delivery_date TEXT, delivery_slot TEXT, delivery_note TEXT,
  discount TEXT,                   -- JSON: the manual discount on the whole cart
  started_at INTEGER NOT NULL,     -- when its first line was added
  started_by TEXT NOT NULL,
  start_seq INTEGER,               -- journal entry that records the start
  held_at INTEGER
) STRICT;
CREATE UNIQUE INDEX cart_one_active ON cart (register_id) WHERE state = 'active';

CREATE TABLE cart_line (
  line_id TEXT PRIMARY KEY,
  cart_id TEXT NOT NULL REFERENCES cart (cart_id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  sku TEXT NOT NULL REFERENCES item (sku),
  quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
  shown_list_fen INTEGER,          -- list price the cashier saw (none: asked at the till); a later one is announced, not slipped in
  override TEXT,                   -- JSON: price override with reason and approver
  discount TEXT,                   -- JSON: manual line discount with reason and approver
  floor_approval TEXT,             -- JSON: who allowed a unit to sell below the floor price, and down to what
  handover TEXT NOT NULL DEFAULT 'carry_out' CHECK (handover IN ('carry_out', 'deliver', 'deliver_install')),
  serials TEXT NOT NULL DEFAULT '[]', -- JSON: [{unit, role, serialNumber}]
  note TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX cart_line_by_cart ON cart_line (cart_id, position);

CREATE TABLE sale (
  sale_id TEXT PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE, -- the screen's id of the payment: the same one is answered the same
  cart_id TEXT NOT NULL UNIQUE,    -- a cart becomes one sale at most, however often pay is pressed
  register_id TEXT NOT NULL REFERENCES register (register_id),
  epoch INTEGER NOT NULL,
  receipt_seq INTEGER NOT NULL,    -- gapless per register and epoch
  receipt_number TEXT NOT NULL UNIQUE,
  business_date TEXT NOT NULL,
  shift_id TEXT NOT NULL REFERENCES shift (shift_id),
  cashier_id TEXT NOT NULL REFERENCES staff_member (staff_id),
  person_id TEXT REFERENCES person (person_id),
  started_at INTEGER NOT NULL,
  completed_at INTEGER NOT NULL,
  list_fen INTEGER NOT NULL, discount_fen INTEGER NOT NULL, net_fen INTEGER NOT NULL,
  rounding_fen INTEGER NOT NULL, due_fen INTEGER NOT NULL,
  allocation TEXT NOT NULL, note TEXT NOT NULL,
  journal_seq INTEGER NOT NULL, journal_hash TEXT NOT NULL,
  UNIQUE (register_id, epoch, receipt_seq),
  CHECK (list_fen - discount_fen = net_fen AND net_fen - rounding_fen = due_fen)
) STRICT;
CREATE INDEX sale_by_time ON sale (completed_at);
CREATE INDEX sale_by_shift ON sale (shift_id);

CREATE TABLE line_item (
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  position INTEGER NOT NULL,
  sku TEXT NOT NULL, name TEXT NOT NULL, model TEXT NOT NULL, brand TEXT NOT NULL,
  category TEXT NOT NULL, kind TEXT NOT NULL, unit_label TEXT NOT NULL, energy_grade TEXT,
  quantity_milli INTEGER NOT NULL, unit_list_fen INTEGER NOT NULL,
  list_fen INTEGER NOT NULL, net_fen INTEGER NOT NULL,
  adjustments TEXT NOT NULL,       -- JSON: every deduction with reason, funding and fen
  handover TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (sale_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE sale_unit (
  sale_id TEXT NOT NULL, position INTEGER NOT NULL, unit INTEGER NOT NULL,
  net_fen INTEGER NOT NULL CHECK (net_fen >= 0),
  rounding_fen INTEGER NOT NULL,   -- the unit's share of the cash rounding: paid = net - rounding
  PRIMARY KEY (sale_id, position, unit),
  FOREIGN KEY (sale_id, position) REFERENCES line_item (sale_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE tender (
  sale_id TEXT NOT NULL REFERENCES sale (sale_id), seq INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('cash')),
  amount_fen INTEGER NOT NULL, tendered_fen INTEGER NOT NULL, change_fen INTEGER NOT NULL,
  PRIMARY KEY (sale_id, seq),
  CHECK (tendered_fen - change_fen = amount_fen AND change_fen >= 0)
) STRICT, WITHOUT ROWID;

-- What happens to a unit's serial number is a fact; its state is the last one.
CREATE TABLE serial_event (
  event_id INTEGER PRIMARY KEY,
  brand TEXT NOT NULL, serial_number TEXT NOT NULL, sku TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('unit', 'outdoor', 'indoor')),
  state TEXT NOT NULL CHECK (state IN ('sold', 'returned', 'released')),
  sale_id TEXT NOT NULL, position INTEGER NOT NULL, unit INTEGER NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE INDEX serial_event_by_number ON serial_event (brand, serial_number, event_id);
CREATE INDEX serial_event_by_sale ON serial_event (sale_id, position, unit);

CREATE TABLE stock_movement (
  movement_id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL, quantity_milli INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('opening', 'receipt', 'sale', 'return', 'adjustment')),
  ref TEXT, at INTEGER NOT NULL
) STRICT;
CREATE INDEX stock_movement_by_sku ON stock_movement (sku, quantity_milli);
${['sale', 'line_item', 'sale_unit', 'tender', 'serial_event', 'stock_movement'].map(appendOnly).join('')}`,
};
