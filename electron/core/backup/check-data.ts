import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { STORE_FILE } from '../db/open.ts';
import { examineStore, soundness } from './examine-store.ts';
import { readSeal, type Seal, sealOf } from './file-seal.ts';

export type CheckJob = {
  readonly storeFile: string;
  /** The same file, open for reading; it must stay open as long as the database is. Null: no seal to compare. */
  readonly descriptor: number | null;
  readonly seal: Seal | null;
};

export type DataCheck = {
  readonly faults: readonly string[];
  readonly hints: readonly string[]; // nothing that stops anybody
  readonly durationMs: number;
};

/**
 * Checks a store that is open. Where the file is byte for byte what the program closed, its seal says so, and finds what
 * no other check can, a changed price or name; everything in it was checked before it was sealed. Without a seal, after a
 * crash, the content is read through and through; `onSound` is called before, as soon as what selling rests on is
 * known to hold. The seal counts only while nothing is folded back into the file.
 */
export function checkData(job: CheckJob, onSound: () => void = () => undefined): DataCheck {
  const startedAt = performance.now();
  const isSealed = job.seal !== null && job.descriptor !== null;
  const found = isSealed
    ? { faults: sealFaults(job.descriptor, job.seal), hints: [] }
    : contentFaults(job.storeFile, onSound);
  return { ...found, durationMs: Math.round(performance.now() - startedAt) };
}

/** Whether the store in a folder is damaged, asked when a start has failed on it: a check that fails too says yes. */
export function isDamagedStore(folder: string): boolean {
  const storeFile = join(folder, STORE_FILE);
  let descriptor: number | null = null;
  try {
    const seal = readSeal(folder);
    if (seal !== null) descriptor = openSync(storeFile, 'r');
    return checkData({ storeFile, descriptor, seal }).faults.length > 0;
  } catch {
    return true;
  } finally {
    if (descriptor !== null) closeSync(descriptor);
  }
}

function sealFaults(descriptor: number, seal: Seal): readonly string[] {
  const found = sealOf(descriptor);
  if (found.bytes !== seal.bytes) return [`seal: ${found.bytes} bytes instead of ${seal.bytes}`];
  return found.sha256 === seal.sha256 ? [] : ['seal: the file was changed while it was closed'];
}

function contentFaults(file: string, onSound: () => void): Omit<DataCheck, 'durationMs'> {
  const db = new BetterSqlite3(file, { readonly: true, timeout: 5000 });
  try {
    const faults = soundness(db);
    if (faults.length > 0) return { faults, hints: [] };
    onSound();
    const examined = examineStore(db);
    return { faults: examined.faults, hints: examined.hints };
  } finally {
    db.close();
  }
}
