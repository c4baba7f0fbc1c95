import { Worker } from 'node:worker_threads';
import type { ThreadMessage, ThreadWork } from './backup-worker.ts';

/** The thread's program: as a source beside this one, and as a file beside the bundle. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './backup-worker.ts' : './backup-worker.js';

export type ThreadRun<Answer> = {
  /** Resolves with the answer, or null when the work was cancelled; rejects when the thread failed. */
  readonly done: Promise<Answer | null>;
  readonly cancel: () => Promise<void>;
};

/** Runs one piece of work in a thread. `Answer` is what the named work answers, as the thread's program says. */
export function inThread<Answer>(
  work: ThreadWork,
  progress: (done: number, total: number) => void = () => undefined,
): ThreadRun<Answer> {
  let isCancelled = false;
  const worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: work });
  const done = new Promise<Answer | null>((resolve, reject) => {
    worker.on('message', (message: ThreadMessage) => {
      if (message.kind === 'progress') progress(message.done, message.total);
      // The thread and this call were given the same `work`, so the answer is its answer.
      else resolve(message.answer as Answer);
    });
    worker.on('error', reject);
    worker.on('exit', () => (isCancelled ? resolve(null) : reject(new Error('the thread ended'))));
  });
  return {
    done,
    cancel: async () => {
      isCancelled = true;
      await worker.terminate();
    },
  };
}
