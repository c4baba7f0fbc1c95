import { sql } from 'kysely';
import type { CloudDatabase } from '../../cloud/database.ts';
import { ingest } from '../../cloud/ingest.ts';
import { ingestJournal } from '../../cloud/ingest-journal.ts';
import { saveStore } from '../../cloud/store-table.ts';
import type { CloudLink } from '../../electron/core/ports.ts';
import { CloudFault, type CloudFaultKind } from '../../electron/core/sync/cloud-fault.ts';
import {
  insertFact,
  listParked,
  outboxCounts,
  resendParked,
} from '../../electron/core/sync/outbox-table.ts';
import { createPushLoop } from '../../electron/core/sync/push-loop.ts';
import type { Till } from '../../electron/core/till.ts';
import type { JournalAnswer, JournalPush } from '../../shared/contract/journal-copy.ts';
import type { PushAnswer, PushRequest } from '../../shared/contract/sync.ts';
import { FIRST_PREV_HASH } from '../../shared/domain/journal/journal-entry.ts';
import { seededChance, syncTill } from '../support/sync-till.ts';
import { saleFact } from './sale-fact.ts';
import {
  allKept,
  changeHistory,
  compareJournals,
  isUploaded,
  journalise,
  openRegisters,
} from './simulated-journal.ts';

/** What can happen to one request on its way. */
export const SITUATIONS = [
  'calm',
  'request_lost',
  'answer_lost', // the cloud committed, the till never hears
  'request_twice',
  'late_copy', // an old request comes again after newer ones
  'busy',
  'captive_portal',
  'till_restarts', // before the answer is settled
  'foreign_answer',
  'answers_swapped',
] as const;
export type Situation = (typeof SITUATIONS)[number];

/** Bugs put in on purpose: a harness that does not see them proves nothing. */
export type PlantedBug =
  | 'drops_an_outbox_row'
  | 'applies_twice'
  | 'settles_unanswered'
  | 'skips_a_journal_entry'
  | 'journal_settles_unanswered'
  | 'journal_changed_at_the_till'
  | null;

export type Outcome = {
  readonly broken: readonly string[]; // which promises did not hold
  readonly reached: ReadonlyMap<Situation, number>;
  readonly journalReached: ReadonlyMap<Situation, number>;
};

type World = {
  readonly db: CloudDatabase;
  readonly till: Till;
  readonly chance: () => number;
  readonly bug: PlantedBug;
  readonly reached: Map<Situation, number>;
  readonly journalReached: Map<Situation, number>;
  readonly origin: { readonly storeId: string; readonly nodeId: string; readonly epoch: number };
  readonly written: { factId: string; fen: number; isGood: boolean }[];
  readonly wanted: number;
};

/**
 * One till sells while its line to the cloud misbehaves, everything from one seed: the real outbox, push loop and
 * ingest. At the end the line is calm, the till sends what is left, and both books are compared (I5).
 */
export async function simulate(
  db: CloudDatabase,
  seed: number,
  bug: PlantedBug = null,
): Promise<Outcome> {
  const chance = seededChance(seed);
  const world: World = {
    db,
    till: syncTill({ seed: seed + 1 }),
    chance,
    bug,
    reached: new Map(),
    journalReached: new Map(),
    origin: { storeId: `s${seed}`, nodeId: 'n', epoch: 1 },
    written: [],
    wanted: 4 + Math.floor(chance() * 12),
  };
  await saveStore(db, { storeId: world.origin.storeId, name: '', tokenHash: null, at: 0 });
  openRegisters(world.till);
  sell(world);
  for (let starts = 0; starts < 500 && !isDone(world); starts += 1) await runLoop(world);
  const broken = [...(await compare(world)), ...(await compareJournals(db, world))];
  world.till.db.close();
  return { broken, reached: world.reached, journalReached: world.journalReached };
}

function isDone(world: World): boolean {
  const { till, written, wanted } = world;
  return written.length >= wanted && outboxCounts(till.db).waiting === 0 && isUploaded(till);
}

/** Runs a push loop until it is stopped: by a restart, or because all is sold and sent. */
async function runLoop(world: World): Promise<void> {
  let stopped: () => void = () => undefined;
  const hasStopped = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const stop = () => {
    void loop.stop().then(stopped);
  };
  const loop = createPushLoop(world.till, link(world, stop), {
    ...world.origin,
    limits: { batchFacts: 1 + Math.floor(world.chance() * 5) },
    // Time is the simulation's: a pause only lets the shop sell on.
    wait: async () => {
      if (isDone(world)) stop();
      else sell(world);
    },
  });
  await hasStopped;
}

/** Writes a few sales; some that the cloud must refuse, which may not hold up the rest. */
function sell(world: World): void {
  const { chance, till, written } = world;
  const count = Math.min(Math.floor(chance() * 4), world.wanted - written.length);
  for (let n = 0; n < count; n += 1) {
    const number = written.length + 1;
    const fen = Math.floor(chance() * 1_000_000);
    const isGood = chance() > 0.08;
    const { seq: _, ...fact } = saleFact(number, { factId: `f${number}`, dueFen: fen });
    insertFact(till.db, { ...fact, kind: 'sale', body: isGood ? fact.body : '{"saleId":' });
    written.push({ factId: fact.factId, fen, isGood });
    journalise(till, chance);
  }
  if (world.bug === 'journal_changed_at_the_till') changeHistory(till);
  if (world.bug === 'drops_an_outbox_row' && written.length >= 3) {
    till.db.prepare("DELETE FROM outbox WHERE fact_id = 'f3' AND state = 'waiting'").run();
  }
}

/** One kind of request on its way, and what can be made of its answer. */
type Line<Request, Answer> = {
  readonly sent: Request[]; // the last few, for late copies
  readonly arrive: (request: Request) => Promise<Answer>;
  readonly foreign: Answer;
  readonly swapped: (answer: Answer) => Answer;
  readonly pretended: ((request: Request) => Answer) | null; // by a planted bug
};

function link(world: World, restart: () => void): CloudLink {
  const facts: Line<PushRequest, PushAnswer> = {
    sent: [],
    arrive: (request) => arrive(world, request),
    foreign: { results: [], contiguousSeq: 0 },
    swapped: (answer) => ({ ...answer, results: [...answer.results].reverse() }),
    pretended: world.bug === 'settles_unanswered' ? allStored : null,
  };
  const journal: Line<JournalPush, JournalAnswer> = {
    sent: [],
    arrive: (run) => arriveRun(world, run),
    foreign: { status: 'kept', ackedSeq: 0, ackedHash: FIRST_PREV_HASH },
    swapped: (answer) => answer,
    pretended: world.bug === 'journal_settles_unanswered' ? allKept : null,
  };
  return {
    push: (request) => travel(world, world.reached, facts, request, restart),
    pushJournal: (run) => travel(world, world.journalReached, journal, run, restart),
  };
}

async function travel<Request, Answer>(
  world: World,
  reached: Map<Situation, number>,
  line: Line<Request, Answer>,
  request: Request,
  restart: () => void,
): Promise<Answer> {
  const situation = pick(world);
  reached.set(situation, (reached.get(situation) ?? 0) + 1);
  line.sent.push(structuredClone(request));
  if (line.sent.length > 4) line.sent.shift();
  if (world.chance() < 0.5) sell(world);
  return happen(situation, line, request, restart);
}

function pick(world: World): Situation {
  // Once all is sold the line slowly becomes calm, so that every run ends.
  const isCalm = world.chance() < (world.written.length >= world.wanted ? 0.4 : 0.2);
  const place = Math.floor(world.chance() * SITUATIONS.length);
  return isCalm ? 'calm' : (SITUATIONS[place] ?? 'calm');
}

async function happen<Request, Answer>(
  situation: Situation,
  line: Line<Request, Answer>,
  request: Request,
  restart: () => void,
): Promise<Answer> {
  switch (situation) {
    case 'request_lost':
      if (line.pretended) return line.pretended(request);
      throw fault('unreachable');
    case 'busy':
      throw fault('busy');
    case 'captive_portal':
      throw fault('not_our_cloud');
    case 'answer_lost':
      await line.arrive(request);
      throw fault('timed_out');
    case 'till_restarts': {
      const answer = await line.arrive(request);
      restart();
      return answer;
    }
    case 'request_twice':
      await line.arrive(request);
      return line.arrive(request);
    case 'late_copy': {
      const old = line.sent[0] ?? request;
      const answer = await line.arrive(request);
      await line.arrive(old);
      return answer;
    }
    case 'foreign_answer':
      return line.foreign;
    case 'answers_swapped':
      return line.swapped(await line.arrive(request));
    case 'calm':
      return line.arrive(request);
  }
}

function fault(kind: CloudFaultKind): CloudFault {
  return new CloudFault(kind, 'simulated');
}

function allStored(request: PushRequest): PushAnswer {
  return {
    results: request.facts.map(({ factId }) => ({ factId, status: 'stored' })),
    contiguousSeq: 0,
  };
}

/** The real ingest of a journal; the planted bug loses an entry on the way and links over it. */
async function arriveRun(world: World, run: JournalPush): Promise<JournalAnswer> {
  if (world.bug !== 'skips_a_journal_entry' || run.entries.length < 3) {
    return ingestJournal(world.db, run, 1);
  }
  await ingestJournal(world.db, { ...run, entries: run.entries.slice(0, -2) }, 1);
  return allKept(run);
}

/** The real ingest; the planted bug adds to the day's takings again what it answers as a duplicate. */
async function arrive(world: World, request: PushRequest): Promise<PushAnswer> {
  const { facts, ...origin } = request;
  const answer = await ingest(world.db, origin, facts, 1);
  if (world.bug === 'applies_twice' && answer.results.some((one) => one.status === 'duplicate')) {
    await sql`UPDATE sale_day SET sale_count = sale_count + 1 WHERE store_id = ${origin.storeId}`.execute(
      world.db,
    );
  }
  return answer;
}

/** I5: each fact of the till exactly once and in order, the totals those of the facts, the bad ones parked. */
async function compare(world: World): Promise<readonly string[]> {
  const { db, till, written } = world;
  const good = written.filter((one) => one.isGood);
  const rows = await db
    .selectFrom('fact')
    .select(['seq', 'fact_id'])
    .where('store_id', '=', world.origin.storeId)
    .orderBy('seq')
    .execute();
  const day = await db
    .selectFrom('sale_day')
    .selectAll()
    .where('store_id', '=', world.origin.storeId)
    .executeTakeFirst();
  const fen = good.reduce((sum, one) => sum + one.fen, 0);
  const parked = listParked(till.db).map((one) => one.factId);
  const bad = written.filter((one) => !one.isGood).map((one) => one.factId);
  const checks: readonly [string, boolean][] = [
    ['all is sold', written.length === world.wanted],
    ['the outbox drains', outboxCounts(till.db).waiting === 0],
    [
      'each fact once and in order',
      same(
        rows.map((r) => r.fact_id),
        good.map((g) => g.factId),
      ),
    ],
    ['the takings are those of the sales', Number(day?.takings_fen ?? 0) === fen],
    ['the count is that of the sales', Number(day?.sale_count ?? 0) === good.length],
    ['the bad ones are parked', same(parked, bad)],
    ['sending again parks them again', resendParked(till.db, null) === bad.length],
  ];
  return checks.flatMap(([what, holds]) => (holds ? [] : [what]));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
