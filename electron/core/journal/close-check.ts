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
  wrongTotal,
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
  /** As of the last Z report before the first entry at hand. */
  readonly before: Perpetual & { readonly zNumber: number };
};

/** Checks the closes of one register's chain: their signatures, and their totals against what they cover. */
export function closeCheck(facts: Facts): CloseCheck {
  const named = new Set(facts.namedKeys);
  const used = new Map<string, number>(); // first use of a key
  const keyObjects = new Map<string, KeyObject | null>();
  const zReports: { number: number; seq: number }[] = [];
  const sums = { day: NO_TOTALS, month: NO_TOTALS, year: NO_TOTALS };
  let perpetual: Perpetual = facts.before;
  let zNumber = facts.before.zNumber;
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
    const after = carriedOn(perpetual, sums.day);
    const wrong = number === zNumber + 1 ? wrongTotal(payload, sums.day, after) : 'zNumber';
    // What the close says is carried on: one that is wrong does not make all later ones wrong.
    perpetual = {
      perpetualFen: Number(payload.perpetualFen ?? after.perpetualFen),
      perpetualAbsoluteFen: Number(payload.perpetualAbsoluteFen ?? after.perpetualAbsoluteFen),
    };
    zNumber = number;
    sums.month = sumOf(sums.month, sums.day);
    sums.day = NO_TOTALS;
    return wrong === null ? null : { seq, why: 'totals', what: `Z ${number} ${wrong}` };
  };
  const closePeriod = (kind: 'month' | 'year', payload: Payload, seq: number) => {
    const totals: ClosingTotals = sums[kind];
    if (kind === 'month') sums.year = sumOf(sums.year, sums.month);
    sums[kind] = NO_TOTALS;
    const wrong = wrongTotal(payload, totals, perpetual);
    return wrong === null ? null : { seq, why: 'totals' as const, what: `${kind} ${wrong}` };
  };
  return {
    look: (type, payload, entry) => {
      const { seq } = entry;
      if (type === 'SALE') sums.day = withSale(sums.day, payload);
      else if (type === 'RETURN') sums.day = withReturn(sums.day, payload);
      else if (type === 'SIGNING_KEY') named.add(keyNamed(payload));
      else if (type === 'SHIFT_CLOSE' && payload.zNumber !== undefined) {
        return closeDay(payload, seq);
      }
      if (!SIGNED_TYPES.has(type)) return null;
      const unsigned = checkSignature(entry);
      if (type === 'DAY_CLOSE') return closeDay(payload, seq) ?? unsigned;
      if (type === 'MONTH_CLOSE') return closePeriod('month', payload, seq) ?? unsigned;
      if (type === 'YEAR_CLOSE') return closePeriod('year', payload, seq) ?? unsigned;
      return unsigned;
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
