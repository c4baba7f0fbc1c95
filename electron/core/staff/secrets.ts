import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
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
const fileShape = z.object({ pinPepper: z.string(), fieldKey: z.string(), lookupKey: z.string() });

/**
 * The keys of the store in `folder`, created at its first opening. The file is readable by its owner
 * alone; looser rights (a copied folder) are tightened. Throws when the file is no key file: going on
 * with new keys would make every customer's data unreadable for good.
 */
export function readSecrets(folder: string): Secrets {
  const file = join(folder, SECRETS_FILE);
  const text = readIfThere(file) ?? createFile(file);
  if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  return keysIn(text);
}

/** The keys of a store that is only read: nothing is created or changed; refuses where they cannot be had. */
export function storedSecrets(folder: string): Result<Secrets, 'secrets_unreadable'> {
  try {
    return ok(keysIn(readFileSync(join(folder, SECRETS_FILE), 'utf8')));
  } catch {
    return refuse('secrets_unreadable', { folder });
  }
}

function keysIn(text: string): Secrets {
  const stored = fileShape.parse(JSON.parse(text));
  return {
    pinPepper: keyOf(stored.pinPepper),
    fieldKey: keyOf(stored.fieldKey),
    lookupKey: keyOf(stored.lookupKey),
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

/** Written whole under another name first: a power cut leaves no key file or a complete one. */
function createFile(file: string): string {
  const fresh = () => randomBytes(KEY_BYTES).toString('base64');
  const text = JSON.stringify({ pinPepper: fresh(), fieldKey: fresh(), lookupKey: fresh() });
  const draft = `${file}.new`;
  const handle = openSync(draft, 'w', 0o600);
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
