import { appendOnly, type Migration } from '../migration.ts';

/** Goods and services, the codes that find them, and the price book as facts. */
export const catalogMigration: Migration = {
  id: 10,
  name: 'catalog',
  sql: `
CREATE TABLE item (
  item_no INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('goods', 'service', 'material')),
  brand TEXT NOT NULL, model TEXT NOT NULL, name TEXT NOT NULL, category TEXT NOT NULL,
  energy_grade TEXT, colour TEXT, spec TEXT NOT NULL DEFAULT '',
  unit_label TEXT NOT NULL,        -- 台 套 米 个 …
  serial TEXT NOT NULL CHECK (serial IN ('none', 'one', 'ac_split')),
  needs_install INTEGER NOT NULL CHECK (needs_install IN (0, 1)),
  is_active INTEGER NOT NULL DEFAULT 1,
  identity TEXT NOT NULL,          -- brand and model that tell it from its twins
  typed_model TEXT NOT NULL,       -- the model in lower-case letters and digits alone
  import_id TEXT,                  -- the price list that brought it in
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX item_by_identity ON item (identity);
CREATE INDEX item_by_typed_model ON item (typed_model);
CREATE INDEX item_by_category ON item (category, brand);

-- Search: own tokens only (characters, pairs, pinyin, initials, model fragments), so the index holds no text.
CREATE VIRTUAL TABLE item_search USING fts5 (
  terms, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);
-- Every Latin word the index knows, to find what a mistyped one stands for.
CREATE TABLE search_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE item_code (
  code TEXT PRIMARY KEY,           -- EAN, own code
  sku TEXT NOT NULL REFERENCES item (sku),
  kind TEXT NOT NULL CHECK (kind IN ('ean', 'own'))
) STRICT, WITHOUT ROWID;
CREATE INDEX item_code_by_sku ON item_code (sku);

-- The price book: one row a change, the newest row of a sku is its price. All amounts in fen.
CREATE TABLE price_change (
  change_id INTEGER PRIMARY KEY,
  sku TEXT NOT NULL REFERENCES item (sku),
  list_fen INTEGER CHECK (list_fen >= 0),
  floor_fen INTEGER, settlement_fen INTEGER, cost_fen INTEGER,
  import_id TEXT, by TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
-- Holds the list price too, so that a result of a search needs no look at the table.
CREATE INDEX price_change_by_sku ON price_change (sku, change_id, list_fen);
CREATE INDEX price_change_by_import ON price_change (import_id) WHERE import_id IS NOT NULL;

CREATE TABLE price_import (
  import_id TEXT PRIMARY KEY,
  file_name TEXT NOT NULL, supplier TEXT NOT NULL, summary TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL,
  undoes TEXT                      -- the import that this one takes back
) STRICT;

-- How the owner corrected the columns of one supplier's sheets.
CREATE TABLE supplier_mapping (
  supplier TEXT PRIMARY KEY,
  mapping TEXT NOT NULL            -- JSON: header -> meaning
) STRICT, WITHOUT ROWID;
${['price_change', 'price_import'].map(appendOnly).join('')}`,
};
