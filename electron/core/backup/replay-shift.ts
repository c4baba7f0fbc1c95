import type { Till } from '../till.ts';
import type { Replay, Said } from './replay-entry.ts';
import { ensureStaff, freeRequest, insertRow, lastTransition } from './replay-table.ts';

type Transition = { seq: number; state: string; at: number; by: string };

/** What entries about a shift, its cash and its handovers write, by their type. */
export const SHIFT_REPLAYS: Readonly<Record<string, Replay>> = {
  SHIFT_OPEN: (till, { registerId, entry, said }) => {
    const { db } = till;
    const { operator: by, endedAt: at } = entry;
    const shiftId = text(said.shiftId);
    const openingFloatFen = Number(said.floatFen);
    ensureStaff(db, by, at);
    insertRow(db, 'shift', {
      ...{
        shiftId,
        registerId,
        number: Number(said.number),
        businessDate: text(said.businessDate),
      },
      ...{ openedAt: at, openedBy: by, openingFloatFen },
      openingCount: JSON.stringify(said.pieces ?? {}),
    });
    insertRow(db, 'shift_transition', { shiftId, seq: 1, state: 'open', at, by });
    drawer(till, { shiftId, kind: 'open_float', amountFen: openingFloatFen, ref: null, at, by });
  },

  CASH_COUNT: (till, { entry, said }) => {
    const count = {
      ...{ seq: Number(said.seq), countedBy: entry.operator, countedAt: entry.endedAt },
      ...{ countedFen: Number(said.countedFen), counts: JSON.stringify(said.pieces) },
    };
    if (said.handoverId !== undefined) {
      insertRow(till.db, 'handover_count', { handoverId: text(said.handoverId), ...count });
      return;
    }
    const shiftId = text(said.shiftId);
    moveOn(till, shiftId, said);
    insertRow(till.db, 'cash_count', {
      ...{ shiftId, ...count, transitionSeq: Number(said.transitionSeq) },
      ...{ expectedFen: Number(said.expectedFen), overShortFen: Number(said.overShortFen) },
    });
  },

  SHIFT_CLOSE: (till, { entry, said }) => {
    const shiftId = text(said.shiftId);
    const { operator: by, endedAt: at } = entry;
    const amountFen = Number(said.overShortFen);
    const event = { shiftId, kind: 'over_short', amountFen, ref: null, at, by };
    if (amountFen !== 0) drawer(till, { ...event, reason: orNull(said.reason) });
    moveOn(till, shiftId, said);
  },

  CASH_MOVEMENT: (till, one) => {
    const { entry, said } = one;
    const movementId = text(said.movementId);
    const moved = {
      ...{ shiftId: text(said.shiftId), kind: text(said.kind), amountFen: Number(said.amountFen) },
      ...{ at: Number(said.at), by: entry.operator },
    };
    insertRow(till.db, 'cash_movement', {
      ...{
        movementId,
        requestId: freeRequest(till, 'cash_movement', one),
        ...moved,
        category: text(said.category),
      },
      ...{ slipNumber: text(said.slipNumber), note: text(said.note), payeeEnc: null },
      ...{ undoes: orNull(said.undoes), approvedBy: orNull(said.approvedBy) },
    });
    drawer(till, { ...moved, ref: movementId });
  },

  NO_SALE: (till, { entry, said }) => {
    if (!said.shiftId) return;
    const { operator: by, endedAt: at } = entry;
    const event = { shiftId: text(said.shiftId), kind: 'no_sale', amountFen: 0, ref: null, at, by };
    drawer(till, { ...event, reason: orNull(said.reason) });
  },

  HANDOVER: (till, { registerId, entry, said }) => {
    const outBy = text(said.outBy);
    ensureStaff(till.db, outBy, entry.endedAt);
    insertRow(till.db, 'handover', {
      ...{ handoverId: text(said.handoverId), registerId, fromShiftId: text(said.fromShiftId) },
      ...{ handedFen: Number(said.handedFen), outBy, at: entry.endedAt },
    });
  },

  HANDOVER_TAKEN: (till, { entry, said }) => {
    const inBy = text(said.inBy);
    ensureStaff(till.db, inBy, entry.endedAt);
    insertRow(till.db, 'handover_answer', {
      ...{ handoverId: text(said.handoverId), toShiftId: text(said.toShiftId), inBy },
      ...{ verdict: text(said.verdict), receivedFen: Number(said.receivedFen) },
      ...{ reason: text(said.reason), at: entry.endedAt },
    });
  },

  HANDOVER_SETTLED: (till, { entry, said }) => {
    const { operator: by, endedAt: at } = entry;
    ensureStaff(till.db, by, at);
    insertRow(till.db, 'handover_settlement', {
      ...{ handoverId: text(said.handoverId), bears: text(said.bears), note: text(said.note) },
      ...{ by, at },
    });
  },
};

/** What an entry names of a shift's states, as far as they are not known yet. */
function moveOn(till: Till, shiftId: string, said: Said): void {
  const known = lastTransition(till.db, shiftId);
  for (const { seq, state, at, by } of (said.transitions ?? []) as readonly Transition[]) {
    if (seq > known) insertRow(till.db, 'shift_transition', { shiftId, seq, state, at, by });
  }
}

/** Writes an event in the drawer of a shift that came back. */
export function drawer(
  till: Till,
  event: {
    readonly shiftId: string;
    readonly kind: string;
    readonly amountFen: number;
    readonly ref: string | null;
    readonly at: number;
    readonly by: string;
    readonly reason?: string | null;
  },
): void {
  insertRow(till.db, 'drawer_event', { reason: null, ...event });
}

function text(value: unknown): string {
  return String(value ?? '');
}

function orNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
