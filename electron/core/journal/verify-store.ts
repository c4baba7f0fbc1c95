import type { BadEntry, JournalChain, JournalVerdict } from '../../../shared/contract/journal.ts';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import type { Database } from '../db/open.ts';
import { anchorsOf, beforePurge } from './anchor-table.ts';
import { type ChainHead, chainFault } from './chain.ts';
import { CLOSING_TYPES, type CloseCheck, closeCheck } from './close-check.ts';
import { type FactCheck, factCheck } from './fact-check.ts';
import {
  countAllEntries,
  journalStart,
  type RawEntry,
  rawEntries,
  registersInOrder,
  uploadedThrough,
} from './journal-read-table.ts';
import { orphanRow } from './orphan-table.ts';
import type { Payload, RowReader } from './recorded-row-table.ts';
import { signatures, signingKeys } from './signature-table.ts';

/** A place in a register's chain that somebody else keeps: `hash` may be its first digits alone. */
export type Anchor = { readonly register: string; readonly seq: number; readonly hash: string };

export type VerifyOptions = {
  /** What paper or a person says of an entry: a verify code on a receipt, the head on a Z report. */
  readonly anchors?: readonly Anchor[];
  /** Rows are compared with their entries unless this is false: then the chains and closes alone are checked. */
  readonly withRows?: boolean;
  readonly onProgress?: (done: number, total: number) => void;
};

/** How many entries go by between two signs of progress. */
const PROGRESS_EVERY = 5_000;

type Found = Omit<BadEntry, 'register'>;

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
    const reports = registersInOrder(db).map((id) =>
      verifyRegister(db, id, { options, reader, count }),
    );
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
};

type Checking = {
  readonly options: VerifyOptions;
  readonly reader: RowReader | null; // null: rows are not compared
  readonly count: () => void;
};

function verifyRegister(
  db: Database,
  register: string,
  { options, reader, count }: Checking,
): RegisterReport {
  const start = journalStart(db, register);
  const closes = closesOf(db, register, start?.seq ?? 0);
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
  };
}

type Watch = {
  readonly closes: CloseCheck;
  readonly facts: FactCheck | null;
  readonly anchors: readonly Anchor[];
  readonly count: () => void;
};

type Walked = {
  readonly head: ChainHead;
  readonly found: readonly Found[];
  /** PURGE entries by the number they purged through, with the hash they name. */
  readonly purges: ReadonlyMap<number, string>;
};

/** Walks one chain to its end. A break is noted and the walk goes on behind it, so that each Z report is judged. */
function walkChain(
  entries: Iterable<RawEntry>,
  registerId: string,
  start: ChainHead,
  watch: Watch,
): Walked {
  const found: Found[] = [];
  const note = (one: Found | null) => {
    if (one) found.push(one);
  };
  const purges = new Map<number, string>();
  const anchors = new Map(watch.anchors.map((anchor) => [anchor.seq, anchor.hash.toLowerCase()]));
  let head = start;
  for (const entry of entries) {
    watch.count();
    const [seq, type, , endedAt, operator, text, , hash] = entry;
    const fault = chainFault(registerId, head, entry);
    if (fault) note({ seq: fault === 'gap' ? head.seq + 1 : seq, why: fault, what: '' });
    head = { seq, hash };
    const anchor = anchors.get(seq);
    if (anchor !== undefined && !hash.startsWith(anchor)) note({ seq, why: 'anchor', what: '' });
    const isClosing = CLOSING_TYPES.has(type);
    if (!isClosing && !watch.facts?.types.has(type)) continue;
    const place = { registerId, seq, hash, endedAt, operator };
    const payload = parsed(text);
    if (!payload) {
      note({ seq, why: 'hash', what: '' });
      continue;
    }
    if (isClosing) note(watch.closes.look(type, payload, place));
    if (type === 'PURGE') purges.set(Number(payload.throughSeq), String(payload.lastHash));
    note(watch.facts?.look(type, payload, place) ?? null);
  }
  const beyond = [...anchors.keys()].filter((seq) => seq > head.seq);
  if (beyond.length > 0) note({ seq: head.seq + 1, why: 'tail_cut', what: '' });
  return { head, found, purges };
}

function closesOf(db: Database, register: string, purgedThrough: number): CloseCheck {
  const keys = signingKeys(db, register);
  const { before, namedKeys } = beforePurge(db, register, purgedThrough);
  return closeCheck({
    signatures: new Map(signatures(db, register).map((one) => [one.seq, one])),
    keys: new Map(keys.map(({ keyId, publicKey }) => [keyId, publicKey])),
    namedKeys,
    before,
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

function parsed(text: string): Payload | null {
  try {
    return JSON.parse(text) as Payload;
  } catch {
    return null;
  }
}
