import type { BadEntry, JournalChain, JournalVerdict } from '../../../shared/contract/journal.ts';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import type { Database } from '../db/open.ts';
import { anchorsOf, beforePurge } from './anchor-table.ts';
import type { ChainHead } from './chain.ts';
import { type Anchor, type Found, walkChain } from './chain-walk.ts';
import { type CloseCheck, type ClosedDays, closeCheck } from './close-check.ts';
import { factCheck } from './fact-check.ts';
import {
  countAllEntries,
  journalStart,
  rawEntries,
  registersInOrder,
  uploadedThrough,
} from './journal-read-table.ts';
import { orphanRow } from './orphan-table.ts';
import type { RowReader } from './recorded-row-table.ts';
import { signatures, signingKeys } from './signature-table.ts';

export type VerifyOptions = {
  /** What paper or a person says of an entry: a verify code on a receipt, the head on a Z report. */
  readonly anchors?: readonly Anchor[];
  /** Rows are compared with their entries unless this is false: then the chains and closes alone are checked. */
  readonly withRows?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** How many entries go by between two signs of progress. */
const PROGRESS_EVERY = 5_000;

/**
 * Checks the whole journal of a store: every chain from its beginning or last purge (numbers, links, hashes), every
 * close (signature, totals against the sales and returns it covers), every row against its entry and every entry
 * against its rows, and that the chain reaches what the cloud, archives and papers say of it. Reads only, as of one
 * moment, so it may run beside a till that sells. `firstBad` is the bad entry of the lowest number.
 */
export function verifyStore(db: Database, options: VerifyOptions = {}): JournalVerdict {
  return db.transaction(() => {
    const total = countAllEntries(db);
    let done = 0;
    const count = () => {
      done += 1;
      if (done % PROGRESS_EVERY === 0) options.onProgress?.(done, total);
    };
    const reader: RowReader | null =
      options.withRows === false ? null : { db, tally: new Map<string, number>() };
    const days = new Map<string, ClosedDays>(); // a lane stands behind the one it continues
    const reports = registersInOrder(db).map((id) => {
      const report = verifyRegister(db, id, { options, reader, count, days });
      days.set(id, report.days);
      return report;
    });
    options.onProgress?.(total, total);
    const bad = reports.map((report) => report.bad).filter((one) => one !== null);
    const stray = reader && strayRow(reader, reports);
    const firstBad = lowest(stray ? [...bad, stray] : bad);
    return {
      ok: firstBad === null,
      entries: done,
      registers: reports.length,
      firstBad,
      zReports: reports.flatMap((report) => report.zReports),
      chains: reports.map((report) => report.chain),
    };
  })();
}

type RegisterReport = {
  readonly bad: BadEntry | null;
  readonly zReports: JournalVerdict['zReports'];
  readonly chain: JournalChain;
  readonly days: ClosedDays;
};

type Checking = {
  readonly options: VerifyOptions;
  readonly reader: RowReader | null; // null: rows are not compared
  readonly count: () => void;
  readonly days: ReadonlyMap<string, ClosedDays>; // of the registers before
};

function verifyRegister(
  db: Database,
  register: string,
  { options, reader, count, days }: Checking,
): RegisterReport {
  const start = journalStart(db, register);
  const closes = closesOf(db, register, start?.seq ?? 0, days);
  const facts = reader && factCheck(reader);
  const walk = walkChain(
    rawEntries(db, register, start?.seq ?? 0),
    register,
    start ?? { seq: 0, hash: FIRST_PREV_HASH },
    { closes, facts, anchors: anchorsFor(db, register, options), count },
  );
  const found = [
    ...walk.found,
    closes.end(),
    facts?.end(walk.head.seq) ?? null,
    start ? purgeFault(db, register, start, walk.purges) : null,
  ].filter((one): one is Found => one !== null);
  const bad = lowest(found);
  return {
    bad: bad && { register, seq: bad.seq, why: bad.why, what: bad.what },
    zReports: closes.zReports().map(({ number, seq }, i, all) => ({
      number,
      ok: !found.some((one) => one.seq <= seq && one.seq > (all[i - 1]?.seq ?? 0)),
      register,
    })),
    chain: {
      register,
      fromSeq: (start?.seq ?? 0) + 1,
      toSeq: walk.head.seq,
      headHash: walk.head.hash,
      signedThroughSeq: closes.signedThroughSeq(),
      uploadedThroughSeq: uploadedThrough(db, register)?.seq ?? 0,
      keys: signingKeys(db, register).map(({ keyId, sinceSeq }) => ({ keyId, sinceSeq })),
    },
    days: closes.days(),
  };
}

function closesOf(
  db: Database,
  register: string,
  purgedThrough: number,
  earlier: ReadonlyMap<string, ClosedDays>,
): CloseCheck {
  const keys = signingKeys(db, register);
  const { before, namedKeys } = beforePurge(db, register, purgedThrough);
  return closeCheck({
    signatures: new Map(signatures(db, register).map((one) => [one.seq, one])),
    keys: new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey])),
    namedKeys,
    before,
    earlier: { days: earlier, isPart: false },
  });
}

function anchorsFor(db: Database, register: string, options: VerifyOptions): readonly Anchor[] {
  const given = (options.anchors ?? []).filter((anchor) => anchor.register === register);
  return [...anchorsOf(db, register).map((one) => ({ register, ...one })), ...given];
}

/** A purge counts only where its entry stands in the chain behind it. */
function purgeFault(
  db: Database,
  register: string,
  start: ChainHead,
  purges: ReadonlyMap<number, string>,
): Found | null {
  const isWritten = purges.get(start.seq) === start.hash;
  const [left] = rawEntries(db, register, 0, start.seq);
  return isWritten && !left ? null : { seq: start.seq + 1, why: 'purge', what: '' };
}

/** A row that no entry records, named by where its entry would have to stand: behind the last one if nobody knows. */
function strayRow(reader: RowReader, reports: readonly RegisterReport[]): BadEntry | null {
  const orphan = orphanRow(reader.db, reader.tally);
  if (!orphan) return null;
  const chains = reports.map(({ chain }) => chain);
  const chain = chains.find(({ register }) => register === orphan.registerId) ?? chains.at(-1);
  const head = chain?.toSeq ?? 0;
  const seq = orphan.seq ?? head + 1;
  const why = orphan.seq !== null && seq > head ? 'tail_cut' : 'entry_missing';
  return { register: chain?.register ?? '', seq, why, what: orphan.table };
}

/** The fault of the lowest number; of several registers the one that came into use first. */
function lowest<One extends Found & { readonly register?: string }>(
  found: readonly One[],
): One | null {
  const [first] = found;
  if (!first) return null;
  const same = found.filter(({ register }) => register === first.register);
  return same.reduce((low, one) => (one.seq < low.seq ? one : low));
}
