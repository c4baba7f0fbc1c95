import type { Migration } from '../migration.ts';

/**
 * What every close asks for, without reading what is long settled. Tickets whose serial numbers are not complete are
 * kept up by every ticket and its states, which stay the facts; disputed handovers have an index of their own.
 */
export const closeReadsMigration: Migration = {
  id: 160,
  name: 'close-reads',
  sql: `
CREATE INDEX handover_answer_disputed ON handover_answer (handover_id) WHERE verdict = 'disputed';
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
