import { appendOnly, type Migration } from '../migration.ts';

/** What the platform granted of a subsidy, what was confirmed when it was claimed, and coupons that come back to life. */
export const settledPromisesMigration: Migration = {
  id: 210,
  name: 'settled promises',
  sql: `
-- What the paying platform really granted of a claim: its figure goes before ours, and the newest row is its figure.
CREATE TABLE subsidy_grant (
  claim_id TEXT NOT NULL REFERENCES subsidy_claim (claim_id), seq INTEGER NOT NULL CHECK (seq >= 1),
  granted_fen INTEGER NOT NULL CHECK (granted_fen >= 0),
  note TEXT NOT NULL,              -- why it is not what was forecast, once somebody found out
  at INTEGER NOT NULL, by TEXT NOT NULL,
  PRIMARY KEY (claim_id, seq)
) STRICT, WITHOUT ROWID;

-- What was known and confirmed at the counter; claims from before were not asked.
ALTER TABLE subsidy_claim ADD COLUMN ean TEXT NOT NULL DEFAULT '';
ALTER TABLE subsidy_claim ADD COLUMN filed_fen INTEGER CHECK (filed_fen > 0); -- the filed price, where the policy asks
ALTER TABLE subsidy_claim ADD COLUMN is_entitled INTEGER NOT NULL DEFAULT 0 CHECK (is_entitled IN (0, 1));
ALTER TABLE subsidy_claim ADD COLUMN is_address_in_region INTEGER NOT NULL DEFAULT 0
  CHECK (is_address_in_region IN (0, 1));
ALTER TABLE subsidy_draft ADD COLUMN ean TEXT NOT NULL DEFAULT '';
ALTER TABLE subsidy_draft ADD COLUMN filed_fen INTEGER;
ALTER TABLE subsidy_draft ADD COLUMN is_entitled INTEGER NOT NULL DEFAULT 0;
ALTER TABLE subsidy_draft ADD COLUMN is_address_in_region INTEGER NOT NULL DEFAULT 0;

-- A code is used once, and once more after each time that its sale came back whole.
DROP TRIGGER coupon_use_no_update;
DROP TRIGGER coupon_use_no_delete;
CREATE TABLE coupon_use_wider (
  code_hash TEXT NOT NULL REFERENCES coupon_code (code_hash),
  turn INTEGER NOT NULL CHECK (turn >= 1), -- the how-manieth use; each but the first follows a revival
  promotion_id TEXT NOT NULL,
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  at INTEGER NOT NULL,
  PRIMARY KEY (code_hash, turn)
) STRICT, WITHOUT ROWID;
INSERT INTO coupon_use_wider SELECT code_hash, 1, promotion_id, sale_id, at FROM coupon_use;
DROP TABLE coupon_use;
ALTER TABLE coupon_use_wider RENAME TO coupon_use;
${appendOnly('coupon_use')}
CREATE TABLE coupon_revival (
  code_hash TEXT NOT NULL, turn INTEGER NOT NULL, -- the use that is undone
  return_id TEXT NOT NULL REFERENCES sale_return (return_id),
  at INTEGER NOT NULL,
  PRIMARY KEY (code_hash, turn),
  FOREIGN KEY (code_hash, turn) REFERENCES coupon_use (code_hash, turn)
) STRICT, WITHOUT ROWID;

CREATE TABLE print_job_wider (
  job_id TEXT PRIMARY KEY,
  seq INTEGER NOT NULL UNIQUE,     -- order of printing
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'return_slip', 'installation_ticket', 'z_report', 'x_report',
    'handover_slip', 'cash_slip', 'period_report', 'deposit_slip', 'coupon_slip', 'drawer', 'test_page')),
  ref TEXT NOT NULL,               -- sale, return, ticket, shift, movement, period, deposit, coupon or the reason of a drawer kick
  copy INTEGER NOT NULL DEFAULT 0, -- 0 the original, n the n-th reprint
  document TEXT NOT NULL,          -- JSON blocks as printed, personal data by reference only, codes of coupons sealed
  state TEXT NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'confirmed', 'failed', 'unknown', 'cancelled')),
  fault TEXT,                      -- closed set of printer faults
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
INSERT INTO print_job_wider SELECT job_id, seq, kind, ref, copy, document, state, fault, attempts, next_try_at,
  created_at, finished_at FROM print_job;
DROP TABLE print_job;
ALTER TABLE print_job_wider RENAME TO print_job;
CREATE INDEX print_job_queued ON print_job (seq) WHERE state = 'queued';
CREATE INDEX print_job_in_hand ON print_job (seq) WHERE state = 'sent' AND finished_at IS NULL;
CREATE INDEX print_job_stuck ON print_job (seq) WHERE state IN ('failed', 'unknown');
CREATE INDEX print_job_by_ref ON print_job (ref, kind, copy);
${['subsidy_grant', 'coupon_revival'].map(appendOnly).join('')}`,
};
