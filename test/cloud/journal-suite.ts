import { expect, it } from 'vitest';
import type { CloudDatabase } from '../../cloud/database.ts';
import { holdingsOf, pageOf } from '../../cloud/holdings.ts';
import { ingest } from '../../cloud/ingest.ts';
import { ingestJournal } from '../../cloud/ingest-journal.ts';
import { CLOUD_LIMITS } from '../../cloud/limits.ts';
import { createCloudServer } from '../../cloud/server.ts';
import { summarise } from '../../cloud/store-summary.ts';
import { issueToken } from '../../cloud/store-token.ts';
import { fetchJournal, JournalCopyBroken } from '../../electron/core/sync/fetch-journal.ts';
import type { CopiedEntry, JournalPage } from '../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH } from '../../shared/domain/journal/journal-entry.ts';
import { CHAIN_ORIGIN, chainOf, rehashed, runOf } from './journal-chain.ts';
import { saleFact } from './sale-fact.ts';

const NOW = Date.parse('2026-06-18T04:00:00Z');
const STORE = CHAIN_ORIGIN.storeId;
const DAY = '2026-06-18';
type Db = () => CloudDatabase;

/** What the cloud promises of a store's journal, over any database. The store is registered, its tables are empty. */
export function journalSuite(db: Db): void {
  keepsTheJournal(db);
  noticesTampering(db);
  givesItBack(db);
  takesReturns(db);
}

const alarmsOf = async (db: CloudDatabase) =>
  (await summarise(db, STORE, DAY))?.journalAlarms.map(({ kind, seq }) => `${kind} ${seq}`);
const keptSeqs = async (db: CloudDatabase) => {
  const rows = await db.selectFrom('journal_entry').select('seq').orderBy('seq').execute();
  return rows.map((row) => Number(row.seq));
};

function keepsTheJournal(db: Db): void {
  it('keeps a journal run by run, and acknowledges number and hash', async () => {
    const chain = chainOf(5);
    const first = await ingestJournal(db(), runOf(chain, 1, 2), NOW);
    expect(first).toEqual({ status: 'kept', ackedSeq: 2, ackedHash: chain[1]?.hash });
    const second = await ingestJournal(db(), runOf(chain, 3, 5), NOW);
    expect(second).toEqual({ status: 'kept', ackedSeq: 5, ackedHash: chain[4]?.hash });
    expect((await summarise(db(), STORE, DAY))?.journals).toEqual([
      { registerId: '01', lastSeq: 5, lastAt: 5001 },
    ]);
  });

  it('answers a run that comes again, or overlaps, as kept, and stores nothing twice', async () => {
    const chain = chainOf(6);
    await ingestJournal(db(), runOf(chain, 1, 4), NOW);
    const again = await ingestJournal(db(), runOf(chain, 1, 4), NOW);
    expect(again).toMatchObject({ status: 'kept', ackedSeq: 4 });
    const overlapping = await ingestJournal(db(), runOf(chain, 3, 6), NOW);
    expect(overlapping).toMatchObject({ status: 'kept', ackedSeq: 6 });
    const late = await ingestJournal(db(), runOf(chain, 1, 2), NOW);
    expect(late).toEqual({ status: 'kept', ackedSeq: 6, ackedHash: chain[5]?.hash });
    expect(await keptSeqs(db())).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await alarmsOf(db())).toEqual([]);
  });

  it('tells a till that asks with an empty run what it holds', async () => {
    const empty = runOf([]);
    const nothing = { status: 'kept', ackedSeq: 0, ackedHash: FIRST_PREV_HASH };
    expect(await ingestJournal(db(), empty, NOW)).toEqual(nothing);
    await ingestJournal(db(), runOf(chainOf(3)), NOW);
    expect(await ingestJournal(db(), empty, NOW)).toMatchObject({ ackedSeq: 3 });
  });

  it('keeps one copy when the same run comes over many connections at once', async () => {
    const run = runOf(chainOf(4));
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => ingestJournal(db(), run, NOW)),
    );
    expect(answers.map((one) => one.status)).toEqual(Array.from({ length: 6 }, () => 'kept'));
    expect(await keptSeqs(db())).toEqual([1, 2, 3, 4]);
  });

  it('keeps the chains of two registers and of two stores apart', async () => {
    await ingestJournal(db(), runOf(chainOf(2)), NOW);
    const lane = runOf(chainOf(3, {}, '01QXF'), 1, 3, { registerId: '01QXF', epoch: 2 });
    expect(await ingestJournal(db(), lane, NOW)).toMatchObject({ status: 'kept', ackedSeq: 3 });
    expect((await holdingsOf(db(), STORE))?.registers).toMatchObject([
      { registerId: '01', lastSeq: 2, saleCount: 1 },
      { registerId: '01QXF', lastSeq: 3, saleCount: 2 },
    ]);
  });

  it('refuses to change or delete a kept entry, also by hand', async () => {
    await ingestJournal(db(), runOf(chainOf(1)), NOW);
    const change = db().updateTable('journal_entry').set({ payload: '{}' }).execute();
    await expect(change).rejects.toThrow('append-only');
    await expect(db().deleteFrom('journal_entry').execute()).rejects.toThrow('append-only');
  });

  it('keeps nothing of a journal of a store that is not registered', async () => {
    const stranger = runOf(chainOf(1), 1, 1, { storeId: '99999999' });
    await expect(ingestJournal(db(), stranger, NOW)).rejects.toThrow('not registered');
    expect(await keptSeqs(db())).toEqual([]);
  });
}

function noticesTampering(db: Db): void {
  it('answers a gap with what it holds, shows it, and forgets it when it is filled', async () => {
    const chain = chainOf(8);
    await ingestJournal(db(), runOf(chain, 1, 2), NOW);
    const answer = await ingestJournal(db(), runOf(chain, 5, 8), NOW);
    expect(answer).toEqual({ status: 'gap', ackedSeq: 2, ackedHash: chain[1]?.hash });
    expect(await keptSeqs(db())).toEqual([1, 2]);
    expect(await alarmsOf(db())).toEqual(['gap 3']);
    await ingestJournal(db(), runOf(chain, 3, 8), NOW);
    expect(await alarmsOf(db())).toEqual([]);
  });

  const forged = (seq: number) => chainOf(6, { [seq]: { payload: '{"dueFen":1}' } });
  const forks: readonly [string, () => readonly CopiedEntry[], number, number, number][] = [
    ['an entry that was changed, with all that follow hashed anew', () => forged(3), 1, 6, 3],
    ['a run that begins behind the changed entry', () => forged(3), 4, 6, 3],
    ['a run that goes on after the last kept entry was changed', () => forged(4), 5, 6, 4],
    ['a tail that was cut and written again', () => forged(4), 4, 6, 4],
  ];
  it.each(forks)('names the fork: %s', async (_, chain, first, last, seq) => {
    const kept = chainOf(4);
    await ingestJournal(db(), runOf(kept), NOW);
    const answer = await ingestJournal(db(), runOf(chain(), first, last), NOW + 5);
    expect(answer).toEqual({
      status: 'fork',
      seq,
      heldHash: kept[seq - 1]?.hash,
      ackedSeq: 4,
      ackedHash: kept[3]?.hash,
    });
    expect(await keptSeqs(db())).toEqual([1, 2, 3, 4]);
    expect(await alarmsOf(db())).toEqual([`fork ${seq}`]);
    const row = await db().selectFrom('journal_alarm').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      held_hash: kept[seq - 1]?.hash,
      sent_hash: chain()[seq - 1]?.hash,
    });
  });

  it('counts a fork that comes again instead of filling up with it', async () => {
    await ingestJournal(db(), runOf(chainOf(4)), NOW);
    for (let n = 0; n < 3; n += 1) await ingestJournal(db(), runOf(forged(2)), NOW + n);
    const rows = await db().selectFrom('journal_alarm').selectAll().execute();
    expect(rows.map((row) => Number(row.times))).toEqual([3]);
    expect(Number(rows[0]?.first_at)).toBe(NOW);
  });

  it('names a journal that was written anew before it was ever sent: the facts came first', async () => {
    const chain = chainOf(6);
    const sold = { journalSeq: 4, journalHash: chain[3]?.hash };
    await ingest(db(), CHAIN_ORIGIN, [saleFact(1, sold), saleFact(2, {})], NOW);
    const answer = await ingestJournal(db(), runOf(forged(3)), NOW);
    expect(answer).toMatchObject({ status: 'fork', seq: 4, heldHash: chain[3]?.hash });
    expect(await keptSeqs(db())).toEqual([]);
    expect(await alarmsOf(db())).toEqual(['fork 4']);
    expect(await ingestJournal(db(), runOf(chain), NOW)).toMatchObject({ status: 'kept' });
  });

  it('takes a fact of another register for no word about this one', async () => {
    const other = {
      ...saleFact(1, { journalSeq: 2, journalHash: 'b'.repeat(64) }),
      registerId: '02',
    };
    await ingest(db(), CHAIN_ORIGIN, [other], NOW);
    expect(await ingestJournal(db(), runOf(chainOf(3)), NOW)).toMatchObject({ status: 'kept' });
  });

  type Bend = (chain: readonly CopiedEntry[]) => readonly CopiedEntry[];
  const bend =
    (seq: number, over: Partial<CopiedEntry>): Bend =>
    (chain) =>
      chain.map((entry) => (entry.seq === seq ? { ...entry, ...over } : entry));
  const broken: readonly [string, Bend, string, number][] = [
    ['content changed and not hashed', bend(3, { payload: '{}' }), 'hash', 3],
    ['an operator changed', bend(2, { operator: 'somebody' }), 'hash', 2],
    ['a time changed', bend(4, { endedAt: 7 }), 'hash', 4],
    ['an entry left out', (chain) => chain.filter(({ seq }) => seq !== 3), 'seq', 4],
    ['two entries swapped', (chain) => [0, 2, 1, 3].flatMap((i) => chain[i] ?? []), 'seq', 3],
    [
      'a link to another entry',
      (chain) =>
        chain.map((e) => (e.seq === 3 ? rehashed('01', { ...e, prevHash: 'a'.repeat(64) }) : e)),
      'link',
      3,
    ],
    [
      'a first entry that follows from something',
      (chain) => chain.slice(0, 1).map((e) => rehashed('01', { ...e, prevHash: 'a'.repeat(64) })),
      'link',
      1,
    ],
    [
      'a bar moved from the payload into the operator',
      (chain) =>
        chain.map((e) =>
          e.seq === 2 ? { ...e, operator: `${e.operator}|${e.payload}`.slice(0, 70) } : e,
        ),
      'hash',
      2,
    ],
  ];
  it.each(broken)('stores nothing of a run with %s', async (_, bent, why, seq) => {
    const answer = await ingestJournal(db(), runOf(bent(chainOf(4))), NOW);
    expect(answer).toMatchObject({ status: 'broken', why, seq, ackedSeq: 0 });
    expect(await keptSeqs(db())).toEqual([]);
    expect(await alarmsOf(db())).toEqual([`broken ${seq}`]);
  });
}

function givesItBack(db: Db): void {
  it('gives a journal back as it came, with its signatures and keys', async () => {
    const chain = chainOf(4);
    const key = { keyId: 'ab12', publicKey: 'MCow', sinceSeq: 2, at: NOW };
    const proofs = {
      signatures: [{ seq: 3, keyId: 'ab12', signature: 'c2ln' }],
      publicKeys: [key],
    };
    await ingestJournal(db(), runOf(chain, 1, 4, proofs), NOW);
    const other = { ...proofs, signatures: [{ seq: 3, keyId: 'ab12', signature: 'other' }] };
    await ingestJournal(db(), runOf(chain, 1, 4, other), NOW);
    const page = await pageOf(db(), CHAIN_ORIGIN, 1);
    expect(page).toEqual({
      registerId: '01',
      entries: chain.slice(1),
      lastSeq: 4,
      ...proofs,
    });
    expect(await pageOf(db(), { ...CHAIN_ORIGIN, registerId: '09' }, 0)).toMatchObject({
      entries: [],
      lastSeq: 0,
    });
  });

  it('cuts a page by count and by size, and the till reads on to the end', async () => {
    const big = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [i + 2, { payload: `{"x":"${'x'.repeat(90_000)}"}` }]),
    );
    const chain = chainOf(30, big);
    for (let first = 1; first <= 30; first += 10) {
      await ingestJournal(db(), runOf(chain, first, first + 9), NOW);
    }
    const link = { ...noHoldings, journalPage: pages(db) };
    const fetched: JournalPage[] = [];
    for await (const page of fetchJournal(link, { ...place, afterSeq: 0 })) fetched.push(page);
    expect(fetched.length).toBeGreaterThan(2);
    expect(fetched.flatMap((page) => page.entries)).toEqual(chain);
    const most = Math.max(...fetched.map((page) => JSON.stringify(page).length));
    expect(most).toBeLessThan(CLOUD_LIMITS.pageCharacters * 1.3);
  });

  it('a till takes nothing of a copy that does not follow from what it has', async () => {
    const chain = chainOf(4);
    await ingestJournal(db(), runOf(chain), NOW);
    const link = { ...noHoldings, journalPage: pages(db) };
    const after = { ...place, afterSeq: 2, afterHash: 'f'.repeat(64) };
    await expect(all(fetchJournal(link, after))).rejects.toThrow(JournalCopyBroken);
    const right = { ...place, afterSeq: 2, afterHash: chain[1]?.hash ?? '' };
    expect(await all(fetchJournal(link, right))).toEqual(chain.slice(2));
    const changed = {
      ...noHoldings,
      journalPage: async () => {
        const page = await pageOf(db(), CHAIN_ORIGIN, 0);
        return { ...page, entries: page.entries.map((e) => ({ ...e, operator: 'other' })) };
      },
    };
    await expect(all(fetchJournal(changed, { ...place, afterSeq: 0 }))).rejects.toThrow('hash');
  });

  it('says what it still holds of a store, with the store’s own token alone', async () => {
    const token = await issueToken(db(), { storeId: STORE, name: '李家镇店', at: NOW });
    await ingest(db(), CHAIN_ORIGIN, [saleFact(1, {}), saleFact(2, {})], NOW);
    await ingestJournal(db(), runOf(chainOf(3)), NOW);
    const app = createCloudServer({ db: db(), now: () => NOW });
    const get = (url: string, authorization = `Bearer ${token}`) =>
      app.inject({ method: 'GET', url, headers: { authorization } });
    const held = await get(`/v1/stores/${STORE}/holdings`);
    expect(held.json()).toMatchObject({
      saleCount: 2,
      lastReceiptNumber: '0001-01-000002',
      registers: [{ registerId: '01', lastSeq: 3, saleCount: 2, lastAt: 3001 }],
      nodes: [{ nodeId: 'till-a', epoch: 1, highestSeq: 2 }],
    });
    const page = await get(`/v1/stores/${STORE}/journal/01?after=2`);
    expect(page.json().entries).toMatchObject([{ seq: 3 }]);
    for (const path of ['holdings', 'journal/01']) {
      expect((await get(`/v1/stores/${STORE}/${path}`, 'Bearer no')).statusCode).toBe(401);
      expect((await get(`/v1/stores/20000002/${path}`)).statusCode).toBe(403);
    }
    expect((await get(`/v1/stores/${STORE}/journal/01?after=-1`)).statusCode).toBe(400);
    const pushed = await app.inject({
      method: 'POST',
      url: '/v1/journal',
      payload: runOf(chainOf(4), 4, 4),
      headers: { authorization: `Bearer ${token}` },
    });
    expect(pushed.json()).toMatchObject({ status: 'kept', ackedSeq: 4 });
    await app.close();
  });
}

function takesReturns(db: Db): void {
  const returned = (seq: number, refundFen: number, businessDate = DAY) => ({
    ...saleFact(seq, { returnId: `r${seq}`, refundFen, businessDate }),
    kind: 'return',
  });

  it('takes what was paid back off the takings of the day it was paid back on', async () => {
    const facts = [
      saleFact(1, { dueFen: 5000 }),
      returned(2, 1200),
      returned(3, 300, '2026-06-19'),
    ];
    await ingest(db(), CHAIN_ORIGIN, facts, NOW);
    await ingest(db(), CHAIN_ORIGIN, facts, NOW);
    expect(await summarise(db(), STORE, DAY)).toMatchObject({
      saleCount: 1,
      takingsFen: 3800,
      returnCount: 1,
      refundFen: 1200,
    });
    expect(await summarise(db(), STORE, '2026-06-19')).toMatchObject({
      saleCount: 0,
      takingsFen: -300,
      returnCount: 1,
      lastReceiptNumber: '0001-01-000001',
    });
  });

  it('takes the subsidy of what came back off the takings too, though nobody was paid it', async () => {
    const whole = { dueFen: 289_906, businessDate: DAY };
    const back = saleFact(2, { returnId: 'r2', refundFen: 246_420, subsidyFen: 43_486, ...whole });
    const facts = [saleFact(1, whole), { ...back, kind: 'return' }, returned(3, 1200)];
    await ingest(db(), CHAIN_ORIGIN, facts, NOW);
    await ingest(db(), CHAIN_ORIGIN, [...facts, returned(4, 100)], NOW);
    expect(await summarise(db(), STORE, DAY)).toMatchObject({
      ...{ saleCount: 1, takingsFen: -1300, returnCount: 3, refundFen: 247_720 },
    });
  });

  it('counts a deposit with the sale that redeems it, and not before', async () => {
    const kept = (seq: number, kind: string) => ({ ...saleFact(seq, { depositFen: 9900 }), kind });
    const facts = [kept(1, 'deposit'), kept(2, 'deposit_end'), kept(3, 'subsidy_claim')];
    facts.push(kept(4, 'subsidy_grant'));
    const answer = await ingest(db(), CHAIN_ORIGIN, facts, NOW);
    expect(answer.results.map((one) => one.status)).toEqual(Array(4).fill('stored'));
    expect(await summarise(db(), STORE, DAY)).toMatchObject({ saleCount: 0, takingsFen: 0 });
    await ingest(db(), CHAIN_ORIGIN, [saleFact(5, { dueFen: 95_000 })], NOW);
    expect((await summarise(db(), STORE, DAY))?.takingsFen).toBe(95_000);
  });

  it.each(['shift_opened', 'shift_closed', 'cash_movement', 'handover', 'period_close'])(
    'keeps a fact of kind %s as it came',
    async (kind) => {
      const answer = await ingest(db(), CHAIN_ORIGIN, [{ ...saleFact(1, {}), kind }], NOW);
      expect(answer.results).toMatchObject([{ status: 'stored' }]);
    },
  );

  it('refuses a return without an amount, or with a negative one, alone', async () => {
    const facts = [returned(1, -5), { ...saleFact(2, {}), kind: 'return' }, returned(3, 5)];
    const answer = await ingest(db(), CHAIN_ORIGIN, facts, NOW);
    expect(answer.results.map((one) => one.status)).toEqual(['refused', 'refused', 'stored']);
  });
}

const place = { storeId: STORE, registerId: '01' };
const noHoldings = {
  holdings: () => Promise.reject(new Error('not asked for')),
};

function pages(db: Db) {
  return ({ afterSeq }: { readonly afterSeq: number }) => pageOf(db(), CHAIN_ORIGIN, afterSeq);
}

async function all(fetched: AsyncGenerator<JournalPage>): Promise<readonly CopiedEntry[]> {
  const entries: CopiedEntry[] = [];
  for await (const page of fetched) entries.push(...page.entries);
  return entries;
}
