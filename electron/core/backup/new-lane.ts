import { invariant } from '../../../shared/kernel/assert.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendEntry, lastEntry } from '../journal/journal-table.ts';
import type { Clock, Random } from '../ports.ts';
import { insertRegister, registerSerial, storeOf } from '../staff/store-table.ts';
import {
  currentRegister,
  endWorkInHand,
  insertLane,
  type Lane,
  type LaneCause,
  moveCarts,
  moveStore,
  renumberOutbox,
  unfinishedShifts,
} from './lane-table.ts';

/** Letters that nobody reads as a digit or another letter on a worn receipt. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const HELD_LABEL = '恢复前未结';

export type LaneMaker = {
  readonly db: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly version: string;
};

/**
 * Lets a restored or copied store go on without ever using a number twice: a new node in the next epoch, and a new
 * register with its own chain, receipts, shifts and Z reports. What the old register wrote stays as it is. Its carts go
 * along, held; the outbox counts anew; nobody stays signed in and nothing prints again.
 */
export function startNewLane(maker: LaneMaker, why: LaneCause, restoredFrom: string): Lane {
  const { db, random } = maker;
  return inTransaction(db, () => {
    const store = storeOf(db);
    const before = currentRegister(db);
    invariant(store !== null && before !== null, 'a lane continues a store that has a register');
    const at = maker.clock.now();
    const last = lastEntry(db, before);
    const lane: Lane = {
      registerId: freeRegister(db, before, random),
      nodeId: random.uuid(),
      epoch: store.epoch + 1,
      why,
      continuesRegister: before,
      continuesSeq: last?.seq ?? 0,
      continuesHash: last?.hash ?? '',
      restoredFrom,
      at,
    };
    const { registerId } = lane;
    const serial = `ZD-${hex(random)}-${registerId}`;
    insertRegister(db, { registerId, serial, at });
    insertLane(db, lane);
    moveStore(db, lane);
    moveCarts(db, { from: before, to: registerId, label: HELD_LABEL, at });
    endWorkInHand(db, at);
    renumberOutbox(db);
    const continues = { registerId: before, seq: lane.continuesSeq, hash: lane.continuesHash };
    const { nodeId, epoch } = lane;
    const entry = { registerId, startedAt: at, endedAt: at, operator: 'system' };
    appendEntry(db, {
      ...entry,
      type: 'REGISTER_INIT',
      payload: { serial, version: maker.version, continues, restoredFrom, epoch, nodeId },
    });
    appendEntry(db, {
      ...entry,
      type: 'RESTORED',
      payload: { why, restoredFrom, continues, interrupted: unfinishedShifts(db, before) },
    });
    return lane;
  });
}

/** `01QXF`: the two digits of the register, and three letters that no lane of this store has had. */
function freeRegister(db: Database, before: string, random: Random): string {
  for (;;) {
    const letters = [...random.bytes(3)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
    const registerId = `${before.slice(0, 2)}${letters}`;
    if (registerSerial(db, registerId) === null) return registerId;
  }
}

function hex(random: Random): string {
  return Buffer.from(random.bytes(4)).toString('hex').toUpperCase();
}
