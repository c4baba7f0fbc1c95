import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DatabaseCheck } from '../../../shared/contract/health.ts';
import type { Till } from '../till.ts';
import type { CheckMessage } from './database-check-worker.ts';

/** Beside this file as a source, beside the core's program in the bundle. */
const WORKER_FILE = import.meta.url.endsWith('.ts')
  ? './database-check-worker.ts'
  : './database-check-worker.js';

export type DatabaseChecks = {
  /** What the last check by a person found, or how far the one is that runs. */
  readonly standing: () => DatabaseCheck;
  /** Starts a check in a thread of its own; a second one while it runs starts nothing. */
  readonly start: () => void;
  /** Gives up what runs. */
  readonly stop: () => Promise<void>;
};

/** Checks of the store's database that a person asks for; selling goes on meanwhile. */
export function createDatabaseChecks(till: Till): DatabaseChecks {
  let standing: DatabaseCheck = { state: 'unchecked' };
  let worker: Worker | null = null;
  const told = (next: DatabaseCheck) => {
    standing = next;
    till.announce({ type: 'health.changed' });
  };
  return {
    standing: () => standing,
    start: () => {
      if (worker) return;
      const before = standing;
      const startedAt = till.clock.now();
      worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: till.db.name });
      told({ state: 'running', done: 0, total: 1 });
      worker.on('message', (message: CheckMessage) => {
        if (message.kind === 'progress') {
          told({ state: 'running', done: message.done, total: message.total });
          return;
        }
        told(foundBy(till, message.faults, startedAt));
      });
      worker.on('error', () => told(before));
      worker.on('exit', () => {
        worker = null;
        if (standing.state === 'running') told(before);
      });
    },
    stop: async () => {
      await worker?.terminate();
    },
  };
}

function foundBy(till: Till, faults: readonly string[], startedAt: number): DatabaseCheck {
  const at = till.clock.now();
  if (faults.length === 0) return { state: 'good', at, durationMs: at - startedAt };
  const folder = dirname(till.db.name);
  return { state: 'corrupt', faults, folder, newestBackup: null, cloud: null };
}
