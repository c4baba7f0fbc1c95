import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { JournalFault } from '../../../shared/contract/journal.ts';
import {
  type ClosingTotals,
  carriedOn,
  NO_TOTALS,
  type Perpetual,
  sumOf,
  withReturn,
  withSale,
  wrongInDay,
  wrongInPeriod,
} from '../../../shared/domain/journal/closing-totals.ts';
import { signedText } from '../../../shared/domain/journal/journal-entry.ts';
import {
  type LaneRange,
  type LaneTotals,
  ownTotals,
  totalOf,
} from '../../../shared/domain/shift/lane-totals.ts';
import type { Payload } from './recorded-row-table.ts';
import type { EntryPlace } from './sale-check.ts';
import { keyIdOf } from './signature-table.ts';

/** Entries that count only with the store's signature: a close that could be rewritten proves nothing. */
export const SIGNED_TYPES: ReadonlySet<string> = new Set([
  'DAY_CLOSE',
  'MONTH_CLOSE',
  'YEAR_CLOSE',
  'PURGE',
]);

/** Entries whose payload the check of the closes looks at. */
export const CLOSING_TYPES: ReadonlySet<string> = new Set([
  ...SIGNED_TYPES,
  'SALE',
  'RETURN',
  'SHIFT_CLOSE',
  'SIGNING_KEY',
  'REGISTER_INIT',
]);

export type CloseFinding = {
  readonly seq: number;
  readonly why: JournalFault;
  readonly what: string;
};

export type Signed = { readonly keyId: string; readonly signature: string };

export type CloseCheck = {
  readonly look: (type: string, payload: Payload, entry: EntryPlace) => CloseFinding | null;
  /** A signature by a key that no entry names: found at the end, since a key may be named behind its first use. */
  readonly end: () => CloseFinding | null;
  /** Z reports seen, each with the number of the entry that made it. */
  readonly zReports: () => readonly { readonly number: number; readonly seq: number }[];
  readonly signedThroughSeq: () => number;
  /** The days the register closed, for the checks of the lanes that continue it. */
  readonly days: () => ClosedDays;
};

type Facts = {
  readonly signatures: ReadonlyMap<number, Signed>;
  readonly keys: ReadonlyMap<string, string>; // public key by its id
  /** Keys that were named before the first entry at hand. */
  readonly namedKeys: ReadonlySet<string>;
  /** Z reports before the first entry at hand, in order: their rows stand for the entries that were purged. */
  readonly before: readonly ClosedDay[];
  readonly earlier: EarlierLanes;
};

/** A day as its Z report closed it: what it covered, and the totals after it, its own lane's and earlier lanes'. */
export type ClosedDay = Perpetual & {
  readonly number: number;
  readonly seq?: number; // of its entry
  readonly totals: ClosingTotals;
  readonly lanes?: readonly LaneTotals[];
};

/** The days of one register by the number of their Z reports. */
export type ClosedDays = ReadonlyMap<number, ClosedDay>;

/**
 * Days of registers that came before. A store has them all; an archive may begin behind them (`isPart`), and then what
 * it does not hold is taken as it is said.
 */
export type EarlierLanes = {
  readonly days: ReadonlyMap<string, ClosedDays>;
  readonly isPart: boolean;
};

/** 'unknown': in a part of the journal that is not at hand. */
type Looked<Value> = Value | 'unknown' | null;

/** Checks the closes of one register's chain: their signatures, and their totals against what they cover. */
export function closeCheck(facts: Facts): CloseCheck {
  const named = new Set(facts.namedKeys);
  const used = new Map<string, number>(); // first use of a key
  const keyObjects = new Map<string, KeyObject | null>();
  const zReports: { number: number; seq: number }[] = [];
  const days = new Map(facts.before.map((day) => [day.number, day]));
  let last: ClosedDay | null = facts.before.at(-1) ?? null;
  let continues: { readonly registerId: string; readonly seq: number } | null = null;
  let running = NO_TOTALS;
  let signedThroughSeq = 0;

  const checkSignature = (entry: EntryPlace): CloseFinding | null => {
    const { seq } = entry;
    const signed = facts.signatures.get(seq);
    if (!signed) return { seq, why: 'signature_missing', what: '' };
    if (!used.has(signed.keyId)) used.set(signed.keyId, seq);
    if (!keyObjects.has(signed.keyId)) {
      keyObjects.set(signed.keyId, keyObject(facts.keys.get(signed.keyId), signed.keyId));
    }
    const key = keyObjects.get(signed.keyId);
    if (!key) return { seq, why: 'key_unknown', what: signed.keyId };
    if (!isSignedBy(key, signedText(entry), signed.signature)) {
      return { seq, why: 'signature_wrong', what: signed.keyId };
    }
    signedThroughSeq = seq;
    return null;
  };
  const closeDay = (payload: Payload, seq: number): CloseFinding | null => {
    const number = Number(payload.zNumber);
    zReports.push({ number, seq });
    const lanes = lanesSaid<LaneTotals>(payload);
    const after = totalOf([carriedOn(ownTotals(last), running), ...lanes]);
    const wrong =
      number === (last?.number ?? 0) + 1
        ? (wrongLane(facts.earlier, lanes, leastLanes(facts.earlier, last, continues)) ??
          wrongInDay(payload, running, after))
        : 'zNumber';
    // What the close says is carried on: one that is wrong does not make all later ones wrong.
    last = {
      number,
      seq,
      totals: running,
      perpetualFen: Number(payload.perpetualFen ?? after.perpetualFen),
      perpetualAbsoluteFen: Number(payload.perpetualAbsoluteFen ?? after.perpetualAbsoluteFen),
      lanes,
    };
    days.set(number, last);
    running = NO_TOTALS;
    return wrong === null ? null : { seq, why: 'totals', what: `Z ${number} ${wrong}` };
  };
  const closePeriod = (payload: Payload, seq: number): CloseFinding | null => {
    const own = { firstZ: Number(payload.firstZ), lastZ: Number(payload.lastZ) };
    const parts = [
      rangeTotals(days, own, false),
      ...lanesSaid<LaneRange>(payload).map((range) =>
        rangeTotals(facts.earlier.days.get(range.registerId), range, facts.earlier.isPart),
      ),
    ];
    if (parts.includes('unknown')) return null;
    const known = parts.filter((part) => part !== null && part !== 'unknown');
    const wrong =
      known.length === parts.length
        ? wrongInPeriod(
            payload,
            known.reduce((sum, { totals }) => sumOf(sum, totals), NO_TOTALS),
            totalOf(known.map(({ end }) => end)),
          )
        : 'lastZ';
    return wrong === null ? null : { seq, why: 'totals', what: `${payload.period} ${wrong}` };
  };
  return {
    look: (type, payload, entry) => {
      const { seq } = entry;
      if (type === 'SALE') running = withSale(running, payload);
      else if (type === 'RETURN') running = withReturn(running, payload);
      else if (type === 'SIGNING_KEY') named.add(keyNamed(payload));
      else if (type === 'REGISTER_INIT') continues = continuedIn(payload);
      else if (type === 'SHIFT_CLOSE' && payload.zNumber !== undefined) {
        return closeDay(payload, seq);
      }
      if (!SIGNED_TYPES.has(type)) return null;
      const unsigned = checkSignature(entry);
      if (type === 'DAY_CLOSE') return closeDay(payload, seq) ?? unsigned;
      return (type === 'PURGE' ? null : closePeriod(payload, seq)) ?? unsigned;
    },
    end: () => {
      const stranger = [...used].find(([keyId]) => !named.has(keyId));
      return stranger ? { seq: stranger[1], why: 'key_unknown', what: stranger[0] } : null;
    },
    zReports: () => zReports,
    signedThroughSeq: () => signedThroughSeq,
    days: () => days,
  };
}

/** What a close says of earlier lanes; nothing in the first lane of a store. */
function lanesSaid<Lane>(payload: Payload): readonly Lane[] {
  // Written by the closes only; another shape makes another hash.
  return (payload.lanes ?? []) as readonly Lane[];
}

/** The register and place that a lane says it goes on from. */
function continuedIn(
  payload: Payload,
): { readonly registerId: string; readonly seq: number } | null {
  const { registerId, seq } = (payload.continues ?? {}) as { registerId?: string; seq?: number };
  return registerId === undefined || seq === undefined ? null : { registerId, seq };
}

/** Up to which Z report each earlier lane must be held: as far as before, and as far as the lane began behind it. */
function leastLanes(
  earlier: EarlierLanes,
  last: ClosedDay | null,
  continues: { readonly registerId: string; readonly seq: number } | null,
): ReadonlyMap<string, number> {
  const least = new Map((last?.lanes ?? []).map((lane) => [lane.registerId, lane.throughZ]));
  if (!last && continues) {
    const closed = [...(earlier.days.get(continues.registerId)?.values() ?? [])];
    const held = closed.findLast(({ seq = 0 }) => seq <= continues.seq);
    if (held) least.set(continues.registerId, held.number);
  }
  return least;
}

/** 'lanes' where what a close carries over is not what those lanes closed with, or less than it must be. */
function wrongLane(
  earlier: EarlierLanes,
  lanes: readonly LaneTotals[],
  least: ReadonlyMap<string, number>,
): 'lanes' | null {
  const isHeld = [...least].every(([registerId, throughZ]) =>
    lanes.some((lane) => lane.registerId === registerId && lane.throughZ >= throughZ),
  );
  const isOnce = new Set(lanes.map(({ registerId }) => registerId)).size === lanes.length;
  const isRight = lanes.every((lane) => {
    const day = earlier.days.get(lane.registerId)?.get(lane.throughZ);
    if (!day) return earlier.isPart;
    const own = ownTotals(day);
    return (
      own.perpetualFen === lane.perpetualFen &&
      own.perpetualAbsoluteFen === lane.perpetualAbsoluteFen
    );
  });
  return isHeld && isOnce && isRight ? null : 'lanes';
}

/** What the Z reports of a range add up to, and what their lane took up to its end; null where one is missing. */
function rangeTotals(
  days: ClosedDays | undefined,
  range: Pick<LaneRange, 'firstZ' | 'lastZ'>,
  isPart: boolean,
): Looked<{ readonly totals: ClosingTotals; readonly end: Perpetual }> {
  const end = days?.get(range.lastZ) ?? null;
  if (!end && range.lastZ > 0) return isPart ? 'unknown' : null;
  let totals = NO_TOTALS;
  for (let number = range.firstZ; number <= range.lastZ; number += 1) {
    totals = sumOf(totals, days?.get(number)?.totals ?? NO_TOTALS);
  }
  return { totals, end: ownTotals(end) };
}

/** The id of the key an entry names, computed from the key itself. */
function keyNamed(payload: Payload): string {
  return keyIdOf(Buffer.from(String(payload.publicKey), 'base64'));
}

function keyObject(publicKey: string | undefined, keyId: string): KeyObject | null {
  if (publicKey === undefined) return null;
  const der = Buffer.from(publicKey, 'base64');
  if (keyIdOf(der) !== keyId) return null;
  try {
    return createPublicKey({ key: der, format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  return verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature, 'base64'));
}
