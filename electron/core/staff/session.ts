import { createHash } from 'node:crypto';
import { type Right, ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { storedSettings } from '../settings/setting-table.ts';
import type { Actor, Till } from '../till.ts';
import { checkPin, type PinRefusal } from './pin-check.ts';
import {
  endSession,
  insertSession,
  type LiveSession,
  liveSession,
  setSessionLocked,
  touchSession,
} from './session-table.ts';

/** The time of last use is written at most this often: each write costs the disk an fsync. */
const TOUCH_EVERY_MS = 60_000;

/** The exact time of last use, between two writes of it. */
const lastUse = new WeakMap<Database, Map<string, number>>();

/**
 * Signs a person in at this register. The token is known to the screen alone; the store keeps its hash.
 * Refuses `staff_unknown`, `pin_wrong`, `pin_must_wait`.
 */
export async function signIn(
  till: Till,
  input: { readonly staffId: string; readonly pin: string },
): Promise<Result<{ token: string; actor: Actor }, PinRefusal>> {
  const checked = await checkPin(till, input.staffId, input.pin);
  if (!checked.ok) {
    recordFailure(till, input.staffId, checked.refusal.code);
    return checked;
  }
  const actor = checked.value;
  const token = Buffer.from(till.random.bytes(32)).toString('base64url');
  const at = till.clock.now();
  inTransaction(till.db, () => {
    insertSession(till.db, {
      tokenHash: hashOf(token),
      staffId: actor.staffId,
      registerId: till.registerId,
      at,
    });
    record(till, 'SIGN_IN', actor.staffId, { how: 'pin' });
  });
  till.announce({ type: 'session.changed' });
  return ok({ token, actor });
}

/**
 * Who a token stands for, if that person may do `right` now.
 * `isQuiet` calls (a screen that polls by itself) do not count as use, or a till would never lock.
 */
export function authorise(
  till: Till,
  token: string | null,
  right: Right,
  isQuiet = false,
): Result<Actor, 'not_signed_in' | 'session_locked' | 'right_missing'> {
  const session = sessionOf(till, token);
  if (!session) return refuse('not_signed_in');
  if (session.isLocked) return refuse('session_locked');
  if (!ROLE_GRANTS[session.role].rights.has(right)) return refuse('right_missing', { right });
  if (!isQuiet) touch(till, session);
  return ok({ staffId: session.staffId, name: session.name, role: session.role });
}

/**
 * Who a page on the wall was put up by: it goes on showing while the till behind it is locked, and counts as no use of
 * it. Only for reads that anybody in the shop may see.
 */
export function authoriseOnWall(
  till: Till,
  token: string | null,
  right: Right,
): Result<Actor, 'not_signed_in' | 'right_missing'> {
  const session = sessionOf(till, token);
  if (!session) return refuse('not_signed_in');
  if (!ROLE_GRANTS[session.role].rights.has(right)) return refuse('right_missing', { right });
  return ok({ staffId: session.staffId, name: session.name, role: session.role });
}

/** The live session of a token; `isLocked` also when it was idle for too long. `null`: signed out. */
export function sessionOf(till: Till, token: string | null): LiveSession | null {
  if (token === null) return null;
  const session = liveSession(till.db, hashOf(token));
  if (!session || session.isLocked) return session;
  const usedAt = Math.max(session.lastUsedAt, uses(till.db).get(session.tokenHash) ?? 0);
  const idleMs = till.clock.now() - usedAt;
  // A clock that was set back says nothing about how long the till stood alone, so that locks it too.
  const isIdle = Math.abs(idleMs) >= storedSettings(till.db).autoLockMinutes * 60_000;
  if (isIdle) {
    inTransaction(till.db, () => setSessionLocked(till.db, session.tokenHash, true));
    till.announce({ type: 'session.changed' });
  }
  return { ...session, isLocked: isIdle };
}

/** Locks the till until the same person's PIN opens it again. Nothing to lock is no fault. */
export function lockSession(till: Till, token: string | null): void {
  const session = sessionOf(till, token);
  if (!session || session.isLocked) return;
  inTransaction(till.db, () => setSessionLocked(till.db, session.tokenHash, true));
  till.announce({ type: 'session.changed' });
}

/** Opens a locked session with the PIN of the person it belongs to. */
export async function unlockSession(
  till: Till,
  token: string | null,
  pin: string,
): Promise<Result<Actor, PinRefusal | 'not_signed_in'>> {
  const session = sessionOf(till, token);
  if (!session) return refuse('not_signed_in');
  const checked = await checkPin(till, session.staffId, pin);
  if (!checked.ok) {
    recordFailure(till, session.staffId, checked.refusal.code);
    return checked;
  }
  inTransaction(till.db, () => {
    setSessionLocked(till.db, session.tokenHash, false);
    touchSession(till.db, session.tokenHash, till.clock.now());
    record(till, 'SIGN_IN', session.staffId, { how: 'unlock' });
  });
  uses(till.db).set(session.tokenHash, till.clock.now());
  till.announce({ type: 'session.changed' });
  return checked;
}

/** Ends a session, locked or not. An unknown token is no fault: the result is the same. */
export function signOut(till: Till, token: string | null): void {
  const session = sessionOf(till, token);
  if (!session) return;
  inTransaction(till.db, () => {
    endSession(till.db, session.tokenHash, till.clock.now());
    record(till, 'SIGN_OUT', session.staffId, {});
  });
  uses(till.db).delete(session.tokenHash);
  till.announce({ type: 'session.changed' });
}

function touch(till: Till, session: LiveSession): void {
  const now = till.clock.now();
  uses(till.db).set(session.tokenHash, now);
  // A clock that was set back must not leave a time of use in the future: the till would not lock.
  if (now - session.lastUsedAt < TOUCH_EVERY_MS && now >= session.lastUsedAt) return;
  touchSession(till.db, session.tokenHash, now);
}

/** A refused try while waiting is not journalled: a stuck key would fill the journal. */
function recordFailure(till: Till, staffId: string, code: PinRefusal): void {
  if (code !== 'pin_wrong') return;
  inTransaction(till.db, () => record(till, 'SIGN_IN_FAILED', staffId, { why: code }));
}

function record(
  till: Till,
  type: 'SIGN_IN' | 'SIGN_OUT' | 'SIGN_IN_FAILED',
  staffId: string,
  payload: Readonly<Record<string, unknown>>,
): void {
  const at = till.clock.now();
  appendEntry(till.db, {
    registerId: till.registerId,
    type,
    startedAt: at,
    endedAt: at,
    operator: staffId,
    payload,
  });
}

function hashOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

function uses(db: Database): Map<string, number> {
  const known = lastUse.get(db) ?? new Map<string, number>();
  lastUse.set(db, known);
  return known;
}
