import { createHash } from 'node:crypto';
import type { CopiedEntry, JournalAnswer, JournalPush } from '../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH, hashInput } from '../shared/domain/journal/journal-entry.ts';
import type { CloudDatabase } from './database.ts';
import { raiseAlarm } from './journal-alarm-table.ts';
import { anchoredHashes } from './journal-anchor-table.ts';
import {
  type ChainEnd,
  chainEnd,
  heldHashes,
  insertEntries,
  insertProofs,
  saveChainEnd,
} from './journal-copy-table.ts';
import { lockStore, noteContact } from './store-table.ts';

type Broken = { readonly seq: number; readonly why: 'seq' | 'link' | 'hash' };
type Held = { readonly ackedSeq: number; readonly ackedHash: string };

/**
 * Takes a run of one register's journal in one transaction. Only a run that holds together and follows from what
 * is kept is stored; the same run again is answered the same. A gap, another entry under a known number or a run
 * that contradicts itself stores nothing but an alarm. Throws when the store is not registered.
 */
export async function ingestJournal(
  db: CloudDatabase,
  push: JournalPush,
  now: number, // epoch ms
): Promise<JournalAnswer> {
  const broken = firstBroken(push);
  return db.transaction().execute(async (tx) => {
    if (!(await lockStore(tx, push.storeId))) throw new Error('store is not registered');
    await noteContact(tx, push.storeId, now);
    const end = await chainEnd(tx, push);
    const held = { ackedSeq: end?.lastSeq ?? 0, ackedHash: end?.lastHash ?? FIRST_PREV_HASH };
    const answer = broken
      ? ({ status: 'broken', ...held, ...broken } as const)
      : await judge(tx, push, held);
    if (answer.status !== 'kept') {
      await alarm(tx, push, answer, now);
      return answer;
    }
    return store(tx, push, end, now);
  });
}

/** Where a run does not hold together by itself, or `null`. */
function firstBroken(push: JournalPush): Broken | null {
  let before: CopiedEntry | null = null;
  for (const entry of push.entries) {
    if (before && entry.seq !== before.seq + 1) return { seq: entry.seq, why: 'seq' };
    const expected = before?.hash ?? (entry.seq === 1 ? FIRST_PREV_HASH : entry.prevHash);
    if (entry.prevHash !== expected) return { seq: entry.seq, why: 'link' };
    if (!isWhole(push.registerId, entry)) return { seq: entry.seq, why: 'hash' };
    before = entry;
  }
  return null;
}

/** Whether an entry's hash is that of its content, and its content what PostgreSQL can keep. */
function isWhole(registerId: string, entry: CopiedEntry): boolean {
  // A bar in a short field could have been moved there from the payload without a change of the hash.
  const short = `${registerId}${entry.type}${entry.operator}`;
  if (short.includes('|')) return false;
  const text = hashInput({ ...entry, registerId });
  if (text.includes('\0') || !text.isWellFormed()) return false;
  return createHash('sha256').update(text, 'utf8').digest('hex') === entry.hash;
}

/** Compares a whole run with what is kept: every number known already must have the same hash. */
async function judge(db: CloudDatabase, push: JournalPush, held: Held): Promise<JournalAnswer> {
  const [first] = push.entries;
  if (!first) return { status: 'kept', ...held };
  if (first.seq > held.ackedSeq + 1) return { status: 'gap', ...held };
  const known = push.entries.filter((entry) => entry.seq <= held.ackedSeq);
  const hashes = await heldHashes(db, push, [first.seq - 1, ...known.map((entry) => entry.seq)]);
  const before = hashes.get(first.seq - 1);
  if (before !== undefined && before !== first.prevHash) {
    return { status: 'fork', ...held, seq: first.seq - 1, heldHash: before };
  }
  for (const entry of known) {
    const heldHash = hashes.get(entry.seq) ?? FIRST_PREV_HASH;
    if (heldHash !== entry.hash) return { status: 'fork', ...held, seq: entry.seq, heldHash };
  }
  // Facts come first: a chain that was written anew before it was sent contradicts them.
  const anchored = await anchoredHashes(
    db,
    push,
    push.entries.map((entry) => entry.seq),
  );
  for (const entry of push.entries) {
    const heldHash = anchored.get(entry.seq) ?? entry.hash;
    if (heldHash !== entry.hash) return { status: 'fork', ...held, seq: entry.seq, heldHash };
  }
  return { status: 'kept', ...held };
}

async function store(
  db: CloudDatabase,
  push: JournalPush,
  end: ChainEnd | null,
  now: number,
): Promise<JournalAnswer> {
  const fresh = push.entries.filter((entry) => entry.seq > (end?.lastSeq ?? 0));
  await insertEntries(db, push, fresh, { ...push, receivedAt: now });
  const sent = new Set(push.entries.map((entry) => entry.seq));
  const signatures = push.signatures.filter(({ seq }) => sent.has(seq));
  await insertProofs(db, push, signatures, push.publicKeys);
  const last = fresh.at(-1);
  const after: ChainEnd | null = last
    ? {
        registerId: push.registerId,
        lastSeq: last.seq,
        lastHash: last.hash,
        lastAt: last.endedAt,
        saleCount: (end?.saleCount ?? 0) + fresh.filter((entry) => entry.type === 'SALE').length,
      }
    : end;
  if (last && after) await saveChainEnd(db, push.storeId, after, now);
  return {
    status: 'kept',
    ackedSeq: after?.lastSeq ?? 0,
    ackedHash: after?.lastHash ?? FIRST_PREV_HASH,
  };
}

async function alarm(
  db: CloudDatabase,
  push: JournalPush,
  answer: Exclude<JournalAnswer, { status: 'kept' }>,
  receivedAt: number,
): Promise<void> {
  const seq = answer.status === 'gap' ? answer.ackedSeq + 1 : answer.seq;
  const [first] = push.entries;
  const sent = push.entries.find((entry) => entry.seq === seq)?.hash;
  const sentHash = sent ?? (first?.seq === seq + 1 ? first.prevHash : '');
  const heldHash = answer.status === 'fork' ? answer.heldHash : '';
  const kind = answer.status;
  await raiseAlarm(db, push, { seq, kind, sentHash, heldHash }, { ...push, receivedAt });
}
