import type { ColumnType, Generated } from 'kysely';

/** A 64-bit integer: PGlite reads it as a number, postgres.js as a text; read it with `Number()`. */
type Int8 = ColumnType<number | string, number, number>;
type NullableInt8 = ColumnType<number | string | null, number | null, number | null>;

/** Tables as Kysely sees them; every key begins with `store_id`, by which Citus distributes them. */
export type CloudTables = {
  schema_step: { id: number; name: string };
  store: {
    store_id: string;
    name: string;
    token_hash: string | null; // null: no token works, but for the demo's
    created_at: Int8;
    last_contact_at: NullableInt8;
  };
  store_node: {
    store_id: string;
    node_id: string;
    epoch: number;
    contiguous_seq: Int8;
    highest_seq: Int8;
    fact_count: Int8;
  };
  fact: {
    store_id: string;
    node_id: string;
    epoch: number;
    seq: Int8;
    fact_id: string;
    kind: string;
    register_id: string;
    created_at: Int8;
    received_at: Int8;
    content_hash: string;
    body: Generated<unknown>; // jsonb; written as text with a cast
  };
  /** A fact the cloud has already, under the number by which another node of its store sent it. */
  fact_again: {
    store_id: string;
    node_id: string;
    epoch: number;
    seq: Int8;
    fact_id: string;
    received_at: Int8;
  };
  sale_day: {
    store_id: string;
    business_date: string;
    sale_count: Int8;
    takings_fen: Int8;
    last_receipt_number: string;
    last_receipt_at: Int8;
  };
  return_day: {
    store_id: string;
    business_date: string;
    return_count: Int8;
    refund_fen: Int8;
    subsidy_fen: Int8;
  };
  journal_register: {
    store_id: string;
    register_id: string;
    last_seq: Int8;
    last_hash: string;
    last_at: Int8;
    sale_count: Int8;
    received_at: Int8;
  };
  journal_entry: {
    store_id: string;
    register_id: string;
    seq: Int8;
    node_id: string;
    epoch: number;
    type: string;
    started_at: Int8;
    ended_at: Int8;
    operator: string;
    payload: string;
    prev_hash: string;
    hash: string;
    received_at: Int8;
  };
  journal_signature: {
    store_id: string;
    register_id: string;
    seq: Int8;
    key_id: string;
    signature: string;
  };
  journal_key: {
    store_id: string;
    register_id: string;
    key_id: string;
    public_key: string;
    since_seq: Int8;
    at: Int8;
  };
  journal_anchor: {
    store_id: string;
    register_id: string;
    seq: Int8;
    hash: string;
    fact_id: string;
  };
  journal_alarm: {
    store_id: string;
    register_id: string;
    seq: Int8;
    kind: 'gap' | 'fork' | 'broken';
    sent_hash: string;
    held_hash: string;
    node_id: string;
    epoch: number;
    first_at: Int8;
    last_at: Int8;
    times: Int8;
  };
};
