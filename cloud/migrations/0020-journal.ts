import type { CloudMigration } from '../cloud-migration.ts';

/** The copy of every register's journal, what went wrong on its way, and what was paid back by business date. */
export const journalMigration: CloudMigration = {
  id: 20,
  name: 'journal',
  statements: [
    `CREATE TABLE journal_register (
      store_id text NOT NULL,
      register_id text NOT NULL,
      last_seq bigint NOT NULL CHECK (last_seq >= 1),
      last_hash text NOT NULL,
      last_at bigint NOT NULL,
      sale_count bigint NOT NULL,
      received_at bigint NOT NULL,
      PRIMARY KEY (store_id, register_id)
    )`,
    // The payload is text, not jsonb: its hash is over every character.
    `CREATE TABLE journal_entry (
      store_id text NOT NULL,
      register_id text NOT NULL,
      seq bigint NOT NULL CHECK (seq >= 1),
      node_id text NOT NULL,
      epoch integer NOT NULL,
      type text NOT NULL,
      started_at bigint NOT NULL,
      ended_at bigint NOT NULL,
      operator text NOT NULL,
      payload text NOT NULL,
      prev_hash text NOT NULL,
      hash text NOT NULL,
      received_at bigint NOT NULL,
      PRIMARY KEY (store_id, register_id, seq)
    )`,
    `CREATE TABLE journal_signature (
      store_id text NOT NULL,
      register_id text NOT NULL,
      seq bigint NOT NULL,
      key_id text NOT NULL,
      signature text NOT NULL,
      PRIMARY KEY (store_id, register_id, seq)
    )`,
    `CREATE TABLE journal_key (
      store_id text NOT NULL,
      register_id text NOT NULL,
      key_id text NOT NULL,
      public_key text NOT NULL,
      since_seq bigint NOT NULL,
      at bigint NOT NULL,
      PRIMARY KEY (store_id, register_id, key_id)
    )`,
    // What a fact says of its own entry: the journal that follows must agree with it.
    `CREATE TABLE journal_anchor (
      store_id text NOT NULL,
      register_id text NOT NULL,
      seq bigint NOT NULL,
      hash text NOT NULL,
      fact_id text NOT NULL,
      PRIMARY KEY (store_id, register_id, seq)
    )`,
    // The same trouble seen again is counted, so that a till that repeats itself fills nothing.
    `CREATE TABLE journal_alarm (
      store_id text NOT NULL,
      register_id text NOT NULL,
      seq bigint NOT NULL,
      kind text NOT NULL CHECK (kind IN ('gap', 'fork', 'broken')),
      sent_hash text NOT NULL,
      held_hash text NOT NULL,
      node_id text NOT NULL,
      epoch integer NOT NULL,
      first_at bigint NOT NULL,
      last_at bigint NOT NULL,
      times bigint NOT NULL,
      PRIMARY KEY (store_id, register_id, seq, kind, sent_hash)
    )`,
    `CREATE TABLE return_day (
      store_id text NOT NULL,
      business_date text NOT NULL,
      return_count bigint NOT NULL,
      refund_fen bigint NOT NULL,
      PRIMARY KEY (store_id, business_date)
    )`,
  ],
  plainOnly: ['journal_entry', 'journal_signature', 'journal_key', 'journal_anchor'].map(
    (table) => `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE ON ${table}
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ),
  distributed: [
    ...['journal_register', 'journal_entry', 'journal_signature', 'journal_key', 'journal_alarm'],
    'journal_anchor',
    'return_day',
  ],
};
