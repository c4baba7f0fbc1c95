import { createHash, createPublicKey, verify } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { BadEntry, JournalFault, JournalVerdict } from '../../../shared/contract/journal.ts';
import {
  type ArchivedEntry,
  type ArchivedRange,
  type ArchivedReport,
  type ArchiveEnd,
  type ArchiveHead,
  type ArchiveLine,
  linesOf,
  signedArchiveText,
} from './archive-format.ts';
import { type ChainHead, chainFault } from './chain.ts';
import { CLOSING_TYPES, type CloseCheck, closeCheck, type Signed } from './close-check.ts';
import type { RawEntry } from './journal-read-table.ts';
import type { Payload } from './recorded-row-table.ts';
import { isReportOfEntry } from './shift-check.ts';
import { keyIdOf } from './signature-table.ts';

/** What checking an archive found, and on which line of it. */
export type ArchiveVerdict = JournalVerdict & {
  readonly archiveId: string | null;
  readonly line: number | null; // of the first fault, from 1
};

type Fault = { readonly seq: number; readonly why: JournalFault; readonly what: string };

/** One register's part of an archive while it is read. */
type Section = {
  readonly range: ArchivedRange;
  readonly closes: CloseCheck;
  readonly signatures: Map<number, Signed>;
  head: ChainHead;
  /** A close whose report has to be the next line. */
  close: { readonly seq: number; readonly hash: string; readonly payload: Payload } | null;
};

type Reading = {
  header: ArchiveHead | null;
  end: ArchiveEnd | null;
  section: Section | null;
  readonly done: Section[];
  entries: number;
  reports: number;
  readonly hash: ReturnType<typeof createHash>;
};

/**
 * Checks an archive by itself, without the store it came from, line by line up to the first fault: the chain, every
 * signature, every close against what it covers, every report against its entry, and the signed end.
 */
export async function checkArchive(file: string): Promise<ArchiveVerdict> {
  const reading: Reading = {
    ...{ header: null, end: null, section: null, done: [], entries: 0, reports: 0 },
    hash: createHash('sha256'),
  };
  let line = 0;
  let fault: Fault | null = null;
  try {
    for await (const text of linesOf(file)) {
      line += 1;
      fault = lookAt(reading, text);
      if (fault) break;
    }
    if (!fault && !reading.end) {
      line += 1;
      fault = here(reading, reading.header ? 'archive_trailer' : 'archive_header');
    }
  } catch {
    line += 1;
    fault = here(reading, 'archive_unreadable');
  }
  return verdictOf(reading, fault, line);
}

function lookAt(reading: Reading, text: string): Fault | null {
  let line: ArchiveLine;
  try {
    line = JSON.parse(text) as ArchiveLine;
  } catch {
    return here(reading, 'archive_unreadable');
  }
  if (reading.end) return here(reading, 'archive_trailer');
  const due = reading.section?.close;
  if (due && line.kind !== 'report') return { seq: due.seq, why: 'row_missing', what: 'report' };
  if (!reading.header) {
    if (line.kind !== 'header' || line.format !== 'zhendian-journal' || line.version !== 1) {
      return here(reading, 'archive_header');
    }
    reading.header = line;
  } else if (line.kind === 'trailer') {
    return readEnd(reading, line);
  } else {
    const fault =
      line.kind === 'entry'
        ? readEntry(reading, line)
        : line.kind === 'report'
          ? readReport(reading, line)
          : here(reading, 'archive_unreadable');
    if (fault) return fault;
  }
  reading.hash.update(text, 'utf8').update('\n');
  return null;
}

function readEntry(reading: Reading, line: ArchivedEntry): Fault | null {
  const section = sectionFor(reading, line.register);
  if (!section) return { seq: line.seq, why: 'archive_header', what: line.register };
  reading.entries += 1;
  const { seq, type, startedAt, endedAt, operator, payload: text, prevHash, hash } = line;
  const raw = [seq, type, startedAt, endedAt, operator, text, prevHash, hash];
  // As strict as the chain itself: a value of another kind makes another text, and so another hash.
  const why = chainFault(line.register, section.head, raw as unknown as RawEntry);
  if (why) return { seq: why === 'gap' ? section.head.seq + 1 : seq, why, what: '' };
  section.head = { seq, hash };
  if (!CLOSING_TYPES.has(type)) return null;
  if (line.keyId !== undefined) {
    section.signatures.set(seq, { keyId: line.keyId, signature: line.signature ?? '' });
  }
  const payload = JSON.parse(text) as Payload;
  const isClose = payload.zNumber !== undefined || payload.period !== undefined;
  if (isClose && type !== 'PURGE') {
    section.close = { seq, hash, payload };
  }
  const place = { registerId: line.register, seq, hash, endedAt, operator };
  return section.closes.look(type, payload, place);
}

function sectionFor(reading: Reading, register: string): Section | null {
  if (reading.section?.range.register === register) return reading.section;
  if (reading.section) reading.done.push(reading.section);
  const range = reading.header?.registers.find((one) => one.register === register);
  if (!range || reading.done.some((one) => one.range === range)) return null;
  const signatures = new Map<number, Signed>();
  const keys = new Map(range.keys.map(({ keyId, publicKey }) => [keyId, publicKey]));
  const closes = closeCheck({
    signatures,
    keys,
    namedKeys: new Set(keys.keys()),
    before: range.before,
    earlier: {
      days: new Map(reading.done.map((done) => [done.range.register, done.closes.days()])),
      isPart: true,
    },
  });
  const head = { seq: range.fromSeq - 1, hash: range.prevHash };
  reading.section = { range, closes, signatures, head, close: null };
  return reading.section;
}

/** Only the figures of a report of this program can be held against its entry; an older one says fewer. */
function readReport(reading: Reading, line: ArchivedReport): Fault | null {
  reading.reports += 1;
  const { section } = reading;
  const close = section?.close;
  const isRight =
    close?.seq === line.seq &&
    section?.range.register === line.register &&
    (close.payload.form === undefined || isReportOfEntry(line.report, close.payload, close));
  if (section) section.close = null;
  return isRight ? null : { seq: line.seq, why: 'row_differs', what: 'report' };
}

function readEnd(reading: Reading, end: ArchiveEnd): Fault | null {
  if (reading.section) reading.done.push(reading.section);
  reading.section = null;
  reading.end = end;
  const { header } = reading;
  const sha256 = reading.hash.copy().digest('hex');
  const isWhole =
    header !== null &&
    end.entries === reading.entries &&
    end.reports === reading.reports &&
    end.sha256 === sha256 &&
    isDeepStrictEqual(
      reading.done.map(({ range, head }) => [range.register, head.seq, head.hash]),
      header.registers.map((range) => [range.register, range.toSeq, range.lastHash]),
    );
  if (!isWhole) return here(reading, 'archive_trailer');
  const isSigned =
    header.registers.some(({ keys }) => hasKey(keys, end)) && isSignedEnd(header.archiveId, end);
  return isSigned ? null : here(reading, 'archive_trailer');
}

function hasKey(keys: ArchivedRange['keys'], end: ArchiveEnd): boolean {
  return keys.some(({ keyId, publicKey }) => keyId === end.keyId && publicKey === end.publicKey);
}

function isSignedEnd(archiveId: string, end: ArchiveEnd): boolean {
  const der = Buffer.from(end.publicKey, 'base64');
  if (keyIdOf(der) !== end.keyId) return false;
  try {
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const text = Buffer.from(signedArchiveText(archiveId, end.sha256), 'utf8');
    return verify(null, text, key, Buffer.from(end.signature, 'base64'));
  } catch {
    return false;
  }
}

function here(reading: Reading, why: JournalFault): Fault {
  const section = reading.section ?? reading.done.at(-1);
  return { seq: section?.head.seq ?? 0, why, what: '' };
}

function verdictOf(reading: Reading, fault: Fault | null, line: number): ArchiveVerdict {
  const sections = [...reading.done, ...(reading.section ? [reading.section] : [])];
  const register = (reading.section ?? sections.at(-1))?.range.register ?? '';
  const firstBad: BadEntry | null = fault && { register, ...fault };
  return {
    ok: fault === null,
    entries: reading.entries,
    registers: reading.header?.registers.length ?? 0,
    firstBad,
    zReports: sections.flatMap(({ closes, range }) =>
      closes.zReports().map(({ number, seq }) => ({
        number,
        ok: firstBad === null || firstBad.register !== range.register || seq < firstBad.seq,
        register: range.register,
      })),
    ),
    chains: sections.map(({ range, head, closes }) => ({
      register: range.register,
      fromSeq: range.fromSeq,
      toSeq: head.seq,
      headHash: head.hash,
      signedThroughSeq: closes.signedThroughSeq(),
      uploadedThroughSeq: 0,
      keys: range.keys.map(({ keyId }) => ({ keyId, sinceSeq: 0 })),
    })),
    archiveId: reading.header?.archiveId ?? null,
    line: fault ? line : null,
  };
}
