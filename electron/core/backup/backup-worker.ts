import { parentPort, workerData } from 'node:worker_threads';
import { type CheckJob, checkData } from './check-data.ts';
import { type CopyJob, copyStore } from './copy-store.ts';
import { type RehearsalJob, rehearse } from './rehearse.ts';

/** What is done beside the till, in a thread of its own, so that selling never waits for it. */
export type ThreadWork =
  | { readonly kind: 'copy'; readonly job: CopyJob }
  | { readonly kind: 'rehearse'; readonly job: RehearsalJob }
  | { readonly kind: 'check'; readonly job: CheckJob };

export type ThreadMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'answer'; readonly answer: unknown };

const work = workerData as ThreadWork;
const post = (message: ThreadMessage) => parentPort?.postMessage(message);
const progress = (done: number, total: number) => post({ kind: 'progress', done, total });
post({ kind: 'answer', answer: await run() });

function run(): Promise<unknown> | unknown {
  switch (work.kind) {
    case 'copy':
      return copyStore(work.job, progress);
    case 'rehearse':
      return rehearse(work.job, progress);
    case 'check':
      return checkData(work.job);
  }
}
