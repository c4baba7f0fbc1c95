import { appendOnly, type Migration } from '../migration.ts';

/** Installation tickets: the ticket as promised at the counter, and each later transition as a fact. */
export const fulfilmentMigration: Migration = {
  id: 70,
  name: 'fulfilment',
  sql: `
CREATE TABLE installation_ticket (
  ticket_id TEXT PRIMARY KEY,
  ticket_number TEXT NOT NULL UNIQUE, -- T0001-000045
  sale_id TEXT NOT NULL REFERENCES sale (sale_id),
  person_id TEXT NOT NULL REFERENCES person (person_id),
  type TEXT NOT NULL CHECK (type IN ('deliver', 'deliver_install')),
  delivery_date TEXT NOT NULL, delivery_slot TEXT NOT NULL, note TEXT NOT NULL,
  lines TEXT NOT NULL,             -- JSON: what is delivered, with the serial numbers known at the sale
  code_hmac TEXT NOT NULL,         -- of the acceptance code on the customer's copy
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX installation_ticket_by_sale ON installation_ticket (sale_id);

CREATE TABLE ticket_transition (
  ticket_id TEXT NOT NULL REFERENCES installation_ticket (ticket_id),
  seq INTEGER NOT NULL,
  state TEXT NOT NULL, at INTEGER NOT NULL, by TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (ticket_id, seq)
) STRICT, WITHOUT ROWID;
${['installation_ticket', 'ticket_transition'].map(appendOnly).join('')}`,
};
