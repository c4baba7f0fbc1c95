import type { Migration } from '../migration.ts';

/**
 * Tickets whose serial numbers are not complete, kept up by every ticket and its states. The states stay the facts; the
 * few that wait are kept beside them because every close asks for them, and reading all tickets would grow with each sale.
 */
export const awaitingSerialsMigration: Migration = {
  id: 160,
  name: 'awaiting-serials',
  sql: `
CREATE TABLE ticket_awaiting_serials (
  ticket_id TEXT PRIMARY KEY REFERENCES installation_ticket (ticket_id)
) STRICT, WITHOUT ROWID;
INSERT INTO ticket_awaiting_serials (ticket_id)
  SELECT t.ticket_id FROM installation_ticket t WHERE NOT EXISTS (
    SELECT 1 FROM ticket_transition x WHERE x.ticket_id = t.ticket_id AND x.state IN ('serials_complete', 'cancelled'));
CREATE TRIGGER ticket_awaiting_serials_begins AFTER INSERT ON installation_ticket
BEGIN INSERT INTO ticket_awaiting_serials (ticket_id) VALUES (NEW.ticket_id); END;
CREATE TRIGGER ticket_awaiting_serials_ends AFTER INSERT ON ticket_transition
WHEN NEW.state IN ('serials_complete', 'cancelled')
BEGIN DELETE FROM ticket_awaiting_serials WHERE ticket_id = NEW.ticket_id; END;
`,
};
