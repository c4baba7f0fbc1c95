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
};

type Facts = {
  readonly signatures: ReadonlyMap<number, Signed>;
  readonly keys: ReadonlyMap<string, string>; // public key by its id
  /** Keys that were named before the first entry at hand. */
  readonly namedKeys: ReadonlySet<string>;
  /** Z reports before the first entry at hand, in order: their rows stand for the entries that were purged. */
  readonly before: readonly ClosedDay[];
};

/** A day as its Z report closed it: what it covered, and the perpetual totals after it. */
export type ClosedDay = Perpetual & { readonly number: number; readonly totals: ClosingTotals };

const BEFORE_ALL = { number: 0, perpetualFen: 0, perpetualAbsoluteFen: 0 };

/** Checks the closes of one register's chain: their signatures, and their totals against what they cover. */
export function closeCheck(facts: Facts): CloseCheck {
  const named = new Set(facts.namedKeys);
  const used = new Map<string, number>(); // first use of a key
  const keyObjects = new Map<string, KeyObject | null>();
  const zReports: { number: number; seq: number }[] = [];
  const days = new Map(facts.before.map((day) => [day.number, day]));
  let last: Pick<ClosedDay, 'number' | keyof Perpetual> = facts.before.at(-1) ?? BEFORE_ALL;
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
    const after = carriedOn(last, running);
    const wrong = number === last.number + 1 ? wrongInDay(payload, running, after) : 'zNumber';
    // What the close says is carried on: one that is wrong does not make all later ones wrong.
    const day = {
      number,
      totals: running,
      perpetualFen: Number(payload.perpetualFen ?? after.perpetualFen),
      perpetualAbsoluteFen: Number(payload.perpetualAbsoluteFen ?? after.perpetualAbsoluteFen),
    };
    days.set(number, day);
    last = day;
    running = NO_TOTALS;
    return wrong === null ? null : { seq, why: 'totals', what: `Z ${number} ${wrong}` };
  };
  const closePeriod = (payload: Payload, seq: number): CloseFinding | null => {
    let totals = NO_TOTALS;
    for (let number = Number(payload.firstZ); number <= Number(payload.lastZ); number += 1) {
      totals = sumOf(totals, days.get(number)?.totals ?? NO_TOTALS);
    }
    const end = days.get(Number(payload.lastZ));
    const wrong = end ? wrongInPeriod(payload, totals, end) : 'lastZ';
    return wrong === null ? null : { seq, why: 'totals', what: `${payload.period} ${wrong}` };
  };
  return {
    look: (type, payload, entry) => {
      const { seq } = entry;
      if (type === 'SALE') running = withSale(running, payload);
      else if (type === 'RETURN') running = withReturn(running, payload);
      else if (type === 'SIGNING_KEY') named.add(keyNamed(payload));
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
  };
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
