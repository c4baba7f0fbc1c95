import {
  insertCrewCapacity,
  insertDayTarget,
  isCapacitySetAfter,
  isTargetSetAfter,
} from '../board/day-target-table.ts';
import type { Replay } from './replay-entry.ts';
import { ensureStaff } from './replay-table.ts';

/**
 * What a SETTINGS entry says of a day's target or of the crew, where nobody here has set it since. Values of other
 * settings stand in no entry.
 */
export const replayBoard: Replay = ({ db }, { entry, said }) => {
  const { operator: by, endedAt: at } = entry;
  const { date, targetFen, ticketCount } = said;
  const [changed] = Array.isArray(said.changed) ? said.changed : [];
  if (changed === 'dayTarget' && !isTargetSetAfter(db, String(date), at)) {
    ensureStaff(db, by, at);
    insertDayTarget(db, { businessDate: String(date), targetFen: Number(targetFen), at, by });
  }
  if (changed === 'crewCapacity' && !isCapacitySetAfter(db, at)) {
    ensureStaff(db, by, at);
    insertCrewCapacity(db, { ticketCount: Number(ticketCount), at, by });
  }
};
