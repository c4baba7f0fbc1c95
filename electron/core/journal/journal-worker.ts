import { parentPort, workerData } from 'node:worker_threads';
import type { JournalVerdict } from '../../../shared/contract/journal.ts';
import { readingTill } from '../reading-till.ts';
import { type ArchiveRefused, prepareArchive } from './archive.ts';
import { verifyStore } from './verify-store.ts';
import type { ArchiveOrder, WrittenArchive } from './write-archive.ts';

/** What the thread is asked to do with the store in `folder`. */
export type JournalTask =
  | { readonly folder: string; readonly task: 'verify' }
  | { readonly folder: string; readonly task: 'archive'; readonly order: ArchiveOrder };

/** What the thread tells: how far it is, then the one outcome. */
export type JournalMessage =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number }
  | { readonly kind: 'verdict'; readonly verdict: JournalVerdict }
  | { readonly kind: 'written'; readonly written: WrittenArchive }
  | { readonly kind: 'refused'; readonly refusal: ArchiveRefused };

const post = (message: JournalMessage) => parentPort?.postMessage(message);
const onProgress = (done: number, total: number) => post({ kind: 'progress', done, total });
const asked = workerData as JournalTask;
const till = readingTill(asked.folder);
if (!till.ok) throw new Error(till.refusal.code);
try {
  if (asked.task === 'verify') {
    post({ kind: 'verdict', verdict: verifyStore(till.value.db, { onProgress }) });
  } else {
    const written = prepareArchive(till.value, { ...asked.order, onProgress });
    post(
      written.ok
        ? { kind: 'written', written: written.value }
        : { kind: 'refused', refusal: written.refusal },
    );
  }
} finally {
  till.value.db.close();
}
