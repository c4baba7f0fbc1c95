import type { PaperDocument } from '../../../shared/documents/paper-document.ts';
import type { Till } from '../till.ts';
import { insertSpentJob } from './replay-table.ts';

/** Puts a paper that is not to be printed any more where an original is looked for. */
export function spent(
  till: Till,
  job: { kind: string; ref: string; document: PaperDocument; at: number },
): void {
  const document = JSON.stringify(job.document);
  insertSpentJob(till.db, { ...job, document, jobId: till.random.uuid() });
}

/** Says what a paper was that is known by its number alone. */
export function slipOf(title: string): PaperDocument {
  const blocks: PaperDocument['blocks'] = [
    { kind: 'text', text: title, align: 'center', bold: true },
    { kind: 'text', text: '从云端账本恢复 · restored from the journal', align: 'center' },
    { kind: 'copy_mark' },
    { kind: 'cut' },
  ];
  return { version: 1, kind: 'receipt', copy: 0, blocks };
}
