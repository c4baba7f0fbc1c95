import { createHash } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SEAL_FILE, STORE_FILE } from '../db/open.ts';
import { writeSafely } from './data-place.ts';

/** What the database file was when the program last closed it in order. */
const sealShape = z.object({ bytes: z.number().int(), sha256: z.string() });
export type Seal = z.infer<typeof sealShape>;

export function readSeal(folder: string): Seal | null {
  try {
    return sealShape.parse(JSON.parse(readFileSync(join(folder, SEAL_FILE), 'utf8')));
  } catch {
    return null;
  }
}

/** From now on the file may change: what was sealed no longer counts. */
export function breakSeal(folder: string): void {
  rmSync(join(folder, SEAL_FILE), { force: true });
}

/**
 * Seals the file of a store that was just closed. Not while a write-ahead log is left, which somebody reading the
 * store beside us causes. Only after closing: reading the file would drop SQLite's locks on it.
 */
export function sealClosedFile(folder: string): void {
  const file = join(folder, STORE_FILE);
  const waiting = statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (waiting > 0 || !existsSync(file)) return;
  const handle = openSync(file, 'r');
  try {
    writeSafely(join(folder, SEAL_FILE), JSON.stringify(sealOf(handle)));
  } finally {
    closeSync(handle);
  }
}

/** Size and SHA-256 of an open file from its beginning. */
export function sealOf(descriptor: number): Seal {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(1024 * 1024);
  let bytes = 0;
  for (;;) {
    const read = readSync(descriptor, chunk, 0, chunk.length, bytes);
    if (read === 0) return { bytes, sha256: hash.digest('hex') };
    hash.update(chunk.subarray(0, read));
    bytes += read;
  }
}
