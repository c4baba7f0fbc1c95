import type { Migration } from '../migration.ts';

/**
 * A printer that confirms nothing leaves every sheet `sent`: a year of them must not lie in the way of the queue,
 * which looks for what waits, and of a start, which looks for what was in hand.
 */
export const printQueueMigration: Migration = {
  id: 170,
  name: 'print-queue',
  sql: `
DROP INDEX print_job_open;
CREATE INDEX print_job_queued ON print_job (seq) WHERE state = 'queued';
CREATE INDEX print_job_in_hand ON print_job (seq) WHERE state = 'sent' AND finished_at IS NULL;
`,
};
