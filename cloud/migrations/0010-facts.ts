import type { CloudMigration } from '../cloud-migration.ts';

/** Stores, their nodes, the facts they sent, and each store's takings by business date. */
export const factsMigration: CloudMigration = {
  id: 10,
  name: 'facts',
  statements: [
    `CREATE TABLE store (
      store_id text PRIMARY KEY,
      name text NOT NULL,
      token_hash text,
      created_at bigint NOT NULL,
      last_contact_at bigint
    )`,
    `CREATE TABLE store_node (
      store_id text NOT NULL,
      node_id text NOT NULL,
      epoch integer NOT NULL,
      contiguous_seq bigint NOT NULL,
      highest_seq bigint NOT NULL,
      fact_count bigint NOT NULL,
      PRIMARY KEY (store_id, node_id, epoch)
    )`,
    `CREATE TABLE fact (
      store_id text NOT NULL,
      node_id text NOT NULL,
      epoch integer NOT NULL,
      seq bigint NOT NULL CHECK (seq >= 1),
      fact_id text NOT NULL,
      kind text NOT NULL,
      register_id text NOT NULL,
      created_at bigint NOT NULL,
      received_at bigint NOT NULL,
      content_hash text NOT NULL,
      body jsonb NOT NULL,
      PRIMARY KEY (store_id, node_id, epoch, seq),
      UNIQUE (store_id, fact_id)
    )`,
    `CREATE TABLE sale_day (
      store_id text NOT NULL,
      business_date text NOT NULL,
      sale_count bigint NOT NULL,
      takings_fen bigint NOT NULL,
      last_receipt_number text NOT NULL,
      last_receipt_at bigint NOT NULL,
      PRIMARY KEY (store_id, business_date)
    )`,
  ],
  // A trigger would have to run on every worker, which Citus refuses by default.
  plainOnly: [
    `CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$`,
    `CREATE TRIGGER fact_append_only BEFORE UPDATE OR DELETE ON fact
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
  distributed: ['store', 'store_node', 'fact', 'sale_day'],
};
