import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { type JournalEntry, signedText } from '../../../shared/domain/journal/journal-entry.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Till } from '../till.ts';
import { appendNow } from './journal-table.ts';

/** A public key of a register, and from which entry of its journal on it counts. */
export type SigningKey = {
  readonly keyId: string; // first 16 hex digits of the key's SHA-256
  readonly publicKey: string; // Ed25519, SPKI, base64
  readonly sinceSeq: number;
};

export type JournalSignature = {
  readonly seq: number;
  readonly keyId: string;
  readonly signature: string; // base64
};

/**
 * Signs an entry that closes a day, a month or a year with the store's Ed25519 key, over `register|seq|hash`.
 * Call it in the transaction that appends the entry; a key the register has not used yet is journalled first.
 */
export function signEntry(till: Till, entry: JournalEntry): void {
  const { keyId, privateKey } = ownKey(till);
  if (!hasKey(till.db, entry.registerId, keyId)) registerKey(till);
  prepared(
    till.db,
    'INSERT INTO journal_signature (register_id, seq, key_id, signature) VALUES (?, ?, ?, ?)',
  ).run(entry.registerId, entry.seq, keyId, signatureOf(signedText(entry), privateKey));
}

/** Names the store's key in the register's journal where it is not named yet: at a start, so before any close. */
export function announceSigningKey(till: Till): void {
  inTransaction(till.db, () => {
    if (!hasKey(till.db, till.registerId, ownKey(till).keyId)) registerKey(till);
  });
}

/** The Ed25519 signature of `text`, base64. */
export function signatureOf(text: string, privateKey: KeyObject): string {
  return sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64');
}

/** The key the store signs with, and the short name it goes by. */
export function ownKey(till: Till): {
  readonly keyId: string;
  readonly publicKey: string;
  readonly privateKey: KeyObject;
} {
  const { signingKey } = till.secrets;
  invariant(signingKey !== null, 'a till that writes has a signing key');
  const known = ownKeys.get(signingKey);
  if (known) return known;
  const privateKey = createPrivateKey({
    key: Buffer.from(signingKey),
    format: 'der',
    type: 'pkcs8',
  });
  const publicDer = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const key = { keyId: keyIdOf(publicDer), publicKey: publicDer.toString('base64'), privateKey };
  ownKeys.set(signingKey, key);
  return key;
}

const ownKeys = new WeakMap<Uint8Array, ReturnType<typeof ownKey>>();

/** The short name of a public key: the first 16 hex digits of the SHA-256 of its SPKI bytes. */
export function keyIdOf(publicDer: Uint8Array): string {
  return createHash('sha256').update(publicDer).digest('hex').slice(0, 16);
}

export function signingKeys(db: Database, registerId: string): readonly SigningKey[] {
  return prepared<[string], SigningKey>(
    db,
    `SELECT key_id AS keyId, public_key AS publicKey, since_seq AS sinceSeq FROM signing_key
     WHERE register_id = ? ORDER BY since_seq`,
  ).all(registerId);
}

export function signatures(db: Database, registerId: string): readonly JournalSignature[] {
  return prepared<[string], JournalSignature>(
    db,
    `SELECT seq, key_id AS keyId, signature FROM journal_signature
     WHERE register_id = ? ORDER BY seq`,
  ).all(registerId);
}

function hasKey(db: Database, registerId: string, keyId: string): boolean {
  return (
    prepared<[string, string], { found: 1 }>(
      db,
      'SELECT 1 AS found FROM signing_key WHERE register_id = ? AND key_id = ?',
    ).get(registerId, keyId) !== undefined
  );
}

function registerKey(till: Till): void {
  const { keyId, publicKey } = ownKey(till);
  const { registerId } = till;
  const entry = appendNow(till, 'SIGNING_KEY', 'system', { keyId, publicKey });
  prepared(
    till.db,
    `INSERT INTO signing_key (register_id, key_id, public_key, since_seq, at)
     VALUES (?, ?, ?, ?, ?)`,
  ).run(registerId, keyId, publicKey, entry.seq, entry.endedAt);
}
