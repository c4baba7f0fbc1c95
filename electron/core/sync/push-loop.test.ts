import { describe, expect, it } from 'vitest';
import type { PushAnswer, PushRequest } from '../../../shared/contract/sync.ts';
import { syncTill } from '../../../test/support/sync-till.ts';
import { SYNC_LIMITS } from '../limits.ts';
import type { Till } from '../till.ts';
import { CloudFault, type CloudFaultKind } from './cloud-fault.ts';
import { insertFact, listParked, outboxCounts, resendParked } from './outbox-table.ts';
import { createPushLoop, type PushLoop } from './push-loop.ts';

type Step = (request: PushRequest) => PushAnswer | CloudFault | Error;

/** A link that plays its script, then stores everything; the loop stops when the outbox is empty. */
async function play(
  till: Till,
  script: readonly Step[],
  during: (call: number, loop: PushLoop) => void = () => undefined,
) {
  const requests: PushRequest[] = [];
  const waits: number[] = [];
  let loop: PushLoop | null = null;
  const started = createPushLoop(
    till,
    {
      push: async (request) => {
        const step = script[requests.length] ?? stored;
        requests.push(structuredClone(request));
        if (loop) during(requests.length, loop);
        const played = step(request);
        if (played instanceof Error) throw played;
        return played;
      },
      pushJournal: noJournal,
    },
    {
      storeId: 's',
      nodeId: 'n',
      epoch: 1,
      wait: async (ms, signal) => {
        if (ms === SYNC_LIMITS.idleLookMs) void loop?.stop();
        else if (!signal.aborted) waits.push(ms);
      },
    },
  );
  loop = started;
  while (outboxCounts(till.db).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 1));
  await started.stop();
  return { requests, waits, loop: started };
}

const noJournal = () => Promise.reject(new CloudFault('unreachable', 'scripted'));

const stored: Step = (request) => ({
  results: request.facts.map((fact) => ({ factId: fact.factId, status: 'stored' as const })),
  contiguousSeq: request.facts.at(-1)?.seq ?? 0,
});
const fails =
  (kind: CloudFaultKind, retryAfterMs?: number): Step =>
  () =>
    new CloudFault(kind, 'scripted', retryAfterMs);

function tillWith(count: number, body = '{}') {
  const till = syncTill({ seed: 7 });
  for (let n = 1; n <= count; n += 1) add(till, `f${n}`, body);
  return till;
}

function add(till: Till, factId: string, body = '{}') {
  insertFact(till.db, { factId, kind: 'sale', registerId: '01', body, createdAt: 1 });
}

const idsOf = (request: PushRequest | undefined) => request?.facts.map((fact) => fact.factId);

describe('the way to the cloud', () => {
  it('sends everything in sequence, never more than a request may hold', async () => {
    const till = tillWith(250);
    const { requests } = await play(till, []);
    expect(requests.map((request) => request.facts.length)).toEqual([100, 100, 50]);
    const seqs = requests.flatMap((request) => request.facts.map((fact) => fact.seq));
    expect(seqs).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
  });

  it('holds a request to 256 kB of facts', async () => {
    const till = tillWith(10, JSON.stringify({ note: '货'.repeat(20_000) })); // 60 kB each
    const { requests } = await play(till, []);
    expect(requests.map((request) => request.facts.length)).toEqual([4, 4, 2]);
  });

  it.each<CloudFaultKind>(['unreachable', 'timed_out', 'busy', 'not_our_cloud', 'token_refused'])(
    'sends the same facts again after %s, and keeps every one',
    async (kind) => {
      const till = tillWith(3);
      const { requests, waits } = await play(till, [fails(kind), fails(kind)]);
      expect(requests).toHaveLength(3);
      expect(requests[1]).toEqual(requests[0]);
      expect(requests[2]).toEqual(requests[0]);
      expect(waits).toHaveLength(2);
      expect(outboxCounts(till.db)).toEqual({ waiting: 0, parked: 0, oldestWaitingAt: null });
    },
  );

  it('takes an error of no kind for an outcome nobody knows', async () => {
    const till = tillWith(1);
    const { requests } = await play(till, [() => new TypeError('socket hang up')]);
    expect(requests).toHaveLength(2);
  });

  it('is content when the cloud has a fact already', async () => {
    const till = tillWith(1);
    const duplicate: Step = (request) => ({
      results: request.facts.map(({ factId }) => ({ factId, status: 'duplicate' as const })),
      contiguousSeq: 1,
    });
    await play(till, [fails('timed_out'), duplicate]);
    expect(outboxCounts(till.db)).toMatchObject({ waiting: 0, parked: 0 });
  });

  it('parks a refused fact with the reason while the rest flows, and sends it when asked', async () => {
    const till = tillWith(3);
    const refuseSecond: Step = (request) => ({
      results: request.facts.map(({ factId }) =>
        factId === 'f2'
          ? { factId, status: 'refused' as const, reason: 'content_differs' }
          : { factId, status: 'stored' as const },
      ),
      contiguousSeq: 1,
    });
    await play(till, [refuseSecond]);
    expect(listParked(till.db).map((one) => [one.factId, one.reason])).toEqual([
      ['f2', 'content_differs'],
    ]);
    resendParked(till.db, ['f2']);
    const { requests } = await play(till, []);
    expect(requests.map(idsOf)).toEqual([['f2']]);
    expect(listParked(till.db)).toEqual([]);
  });

  it('finds the one fact for which a whole request is refused, and parks it alone', async () => {
    const till = tillWith(4);
    const poisoned: Step = (request) =>
      request.facts.some((fact) => fact.factId === 'f3')
        ? new CloudFault('push_refused', 'scripted')
        : stored(request);
    const { requests } = await play(till, Array(20).fill(poisoned));
    expect(requests.map((request) => request.facts.length)).toEqual([4, 1, 1, 1, 1]);
    expect(listParked(till.db).map((one) => one.factId)).toEqual(['f3']);
  });

  const foreign: readonly [string, Step][] = [
    ['fewer results than facts', () => ({ results: [], contiguousSeq: 0 })],
    [
      'results for other facts',
      (request) => ({
        results: request.facts.map(() => ({ factId: 'other', status: 'stored' as const })),
        contiguousSeq: 0,
      }),
    ],
    [
      'results in another order',
      (request) => ({
        ...(stored(request) as PushAnswer),
        results: [...(stored(request) as PushAnswer).results].reverse(),
      }),
    ],
  ];
  it.each(foreign)('settles nothing by an answer with %s', async (_, step) => {
    const till = tillWith(2);
    const { requests } = await play(till, [step]);
    expect(requests).toHaveLength(2);
    expect(requests[1]).toEqual(requests[0]);
  });

  it('waits longer after each failure, with full jitter, never beyond ten minutes', async () => {
    const till = tillWith(1);
    const { waits } = await play(till, Array(12).fill(fails('busy')));
    waits.forEach((ms, i) => {
      const step = Math.min(SYNC_LIMITS.retryFirstMs * 2 ** i, SYNC_LIMITS.retryMostMs);
      expect(ms).toBeGreaterThanOrEqual(SYNC_LIMITS.retryLeastMs);
      expect(ms).toBeLessThanOrEqual(step);
    });
    expect(new Set(waits).size).toBeGreaterThan(8);
  });

  it('comes again no sooner than a busy cloud asks, and does not believe it for days', async () => {
    const till = tillWith(1);
    const { waits } = await play(till, [fails('busy', 42_000), fails('busy', 1e12)]);
    expect(waits[0]).toBeGreaterThanOrEqual(42_000);
    expect(waits[1]).toBe(SYNC_LIMITS.retryMostMs);
  });

  it('says that nobody knows yet while a request has no answer, and that it is done after', async () => {
    const till = tillWith(2);
    const seen: unknown[] = [];
    const { loop } = await play(till, [fails('timed_out')], (call, now) => {
      if (call === 2) seen.push(now.status());
    });
    expect(seen).toMatchObject([
      {
        state: 'unreachable',
        lastError: 'timed_out',
        waiting: 2,
        parked: 0,
        unconfirmed: 2,
        oldestWaitingAt: 1,
      },
    ]);
    expect(loop.status()).toMatchObject({ lastError: null, waiting: 0, unconfirmed: 0 });
    expect(till.events).toContainEqual({ type: 'sync.changed' });
  });

  it('writes nothing more once it was stopped, whatever the cloud still answers', async () => {
    const till = tillWith(1);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    let isAsked = false;
    const push = async (request: PushRequest): Promise<PushAnswer> => {
      isAsked = true;
      await held;
      const played = stored(request);
      if (played instanceof Error) throw played;
      return played;
    };
    const loop = createPushLoop(
      till,
      { push, pushJournal: noJournal },
      { storeId: 's', nodeId: 'n', epoch: 1 },
    );
    while (!isAsked) await new Promise((resolve) => setTimeout(resolve, 1));
    await loop.stop();
    answer();
    await held;
    expect(outboxCounts(till.db).waiting).toBe(1);
    till.db.close();
  });

  it('sends facts that come while a request is under way with the next one', async () => {
    const till = tillWith(1);
    const { requests } = await play(till, [], (call, loop) => {
      if (call > 1) return;
      add(till, 'late');
      loop.wake();
    });
    expect(requests.map(idsOf)).toEqual([['f1'], ['late']]);
  });

  it('is off without a cloud, and counts what waits all the same', async () => {
    const till = tillWith(2);
    const loop = createPushLoop(till, null, { storeId: 's', nodeId: 'n', epoch: 1 });
    expect(loop.status()).toMatchObject({ state: 'off', waiting: 2 });
    await loop.stop();
  });

  it('an idle loop is woken by a new fact, and one that backs off by a person', async () => {
    const till = syncTill();
    let isDown = true;
    const loop = createPushLoop(
      till,
      {
        push: async (request) => {
          if (isDown) throw new CloudFault('unreachable', 'scripted');
          const answer = stored(request);
          if (answer instanceof Error) throw answer;
          return answer;
        },
        pushJournal: noJournal,
      },
      { storeId: 's', nodeId: 'n', epoch: 1 },
    );
    const until = async (state: string) => {
      while (loop.status().state !== state) await new Promise((resolve) => setTimeout(resolve, 1));
    };
    await until('idle');
    add(till, 'f1');
    loop.wake();
    await until('unreachable');
    isDown = false;
    loop.sendNow();
    await until('idle');
    expect(outboxCounts(till.db).waiting).toBe(0);
    await loop.stop();
  });
});
