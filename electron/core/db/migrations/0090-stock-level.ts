import type { Migration } from '../migration.ts';

/**
 * What is on hand of each good, kept up by every movement. The movements stay the facts; their sum is kept beside
 * them because it is asked for at every scan, and adding up a good's whole history would grow with each sale.
 */
export const stockLevelMigration: Migration = {
  id: 90,
  name: 'stock-level',
  sql: `
CREATE TABLE stock_level (
  sku TEXT PRIMARY KEY,
  quantity_milli INTEGER NOT NULL  -- the sum of the good's stock movements
) STRICT, WITHOUT ROWID;
INSERT INTO stock_level (sku, quantity_milli)
  SELECT sku, sum(quantity_milli) FROM stock_movement GROUP BY sku;
CREATE TRIGGER stock_level_follows AFTER INSERT ON stock_movement
BEGIN
  INSERT INTO stock_level (sku, quantity_milli) VALUES (NEW.sku, NEW.quantity_milli)
  ON CONFLICT (sku) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli;
END;
`,
};
