import { appendOnly, type Migration } from '../migration.ts';

/** Promotions as versions, the codes of coupons, quotas as leases and uses, and what a cart remembers of them. */
export const promotionsMigration: Migration = {
  id: 180,
  name: 'promotions',
  sql: `
-- A change of a promotion is a further version; the newest one is the promotion.
CREATE TABLE promotion_version (
  promotion_id TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  status TEXT NOT NULL CHECK (status IN ('draft', 'scheduled', 'stopped')),
  kind TEXT NOT NULL, name TEXT NOT NULL, campaign TEXT NOT NULL,
  from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
  definition TEXT NOT NULL,        -- JSON: the promotion whole
  at INTEGER NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (promotion_id, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX promotion_version_by_end ON promotion_version (to_at, promotion_id);

-- One-time codes of coupons: kept as a keyed hash and their last characters, never in clear.
CREATE TABLE coupon_code (
  code_hash TEXT PRIMARY KEY,
  promotion_id TEXT NOT NULL,
  last4 TEXT NOT NULL,
  at INTEGER NOT NULL, by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX coupon_code_by_promotion ON coupon_code (promotion_id);
-- A code is used once: the key says so, whatever two tills do.
CREATE TABLE coupon_use (
  code_hash TEXT PRIMARY KEY REFERENCES coupon_code (code_hash),
  promotion_id TEXT NOT NULL,
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What a register may sell of a limited promotion: granted is positive, given back is negative.
CREATE TABLE quota_lease (
  lease_id TEXT PRIMARY KEY,
  promotion_id TEXT NOT NULL,
  register_id TEXT NOT NULL REFERENCES register (register_id),
  units INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('granted', 'returned')),
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX quota_lease_by_promotion ON quota_lease (promotion_id, register_id);
-- What was sold under a limited promotion; what comes back is a row below zero.
CREATE TABLE quota_use (
  promotion_id TEXT NOT NULL,
  ref TEXT NOT NULL,               -- the sale, or the return
  register_id TEXT NOT NULL,
  units INTEGER NOT NULL,          -- units, or 1 for a sale
  person_id TEXT,                  -- the customer, where the cart had one
  business_date TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (promotion_id, ref)
) STRICT, WITHOUT ROWID;
CREATE INDEX quota_use_by_day ON quota_use (promotion_id, business_date, units);
CREATE INDEX quota_use_by_person ON quota_use (promotion_id, person_id, units);
CREATE INDEX quota_use_by_ref ON quota_use (ref);

CREATE TABLE item_tag (
  sku TEXT NOT NULL REFERENCES item (sku), tag TEXT NOT NULL,
  PRIMARY KEY (sku, tag)
) STRICT, WITHOUT ROWID;
ALTER TABLE person ADD COLUMN tier TEXT NOT NULL DEFAULT 'none' CHECK (tier IN ('none', 'member', 'vip'));

ALTER TABLE cart ADD COLUMN promotion_choices TEXT NOT NULL DEFAULT '{"unticked":[],"pinned":[]}';
ALTER TABLE cart ADD COLUMN coupons TEXT NOT NULL DEFAULT '[]'; -- JSON: [{promotionId, codeHash}], codeHash null for a shared code
ALTER TABLE cart ADD COLUMN deposits TEXT NOT NULL DEFAULT '[]'; -- JSON: ids of the deposits to redeem
ALTER TABLE cart ADD COLUMN subsidies TEXT NOT NULL DEFAULT '[]'; -- JSON: [{lineId, unit, claimId}]
ALTER TABLE cart ADD COLUMN shown_promotions TEXT; -- JSON: what the cashier last saw taken, and the net
${['promotion_version', 'coupon_code', 'coupon_use', 'quota_lease', 'quota_use'].map(appendOnly).join('')}`,
};
