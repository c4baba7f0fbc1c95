import BetterSqlite3 from 'better-sqlite3';
import { examineSealed, examineStore } from './examine-store.ts';
import { type Seal, sealOf } from './file-seal.ts';

export type CheckJob = {
  readonly storeFile: string;
  /** The same file, open for reading; it must stay open as long as the database is. Null: no seal to compare. */
  readonly descriptor: number | null;
  readonly seal: Seal | null;
};

export type DataCheck = { readonly faults: readonly string[]; readonly durationMs: number };

/**
 * Checks a store that is open: its bytes against the seal of the last close, and its content through and through.
 * The seal finds what no other check can, a changed price or name. It counts only while nothing has been folded
 * back into the file since it was opened.
 */
export function checkData(job: CheckJob): DataCheck {
  const startedAt = performance.now();
  const isSealed = job.seal !== null && job.descriptor !== null;
  const broken = isSealed ? sealFaults(job.descriptor, job.seal) : [];
  const faults = broken.length > 0 ? broken : contentFaults(job.storeFile, isSealed);
  return { faults, durationMs: Math.round(performance.now() - startedAt) };
}

function sealFaults(descriptor: number, seal: Seal): readonly string[] {
  const found = sealOf(descriptor);
  if (found.bytes !== seal.bytes) return [`seal: ${found.bytes} bytes instead of ${seal.bytes}`];
  return found.sha256 === seal.sha256 ? [] : ['seal: the file was changed while it was closed'];
}

function contentFaults(file: string, isSealed: boolean): readonly string[] {
  const db = new BetterSqlite3(file, { readonly: true, timeout: 5000 });
  try {
    return isSealed ? examineSealed(db) : examineStore(db).faults;
  } finally {
    db.close();
  }
}
