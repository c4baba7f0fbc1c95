import { describe, expect, it } from 'vitest';
import type { JournalAnswer, JournalPush } from '../../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH } from '../../../shared/domain/journal/journal-entry.ts';
import { syncTill } from '../../../test/support/sync-till.ts';
import { appendEntry, eachEntry } from '../journal/journal-table.ts';
import { SYNC_LIMITS } from '../limits.ts';
import type { Till } from '../till.ts';
import { CloudFault } from './cloud-fault.ts';
import { createJournalUpload } from './journal-upload.ts';
import { entryHash, nextEntries, uploadCursors } from './journal-upload-table.ts';
import { insertFact, outboxCounts } from './outbox-table.ts';
import { createPushLoop } from './push-loop.ts';

const ORIGIN = { storeId: 's', nodeId: 'n', epoch: 1 };
type Answering = (run: JournalPush) => JournalAnswer | CloudFault;

function shop(...registers: readonly string[]): Till {
  const till = syncTill();
  registers.forEach((registerId, i) => {
    till.db
      .prepare('INSERT INTO register (register_id, serial, created_at) VALUES (?, ?, ?)')
      .run(registerId, `serial-${registerId}`, i);
  });
  return till;
}

function write(till: Till, registerId: string, count: number, payload = {}): void {
  for (let n = 0; n < count; n += 1) {
    const times = { startedAt: n, endedAt: n };
    appendEntry(till.db, { registerId, type: 'NO_SALE', ...times, operator: 'li', payload });
  }
}

/** Sends run after run until there is nothing left to send; answers the runs. */
async function send(till: Till, answering: Answering, most = 50): Promise<readonly JournalPush[]> {
  const runs: JournalPush[] = [];
  const upload = createJournalUpload(till, ORIGIN);
  for (let n = 0; n < most; n += 1) {
    const outcome = await upload.sendNext(async (run) => {
      runs.push(run);
      const answer = answering(run);
      if (answer instanceof CloudFault) throw answer;
      return answer;
    });
    if (outcome === 'nothing') return runs;
  }
  throw new Error('the upload never ends');
}

const keeps: Answering = ({ entries }) => {
  const last = entries.at(-1);
  return { status: 'kept', ackedSeq: last?.seq ?? 0, ackedHash: last?.hash ?? FIRST_PREV_HASH };
};
const spans = (runs: readonly JournalPush[]) =>
  runs.map(({ registerId, entries }) => `${registerId} ${entries[0]?.seq}-${entries.at(-1)?.seq}`);
const standing = (till: Till) => createJournalUpload(till, ORIGIN).standing();

describe('the journal on its way to the cloud', () => {
  it('goes run by run, in order, and says how far it is', async () => {
    const till = shop('01');
    write(till, '01', SYNC_LIMITS.journalEntries + 5);
    expect(standing(till)).toEqual({ seq: 205, ackedSeq: 0, fork: null });
    expect(spans(await send(till, keeps))).toEqual(['01 1-200', '01 201-205']);
    expect(standing(till)).toEqual({ seq: 205, ackedSeq: 205, fork: null });
    write(till, '01', 1);
    expect(spans(await send(till, keeps))).toEqual(['01 206-206']);
  });

  it('keeps a run below its size, and sends a large entry alone', () => {
    const till = shop('01');
    write(till, '01', 3, { x: 'x'.repeat(60) });
    const seqs = (bytes: number) =>
      nextEntries(till.db, '01', 0, { entries: 10, bytes }).map(({ seq }) => seq);
    expect(seqs(1)).toEqual([1]);
    expect(seqs(140)).toEqual([1, 2]);
    expect(seqs(1000)).toEqual([1, 2, 3]);
  });

  it('sends the chains of every register, the newest register first', async () => {
    const till = shop('01', '01QXF');
    write(till, '01', 2);
    write(till, '01QXF', 3);
    expect(spans(await send(till, keeps))).toEqual(['01QXF 1-3', '01 1-2']);
  });

  it('sends signatures with the entries they are over, and the keys', async () => {
    const till = shop('01');
    write(till, '01', 3);
    till.db.prepare("INSERT INTO signing_key VALUES ('01', 'ab', 'MCow', 1, 7)").run();
    till.db.prepare("INSERT INTO journal_signature VALUES ('01', 3, 'ab', 'c2ln')").run();
    const [run] = await send(till, keeps);
    expect(run?.signatures).toEqual([{ seq: 3, keyId: 'ab', signature: 'c2ln' }]);
    expect(run?.publicKeys).toEqual([{ keyId: 'ab', publicKey: 'MCow', sinceSeq: 1, at: 7 }]);
  });

  it('goes back to what the cloud holds when it has lost some, and on when it has more', async () => {
    const till = shop('01');
    write(till, '01', 6);
    await send(till, keeps);
    write(till, '01', 2);
    const at = (seq: number) => entryHash(till.db, '01', seq) ?? FIRST_PREV_HASH;
    const forgetful: Answering = (run) =>
      (run.entries[0]?.seq ?? 0) > 3
        ? { status: 'gap', ackedSeq: 2, ackedHash: at(2) }
        : keeps(run);
    expect(spans(await send(till, forgetful))).toEqual(['01 7-8', '01 3-8']);
    write(till, '01', 1);
    till.db.prepare('UPDATE journal_upload SET seq = 0, hash = ?').run(FIRST_PREV_HASH);
    const knowing: Answering = () => ({ status: 'kept', ackedSeq: 9, ackedHash: at(9) });
    expect(spans(await send(till, knowing))).toEqual(['01 1-9']);
    expect(standing(till).ackedSeq).toBe(9);
  });

  it('begins anew with another cloud that knows nothing', async () => {
    const till = shop('01');
    write(till, '01', 4);
    await send(till, keeps);
    write(till, '01', 1);
    const fresh: Answering = (run) =>
      run.entries[0]?.seq === 1
        ? keeps(run)
        : { status: 'gap', ackedSeq: 0, ackedHash: FIRST_PREV_HASH };
    expect(spans(await send(till, fresh))).toEqual(['01 5-5', '01 1-5']);
  });
});

describe('a journal that somebody has to look at', () => {
  const held = 'f'.repeat(64);
  const stuck: readonly [string, Answering, string, number][] = [
    [
      'the cloud holds another entry',
      () => ({ status: 'fork', seq: 2, heldHash: held, ackedSeq: 3, ackedHash: held }),
      'fork',
      2,
    ],
    [
      'the cloud holds more than the till',
      () => ({ status: 'kept', ackedSeq: 9, ackedHash: held }),
      'cut',
      9,
    ],
    [
      'the cloud holds another entry where it ends',
      () => ({ status: 'kept', ackedSeq: 3, ackedHash: held }),
      'fork',
      3,
    ],
    [
      'the chain does not hold',
      () => ({ status: 'broken', seq: 2, why: 'hash', ackedSeq: 0, ackedHash: FIRST_PREV_HASH }),
      'broken',
      2,
    ],
    [
      'what the cloud asks for is not here',
      () => ({ status: 'gap', ackedSeq: 0, ackedHash: FIRST_PREV_HASH }),
      'gap',
      1,
    ],
    ['the cloud will not read it', () => new CloudFault('push_refused', 'scripted'), 'refused', 1],
  ];
  it.each(stuck)('says so when %s, and sends no more of it', async (_, answering, kind, seq) => {
    const till = shop('01', '02');
    write(till, '01', 3);
    write(till, '02', 1);
    const runs = await send(till, (run) => (run.registerId === '01' ? answering(run) : keeps(run)));
    expect(spans(runs)).toEqual(['02 1-1', '01 1-3']);
    expect(standing(till).fork).toMatchObject({ registerId: '01', kind, seq });
    const again = await send(till, keeps);
    expect(spans(again)).toEqual(['01 1-3']);
    expect(standing(till).fork).toBeNull();
  });

  it('notices by itself that acknowledged entries were cut off or changed', async () => {
    const till = shop('01');
    write(till, '01', 5);
    await send(till, keeps);
    till.db.exec('DROP TRIGGER journal_no_delete; DROP TRIGGER journal_no_update');
    till.db.prepare('DELETE FROM journal WHERE seq > 3').run();
    expect(await send(till, keeps)).toEqual([]);
    expect(standing(till).fork).toMatchObject({ kind: 'cut', seq: 5, ourHash: null });
    till.db.prepare('UPDATE journal_upload SET seq = 3, hash = ?').run(held);
    write(till, '01', 1);
    expect(await send(till, keeps)).toEqual([]);
    expect(standing(till).fork).toMatchObject({ kind: 'fork', seq: 3, heldHash: held });
  });

  it('misses nothing that was lawfully purged', async () => {
    const till = shop('01');
    write(till, '01', 4);
    await send(till, keeps);
    const { db } = till;
    const last = [...eachEntry(db, '01')].at(-1)?.hash;
    db.prepare("INSERT INTO journal_archive VALUES ('a', '01', 1, 4, ?, 'x', 1, 'li')").run(last);
    db.prepare("INSERT INTO journal_archive_kept VALUES ('a', 1, 'li')").run();
    db.prepare("INSERT INTO journal_purge VALUES ('01', 4, ?, 'a', 1, 'li')").run(last);
    db.prepare('DELETE FROM journal').run();
    expect(await send(till, keeps)).toEqual([]);
    expect(uploadCursors(db)).toMatchObject([{ seq: 4, fork: null, purgedThrough: 4 }]);
  });

  it('leaves everything as it is when nobody knows whether a run arrived', async () => {
    const till = shop('01');
    write(till, '01', 2);
    await expect(send(till, () => new CloudFault('timed_out', 'scripted'))).rejects.toThrow();
    const short: Answering = () => ({ status: 'kept', ackedSeq: 1, ackedHash: held });
    await expect(send(till, short)).rejects.toThrow('less was kept');
    expect(standing(till)).toEqual({ seq: 2, ackedSeq: 0, fork: null });
  });
});

describe('sales before the journal', () => {
  const stored = { contiguousSeq: 1, results: [{ factId: 'f1', status: 'stored' as const }] };

  it('a fact that waits goes first, and a journal that fails keeps no fact waiting', async () => {
    const till = shop('01');
    write(till, '01', 2);
    fact(till, 'f1');
    const asked: string[] = [];
    const waits: number[] = [];
    const loop = createPushLoop(
      till,
      {
        push: async ({ facts }) => {
          asked.push('facts');
          const results = facts.map(({ factId }) => ({ factId, status: 'stored' as const }));
          return { ...stored, results };
        },
        pushJournal: async (run) => {
          asked.push('journal');
          if (asked.length < 4) throw new CloudFault('unreachable', 'scripted');
          const answer = keeps(run);
          if (answer instanceof CloudFault) throw answer;
          return answer;
        },
      },
      {
        ...ORIGIN,
        wait: async (ms) => {
          waits.push(ms);
          if (asked.length === 2) fact(till, 'f2'); // sold while the journal backs off
          if (ms === SYNC_LIMITS.idleLookMs) void loop.stop();
        },
      },
    );
    while (standing(till).ackedSeq < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await loop.stop();
    expect(asked).toEqual(['facts', 'journal', 'facts', 'journal']);
    expect(outboxCounts(till.db).waiting).toBe(0);
    expect(waits[0]).toBeGreaterThanOrEqual(SYNC_LIMITS.retryLeastMs);
    expect(loop.status().journal).toMatchObject({ seq: 2, ackedSeq: 2, lastError: null });
  });

  it('a new fact does not wait for a run of the journal that gets no answer', async () => {
    const till = shop('01');
    write(till, '01', 2);
    let hangs = 0;
    const loop = createPushLoop(
      till,
      {
        push: async ({ facts }) => {
          const results = facts.map(({ factId }) => ({ factId, status: 'stored' as const }));
          return { ...stored, results };
        },
        pushJournal: async (run) => {
          if (hangs === 0) {
            hangs += 1;
            return new Promise(() => undefined);
          }
          const answer = keeps(run);
          if (answer instanceof CloudFault) throw answer;
          return answer;
        },
      },
      ORIGIN,
    );
    while (hangs === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    fact(till, 'f1');
    loop.wake();
    while (outboxCounts(till.db).waiting > 0)
      await new Promise((resolve) => setTimeout(resolve, 1));
    while (standing(till).ackedSeq < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    await loop.stop();
    expect(loop.status().journal).toMatchObject({ ackedSeq: 2, lastError: null });
  });

  function fact(till: Till, factId: string): void {
    insertFact(till.db, { factId, kind: 'sale', registerId: '01', body: '{}', createdAt: 1 });
  }
});
