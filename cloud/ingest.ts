import type { ParkedReason, PushAnswer } from '../shared/contract/sync.ts';
import type { CloudDatabase } from './database.ts';
import {
  endOfRun,
  type FactOrigin,
  insertFacts,
  insertKnownAgain,
  knownFacts,
  type NodeProgress,
  nodeProgress,
  saveProgress,
  takenSeqs,
} from './fact-table.ts';
import { insertAnchors, type JournalAnchor } from './journal-anchor-table.ts';
import { factIdOf, type ReadFact, readFact } from './read-fact.ts';
import { addReturns, addToDay, type DayReturns, type DayTakings } from './sale-day-table.ts';
import { lockStore, noteContact } from './store-table.ts';

/** `again`: known from another node of the store, come under a number that this node has not used. */
type Verdict = PushAnswer['results'][number] & {
  readonly fresh: ReadFact | null;
  readonly again: ReadFact | null;
};

/**
 * Takes one push in one transaction: every new fact with its effect on the totals, or nothing at all.
 * Each fact is answered by itself: `stored`, `duplicate` (same id, same content) or `refused` with a
 * reason. Pushing the same again changes nothing. What another node of the store had sent counts as come from this
 * one too: a restored store sends again what the cloud gave back to it. Throws when the store is not registered.
 */
export async function ingest(
  db: CloudDatabase,
  origin: FactOrigin,
  rawFacts: readonly unknown[],
  now: number, // epoch ms
): Promise<PushAnswer> {
  const read = rawFacts.map((raw) => ({ factId: factIdOf(raw), fact: readFact(raw) }));
  const facts = read.flatMap((one) => (one.fact.ok ? [one.fact.value] : []));
  return db.transaction().execute(async (tx) => {
    if (!(await lockStore(tx, origin.storeId))) throw new Error('store is not registered');
    const known = await knownFacts(
      tx,
      origin.storeId,
      facts.map((fact) => fact.factId),
    );
    const taken = await takenSeqs(
      tx,
      origin,
      facts.map((fact) => fact.seq),
    );
    const hashes = new Map(known.map((one) => [one.factId, one.contentHash]));
    const seqs = new Set(taken);
    const verdicts = read.map((one): Verdict => {
      if (!one.fact.ok) return refused(one.factId, one.fact.refusal.code);
      return judge(one.fact.value, hashes, seqs);
    });
    const fresh = verdicts.flatMap((verdict) => verdict.fresh ?? []);
    await insertFacts(tx, origin, fresh, now);
    for (const day of takingsByDay(fresh)) await addToDay(tx, origin.storeId, day);
    for (const day of refundsByDay(fresh)) await addReturns(tx, origin.storeId, day);
    await insertAnchors(tx, origin.storeId, fresh.flatMap(anchorOf));
    const again = verdicts.flatMap((verdict) => verdict.again ?? []);
    await insertKnownAgain(tx, origin, again, now);
    const progress = await advance(tx, origin, [...fresh, ...again]);
    await noteContact(tx, origin.storeId, now);
    return {
      results: verdicts.map(({ fresh: _, again: __, ...result }) => result),
      contiguousSeq: progress.contiguousSeq,
    };
  });
}

/** Judges one fact against what is stored and what came before it in the same push. */
function judge(fact: ReadFact, hashes: Map<string, string>, seqs: Set<number>): Verdict {
  const hash = hashes.get(fact.factId);
  if (hash === fact.contentHash) {
    const again = seqs.has(fact.seq) ? null : fact;
    seqs.add(fact.seq);
    return { factId: fact.factId, status: 'duplicate', fresh: null, again };
  }
  if (hash !== undefined) return refused(fact.factId, 'content_differs');
  if (seqs.has(fact.seq)) return refused(fact.factId, 'sequence_taken');
  hashes.set(fact.factId, fact.contentHash);
  seqs.add(fact.seq);
  return { factId: fact.factId, status: 'stored', fresh: fact, again: null };
}

function refused(factId: string, reason: ParkedReason): Verdict {
  return { factId, status: 'refused', reason, fresh: null, again: null };
}

function takingsByDay(facts: readonly ReadFact[]): readonly DayTakings[] {
  const days = new Map<string, DayTakings>();
  for (const { sale } of facts) {
    if (!sale) continue;
    const day = days.get(sale.businessDate);
    const isLast = !day || sale.completedAt >= day.lastReceiptAt;
    days.set(sale.businessDate, {
      businessDate: sale.businessDate,
      saleCount: (day?.saleCount ?? 0) + 1,
      takingsFen: (day?.takingsFen ?? 0) + sale.dueFen,
      lastReceiptNumber: isLast ? sale.receiptNumber : day.lastReceiptNumber,
      lastReceiptAt: isLast ? sale.completedAt : day.lastReceiptAt,
    });
  }
  return [...days.values()];
}

function anchorOf({ anchor, registerId, factId }: ReadFact): readonly JournalAnchor[] {
  return anchor ? [{ ...anchor, registerId, factId }] : [];
}

/** A return counts against the day it was paid out, not the day of its sale. */
function refundsByDay(facts: readonly ReadFact[]): readonly DayReturns[] {
  const days = new Map<string, DayReturns>();
  for (const { returned } of facts) {
    if (!returned) continue;
    const { businessDate } = returned;
    const day = days.get(businessDate);
    days.set(businessDate, {
      businessDate,
      returnCount: (day?.returnCount ?? 0) + 1,
      refundFen: (day?.refundFen ?? 0) + returned.refundFen,
      subsidyFen: (day?.subsidyFen ?? 0) + returned.subsidyFen,
    });
  }
  return [...days.values()];
}

async function advance(
  db: CloudDatabase,
  origin: FactOrigin,
  come: readonly Pick<ReadFact, 'seq'>[],
): Promise<NodeProgress> {
  const before = await nodeProgress(db, origin);
  if (come.length === 0) return before;
  // Only the number that is missed can lengthen the unbroken run; else a gap would be read again each time.
  const fillsGap = come.some((fact) => fact.seq === before.contiguousSeq + 1);
  const after = {
    contiguousSeq: fillsGap
      ? await endOfRun(db, origin, before.contiguousSeq)
      : before.contiguousSeq,
    highestSeq: come.reduce((most, fact) => Math.max(most, fact.seq), before.highestSeq),
    factCount: before.factCount + come.length,
  };
  await saveProgress(db, origin, after);
  return after;
}
