import type { Migration } from '../migration.ts';

/** Print jobs: the document is frozen with the sale; the queue prints it at its own pace. */
export const printingMigration: Migration = {
  id: 60,
  name: 'printing',
  sql: `
CREATE TABLE print_job (
  job_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,     -- order of printing
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'installation_ticket', 'z_report', 'x_report', 'drawer', 'test_page')),
  ref TEXT NOT NULL,               -- sale, ticket, shift or the reason of a drawer kick
  copy INTEGER NOT NULL DEFAULT 0, -- 0 the original, n the n-th reprint
  document TEXT NOT NULL,          -- JSON blocks as printed, personal data by reference only
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'unknown', 'cancelled')),
  fault TEXT,                      -- closed set of printer faults
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX print_job_open ON print_job (seq) WHERE state IN ('queued', 'sent');
CREATE INDEX print_job_stuck ON print_job (seq) WHERE state IN ('failed', 'unknown');
CREATE INDEX print_job_by_ref ON print_job (ref, kind, copy);
`,
};
