import type { CloudMigration } from '../cloud-migration.ts';

/** Facts that a restored or copied store sent once more, under numbers of its new node: nothing of it is missing. */
export const knownAgainMigration: CloudMigration = {
  id: 30,
  name: 'known again',
  statements: [
    `CREATE TABLE fact_again (
      store_id text NOT NULL,
      node_id text NOT NULL,
      epoch integer NOT NULL,
      seq bigint NOT NULL CHECK (seq >= 1),
      fact_id text NOT NULL,
      received_at bigint NOT NULL,
      PRIMARY KEY (store_id, node_id, epoch, seq)
    )`,
  ],
  plainOnly: [
    `CREATE TRIGGER fact_again_append_only BEFORE UPDATE OR DELETE ON fact_again
      FOR EACH ROW EXECUTE FUNCTION refuse_change()`,
  ],
  distributed: ['fact_again'],
};
