import { parentPort, workerData } from 'node:worker_threads';
import { systemRandom } from '../system-ports.ts';
import { type CheckJob, checkData } from './check-data.ts';
import { type CopyJob, copyStore } from './copy-store.ts';
import { type RehearsalJob, rehearse } from './rehearse.ts';
import { type RestoreRequest, stageRestore } from './stage-restore.ts';

/** What is done beside the till, in a thread of its own, so that selling never waits for it. */
export type ThreadWork =
  | { readonly kind: 'copy'; readonly job: CopyJob }
  | { readonly kind: 'rehearse'; readonly job: RehearsalJob }
  | { readonly kind: 'restore'; readonly job: RestoreJob }
  | { readonly kind: 'check'; readonly job: CheckJob };

/** `at`: the moment of the till, epoch ms. */
export type RestoreJob = {
  readonly storeFolder: string;
  readonly at: number;
  readonly version: string;
  readonly request: RestoreRequest;
};

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
    case 'restore':
      return restore(work.job);
    case 'check':
      return checkData(work.job, () => progress(1, 2));
  }
}

function restore({ storeFolder, at, version, request }: RestoreJob): Promise<unknown> {
  const host = { storeFolder, version, random: systemRandom, clock: { now: () => at } };
  return stageRestore(host, request, progress);
}
