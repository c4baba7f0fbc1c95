import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import { registerSerial, storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { beforePurge } from './anchor-table.ts';
import { type ArchivedRange, type ArchiveLine, signedArchiveText } from './archive-format.ts';
import { lastCloseThrough, reportAt } from './archive-table.ts';
import { SIGNED_TYPES } from './close-check.ts';
import { journalStart, lastThrough, rawEntries, registersInOrder } from './journal-read-table.ts';
import { ownKey, signatureOf, signatures, signingKeys } from './signature-table.ts';

/** What reads an archive without this program lies beside it. */
const COMPANIONS = new URL('../../../resources/journal-archive/', import.meta.url);
const COMPANION_FILES = ['schema.json', 'check.mjs'] as const;

/** So many bytes of lines are packed at once: a year's archive never lies in memory as a whole. */
const PACK_BYTES = 1024 * 1024;
const PROGRESS_EVERY = 5_000;

export type ArchiveOrder = {
  readonly file: string;
  readonly archiveId: string;
  readonly by: string; // staff id
  readonly through: string | null; // the last month, '2026-11'; null: everything
  readonly onProgress?: (done: number, total: number) => void;
};

export type WrittenArchive = {
  readonly sha256: string; // of the file
  readonly entries: number;
  readonly ranges: readonly ArchivedRange[];
};

/**
 * Writes the journal into a new gzipped file of JSON lines: a head, every entry with its signature, every report
 * behind the entry that closed it, and an end with counts, checksum and signature. The file appears whole or not at
 * all, and read-only; its description and a checker lie beside it. Throws where it cannot be written.
 */
export function writeArchive(till: Till, order: ArchiveOrder): WrittenArchive {
  const draft = `${order.file}.part`;
  rmSync(draft, { force: true });
  try {
    const written = writeDraft(till, order, draft);
    chmodSync(draft, 0o444);
    renameSync(draft, order.file);
    const folder = dirname(order.file);
    for (const name of COMPANION_FILES) copyFileSync(new URL(name, COMPANIONS), join(folder, name));
    return written;
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

function writeDraft(till: Till, order: ArchiveOrder, draft: string): WrittenArchive {
  const handle = openSync(draft, 'wx', 0o644);
  try {
    const written = till.db.transaction(() => writeLines(till, order, handle))();
    fsyncSync(handle);
    return written;
  } finally {
    closeSync(handle);
  }
}

function writeLines(till: Till, order: ArchiveOrder, handle: number): WrittenArchive {
  const ranges = archiveRanges(till, order.through);
  const total = ranges.reduce((sum, range) => sum + range.toSeq - range.fromSeq + 1, 0);
  const paper = packing(handle);
  const store = storeOf(till.db);
  let entries = 0;
  let reports = 0;
  paper.add({
    kind: 'header',
    format: 'zhendian-journal',
    version: 1,
    schema: 'schema.json',
    archiveId: order.archiveId,
    madeAt: till.clock.now(),
    madeBy: order.by,
    program: till.version,
    store: {
      storeId: store?.storeId ?? '',
      name: store?.name ?? '',
      branch: store?.branch ?? '',
    },
    registers: ranges,
  });
  for (const range of ranges) {
    for (const line of linesOfRange(till, range)) {
      paper.add(line);
      if (line.kind === 'report') reports += 1;
      else entries += 1;
      if (entries % PROGRESS_EVERY === 0) order.onProgress?.(entries, total);
    }
  }
  const sha256 = paper.linesSha256();
  const { keyId, publicKey, privateKey } = ownKey(till);
  const signature = signatureOf(signedArchiveText(order.archiveId, sha256), privateKey);
  paper.add({ kind: 'trailer', entries, reports, sha256, keyId, publicKey, signature });
  return { sha256: paper.end(), entries, ranges };
}

/** What an archive through a month (null: of everything) holds, register by register; empty where there is nothing. */
export function archiveRanges(till: Till, through: string | null): readonly ArchivedRange[] {
  return registersInOrder(till.db).flatMap((register) => rangeOf(till, register, through));
}

/** A register's entries in the archive; none where it has not closed anything by then. */
function rangeOf(till: Till, register: string, through: string | null): readonly ArchivedRange[] {
  const { db } = till;
  const start = journalStart(db, register) ?? { seq: 0, hash: FIRST_PREV_HASH };
  const most =
    through === null ? Number.MAX_SAFE_INTEGER : (lastCloseThrough(db, register, through) ?? 0);
  const last = lastThrough(db, register, most);
  if (!last || last.seq <= start.seq) return [];
  return [
    {
      register,
      serial: registerSerial(db, register) ?? '',
      fromSeq: start.seq + 1,
      toSeq: last.seq,
      prevHash: start.hash,
      lastHash: last.hash,
      keys: signingKeys(db, register).map(({ keyId, publicKey }) => ({ keyId, publicKey })),
      before: beforePurge(db, register, start.seq).before,
    },
  ];
}

function* linesOfRange(till: Till, range: ArchivedRange) {
  const { register, fromSeq, toSeq } = range;
  const signed = new Map(signatures(till.db, register).map((one) => [one.seq, one]));
  for (const entry of rawEntries(till.db, register, fromSeq - 1, toSeq)) {
    const [seq, type, startedAt, endedAt, operator, payload, prevHash, hash] = entry;
    const mark = signed.get(seq);
    yield {
      ...{ kind: 'entry' as const, register, seq, type, startedAt, endedAt },
      ...{ operator, payload, prevHash, hash },
      ...(mark ? { keyId: mark.keyId, signature: mark.signature } : {}),
    };
    if (!SIGNED_TYPES.has(type) && type !== 'SHIFT_CLOSE') continue;
    const report = reportAt(till.db, register, seq);
    // Written by the closes only.
    if (report) {
      const said = JSON.parse(report) as Record<string, unknown>;
      yield { kind: 'report' as const, register, seq, report: said };
    }
  }
}

/** Collects lines, packs them member by member, and keeps both checksums: of the lines and of the file. */
function packing(handle: number) {
  const ofLines = createHash('sha256');
  const ofFile = createHash('sha256');
  let waiting: string[] = [];
  let bytes = 0;
  const flush = () => {
    if (waiting.length === 0) return;
    const packed = gzipSync(waiting.join(''));
    ofFile.update(packed);
    for (let at = 0; at < packed.length; ) at += writeSync(handle, packed, at);
    waiting = [];
    bytes = 0;
  };
  return {
    add: (line: ArchiveLine) => {
      const text = `${JSON.stringify(line)}\n`;
      if (line.kind !== 'trailer') ofLines.update(text, 'utf8');
      waiting.push(text);
      bytes += text.length;
      if (bytes > PACK_BYTES) flush();
    },
    linesSha256: () => ofLines.copy().digest('hex'),
    end: () => {
      flush();
      return ofFile.digest('hex');
    },
  };
}
