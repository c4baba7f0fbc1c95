import { parentPort, workerData } from 'node:worker_threads';
import { checkDatabase } from './check-database.ts';

/** What the thread tells: how far it is, then what it found. */
export type CheckMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'found'; readonly faults: readonly string[] };

const post = (message: CheckMessage) => parentPort?.postMessage(message);
const faults = checkDatabase(String(workerData), (done, total) =>
  post({ kind: 'progress', done, total }),
);
post({ kind: 'found', faults });
