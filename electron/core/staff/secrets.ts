import { generateKeyPairSync, randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { invariant } from '../../../shared/kernel/assert.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import type { Secrets } from '../till.ts';

/** The name of the key file, beside the database and never in it. */
export const SECRETS_FILE = 'secrets.json';

const KEY_BYTES = 32;
const fileShape = z.object({
  pinPepper: z.string(),
  fieldKey: z.string(),
  lookupKey: z.string(),
  signingKey: z.string().optional(),
});

/**
 * The keys of the store in `folder`, created at its first opening; a file from before journals were signed
 * gets its signing key. The file is readable by its owner alone; looser rights (a copied folder) are tightened. Throws when the file is no key file: going on
 * with new keys would make every customer's data unreadable for good.
 */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, SECRETS_FILE);
  const keys = secretsIn(readIfThere(file) ?? writeWhole(file, freshKeys()));
  if (keys.signingKey === null) return secretsIn(writeWhole(file, withSigningKey(file)));
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return keys;
}

/** The keys of a store that is only read: nothing is created or changed; refuses where they cannot be had. */
export function storedSecrets(folder: string): Result<Secrets, 'secrets_unreadable'> {
  try {
    return ok(secretsIn(readFileSync(join(folder, SECRETS_FILE), 'utf8')));
  } catch {
    return refuse('secrets_unreadable', { folder });
  }
}

/** The keys in the text of a key file; throws where it is none. */
export function secretsIn(text: string): Secrets {
  const stored = fileShape.parse(JSON.parse(text));
  return {
    pinPepper: keyOf(stored.pinPepper),
    fieldKey: keyOf(stored.fieldKey),
    lookupKey: keyOf(stored.lookupKey),
    signingKey: stored.signingKey ? Buffer.from(stored.signingKey, 'base64') : null,
  };
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function freshKeys(): Record<string, string> {
  const fresh = () => randomBytes(KEY_BYTES).toString('base64');
  return {
    pinPepper: fresh(),
    fieldKey: fresh(),
    lookupKey: fresh(),
    signingKey: freshSigningKey(),
  };
}

/** What the file holds and a signing key; whatever else stands in it stays. */
function withSigningKey(file: string): Record<string, string> {
  const stored = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')));
  return { ...stored, signingKey: freshSigningKey() };
}

function freshSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** Written whole under another name first: a power cut leaves the file as it was or complete. */
function writeWhole(file: string, keys: Readonly<Record<string, string>>): string {
  const text = JSON.stringify(keys);
  const draft = `${file}.new`;
  rmSync(draft, { force: true }); // left by a cut start, perhaps with looser rights
  const handle = openSync(draft, 'wx', 0o600);
  try {
    writeSync(handle, text);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(draft, file);
  return text;
}

function keyOf(base64: string): Uint8Array {
  const key = Buffer.from(base64, 'base64');
  invariant(key.length === KEY_BYTES, 'a key has 32 bytes');
  return key;
}
