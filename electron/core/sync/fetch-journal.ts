import { createHash } from 'node:crypto';
import type { JournalPage, JournalPageRequest } from '../../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH, hashInput } from '../../../shared/domain/journal/journal-entry.ts';
import type { CloudArchive } from '../ports.ts';
import { CloudFault } from './cloud-fault.ts';

/** The cloud's copy does not follow from what the till has: nothing of it may be taken over. */
export class JournalCopyBroken extends Error {
  readonly seq: number;
  readonly why: 'seq' | 'link' | 'hash';
  constructor(seq: number, why: 'seq' | 'link' | 'hash') {
    super(`the copy is broken at ${seq}: ${why}`);
    this.seq = seq;
    this.why = why;
  }
}

/**
 * A register's journal as the cloud keeps it, after `afterSeq` whose hash is `afterHash`, page by page and each
 * page checked: numbers without a gap, every entry linked to the one before, every hash that of its content.
 * Throws `JournalCopyBroken` before a page that does not hold, and a `CloudFault` when the line fails.
 */
export async function* fetchJournal(
  link: CloudArchive,
  request: JournalPageRequest & { readonly afterHash?: string | null },
  signal?: AbortSignal,
): AsyncGenerator<JournalPage> {
  let { afterSeq } = request;
  let afterHash = afterSeq === 0 ? FIRST_PREV_HASH : (request.afterHash ?? null);
  for (;;) {
    const page = await link.journalPage({ ...request, afterSeq }, signal);
    if (page.registerId !== request.registerId) {
      throw new CloudFault('not_our_cloud', 'a page of another register');
    }
    afterHash = checkedEnd(page, afterSeq, afterHash);
    const end = page.entries.at(-1)?.seq ?? afterSeq;
    if (end === afterSeq && page.lastSeq > afterSeq) {
      throw new CloudFault('not_our_cloud', 'an empty page before the end');
    }
    if (page.entries.length > 0) yield page;
    afterSeq = end;
    if (afterSeq >= page.lastSeq) return;
  }
}

/** The hash that the next page has to follow from. */
function checkedEnd(page: JournalPage, afterSeq: number, afterHash: string | null): string | null {
  let seq = afterSeq;
  let before = afterHash;
  for (const entry of page.entries) {
    seq += 1;
    if (entry.seq !== seq) throw new JournalCopyBroken(seq, 'seq');
    if (before !== null && entry.prevHash !== before) throw new JournalCopyBroken(seq, 'link');
    const text = hashInput({ ...entry, registerId: page.registerId });
    const isMoved = `${page.registerId}${entry.type}${entry.operator}`.includes('|');
    if (isMoved || createHash('sha256').update(text, 'utf8').digest('hex') !== entry.hash) {
      throw new JournalCopyBroken(seq, 'hash');
    }
    before = entry.hash;
  }
  return before;
}
