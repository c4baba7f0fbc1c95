import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { applyCloudMigrations, migrateCloud } from '../../cloud/cloud-migration.ts';
import type { CloudDatabase } from '../../cloud/database.ts';
import { ingest } from '../../cloud/ingest.ts';
import { createCloudServer } from '../../cloud/server.ts';
import { summarise } from '../../cloud/store-summary.ts';
import { findStore, saveStore } from '../../cloud/store-table.ts';
import { issueToken } from '../../cloud/store-token.ts';
import { journalSuite } from './journal-suite.ts';
import { saleFact } from './sale-fact.ts';

const ORIGIN = { storeId: '10000001', nodeId: 'till-a', epoch: 1 };
const NOW = Date.parse('2026-06-18T04:00:00Z');

/** What the cloud promises a store, over any database that speaks PostgreSQL. */
export function cloudSuite(
  name: string,
  open: () => Promise<{ db: CloudDatabase; close: () => Promise<void> }>,
): void {
  describe(`the cloud over ${name}`, () => {
    let db: CloudDatabase;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ db, close } = await open());
      await migrateCloud(db);
    });
    afterAll(async () => close());
    beforeEach(async () => {
      await sql`TRUNCATE fact, fact_again, store_node, sale_day, return_day, store, journal_register,
        journal_entry, journal_signature, journal_key, journal_alarm, journal_anchor`.execute(db);
      await saveStore(db, { storeId: ORIGIN.storeId, name: '李家镇店', tokenHash: null, at: NOW });
    });

    keepsFactsOnce(() => db);
    refusesAlone(() => db);
    countsAndSummarises(() => db);
    answersOverHttp(() => db);
    journalSuite(() => db);

    it('spreads every table by its store where Citus is present', async () => {
      // A stand-in with Citus's signature notes what the migration asks for; rolled back at the end.
      const asked = db.transaction().execute(async (tx) => {
        await sql`CREATE SCHEMA citus_try`.execute(tx);
        await sql`SET LOCAL search_path TO citus_try`.execute(tx);
        await sql`CREATE TABLE asked (name text, by text)`.execute(tx);
        await sql`CREATE FUNCTION create_distributed_table(name regclass, by text) RETURNS void
          LANGUAGE sql AS 'INSERT INTO citus_try.asked VALUES (name::text, by)'`.execute(tx);
        await applyCloudMigrations(tx, true);
        const rows = await sql<{ name: string; by: string }>`SELECT * FROM asked`.execute(tx);
        throw new Asked(rows.rows);
      });
      const error = await asked.catch((thrown: unknown) => thrown);
      expect(error instanceof Asked ? error.rows : error).toEqual(
        [
          ...['store', 'store_node', 'fact', 'sale_day', 'journal_register', 'journal_entry'],
          ...['journal_signature', 'journal_key', 'journal_alarm', 'journal_anchor', 'return_day'],
          'fact_again',
        ].map((name) => ({ name, by: 'store_id' })),
      );
    });

    it('brings an up-to-date database nowhere, and refuses one of a newer version', async () => {
      expect(await migrateCloud(db)).toBe(0);
      await db.insertInto('schema_step').values({ id: 990, name: 'from the future' }).execute();
      await expect(migrateCloud(db)).rejects.toThrow('data_from_newer_version');
      await db.deleteFrom('schema_step').where('id', '=', 990).execute();
    });
  });
}

class Asked extends Error {
  readonly rows: unknown;
  constructor(rows: unknown) {
    super('rolled back');
    this.rows = rows;
  }
}

type Db = () => CloudDatabase;

function keepsFactsOnce(db: Db): void {
  it('keeps a push, and answers the same push again with duplicates that change nothing', async () => {
    const facts = [1, 2, 3].map((seq) => saleFact(seq, { dueFen: 100 * seq }));
    const first = await ingest(db(), ORIGIN, facts, NOW);
    expect(first.results.map((one) => one.status)).toEqual(['stored', 'stored', 'stored']);
    expect(first.contiguousSeq).toBe(3);
    const before = await contents(db());
    const again = await ingest(db(), ORIGIN, facts, NOW + 1000);
    expect(again.results.map((one) => one.status)).toEqual(['duplicate', 'duplicate', 'duplicate']);
    expect(await contents(db())).toEqual(before);
    expect(before.days).toEqual([{ date: '2026-06-18', sales: 3, fen: 600 }]);
  });

  it('takes a body that differs only in the order of its keys as the same', async () => {
    const fact = saleFact(1, {});
    await ingest(db(), ORIGIN, [fact], NOW);
    const turned = Object.fromEntries(Object.entries(JSON.parse(fact.body)).reverse());
    const answer = await ingest(db(), ORIGIN, [{ ...fact, body: JSON.stringify(turned) }], NOW);
    expect(answer.results).toEqual([{ factId: fact.factId, status: 'duplicate' }]);
  });

  it('counts a fact that comes twice in one push once', async () => {
    const fact = saleFact(1, { dueFen: 500 });
    const answer = await ingest(db(), ORIGIN, [fact, fact], NOW);
    expect(answer.results.map((one) => one.status)).toEqual(['stored', 'duplicate']);
    expect((await contents(db())).days).toEqual([{ date: '2026-06-18', sales: 1, fen: 500 }]);
  });

  it('keeps one copy when the same push comes over many connections at once', async () => {
    const facts = [1, 2, 3, 4].map((seq) => saleFact(seq, { dueFen: 100 }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ingest(db(), ORIGIN, facts, NOW)),
    );
    const stored = answers.flatMap((one) => one.results).filter((one) => one.status === 'stored');
    expect(stored).toHaveLength(4);
    expect((await contents(db())).days).toEqual([{ date: '2026-06-18', sales: 4, fen: 400 }]);
  });

  it('keeps two nodes and two epochs of a store apart', async () => {
    const other = { ...ORIGIN, nodeId: 'till-b' };
    const later = { ...ORIGIN, epoch: 2 };
    await ingest(db(), ORIGIN, [saleFact(1, { factId: 'a' })], NOW);
    await ingest(db(), other, [saleFact(1, { factId: 'b' })], NOW);
    const answer = await ingest(db(), later, [saleFact(1, { factId: 'c' })], NOW);
    expect(answer).toEqual({ results: [{ factId: 'c', status: 'stored' }], contiguousSeq: 1 });
    expect((await contents(db())).facts.map((one) => one.fact_id)).toEqual(['a', 'c', 'b']);
  });

  it('refuses to change or delete a stored fact, also by hand', async () => {
    await ingest(db(), ORIGIN, [saleFact(1, {})], NOW);
    const change = db().updateTable('fact').set({ kind: 'other' }).execute();
    await expect(change).rejects.toThrow('append-only');
    await expect(db().deleteFrom('fact').execute()).rejects.toThrow('append-only');
  });

  it('keeps nothing of a push of a store that is not registered', async () => {
    const stranger = { ...ORIGIN, storeId: '99999999' };
    await expect(ingest(db(), stranger, [saleFact(1, {})], NOW)).rejects.toThrow('not registered');
    expect((await contents(db())).facts).toEqual([]);
  });
}

function refusesAlone(db: Db): void {
  const good = (seq: number) => saleFact(seq, {});
  const bad: readonly [string, unknown, string][] = [
    ['no object', 'sale', 'fact_malformed'],
    ['no id', { ...good(2), factId: '' }, 'fact_malformed'],
    ['no sequence', { ...good(2), seq: 0 }, 'fact_malformed'],
    ['a body that is no JSON', { ...good(2), body: '{"saleId":' }, 'fact_malformed'],
    ['a body that is a list', { ...good(2), body: '[1]' }, 'fact_malformed'],
    ['a body with a NUL', { ...good(2), body: '{"a":"\\u0000"}' }, 'fact_malformed'],
    ['half a character', shift('{"note":"\\ud83d"}'), 'fact_malformed'],
    ['a number beyond all numbers', shift('{"n":1e999}'), 'fact_malformed'],
    ['a body too deep', shift(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`), 'fact_malformed'],
    ['a sale without an amount', { ...good(2), body: '{"saleId":"x"}' }, 'fact_malformed'],
    ['half a fen', { ...good(2), body: saleFact(2, { dueFen: 0.5 }).body }, 'fact_malformed'],
    ['a kind of the future', { ...good(2), kind: 'hologram' }, 'kind_unknown'],
  ];
  it.each(bad)('refuses a fact with %s alone, the rest flows', async (_, fact, reason) => {
    const answer = await ingest(db(), ORIGIN, [good(1), fact, good(3)], NOW);
    expect(answer.results.map((one) => one.status)).toEqual(['stored', 'refused', 'stored']);
    expect(answer.results[1]?.reason).toBe(reason);
    expect((await contents(db())).facts.map((one) => Number(one.seq))).toEqual([1, 3]);
  });

  it('refuses the same id with other content, and keeps what it had', async () => {
    await ingest(db(), ORIGIN, [saleFact(1, { dueFen: 100 })], NOW);
    const answer = await ingest(db(), ORIGIN, [saleFact(1, { dueFen: 999 }), good(2)], NOW);
    expect(answer.results[0]).toMatchObject({ status: 'refused', reason: 'content_differs' });
    expect(answer.results[1]).toMatchObject({ status: 'stored' });
    const day = await summarise(db(), ORIGIN.storeId, '2026-06-18');
    expect(day?.takingsFen).toBe(100 + 10_000);
  });

  it('refuses another fact under a sequence number that is taken', async () => {
    await ingest(db(), ORIGIN, [saleFact(1, { factId: 'a' })], NOW);
    const answer = await ingest(db(), ORIGIN, [saleFact(1, { factId: 'b' })], NOW);
    expect(answer.results).toEqual([{ factId: 'b', status: 'refused', reason: 'sequence_taken' }]);
  });

  function shift(body: string) {
    return { ...good(2), kind: 'shift_closed', body };
  }
}

function countsAndSummarises(db: Db): void {
  it('says up to where nothing is missing, and goes on when the gap is filled', async () => {
    const push = (...seqs: number[]) =>
      ingest(
        db(),
        ORIGIN,
        seqs.map((seq) => saleFact(seq, {})),
        NOW,
      );
    expect((await push(1, 2)).contiguousSeq).toBe(2);
    expect((await push(4, 5, 7)).contiguousSeq).toBe(2);
    const gap = await summarise(db(), ORIGIN.storeId, '2026-06-18');
    expect(gap?.nodes[0]).toMatchObject({ highestSeq: 7, factCount: 5, missingCount: 2 });
    expect((await push(3)).contiguousSeq).toBe(5);
    expect((await push(6)).contiguousSeq).toBe(7);
  });

  it('misses nothing of a restored store that sends again what the cloud gave back to it', async () => {
    const facts = [1, 2, 3].map((seq) => saleFact(seq, { factId: `sale-${seq}` }));
    await ingest(db(), ORIGIN, facts, NOW);
    const restored = { ...ORIGIN, nodeId: 'node-restored', epoch: ORIGIN.epoch + 1 };
    const again = [facts[1], facts[2], saleFact(3, { factId: 'new' })].map((fact, i) => ({
      ...fact,
      seq: i + 1,
    }));
    const push = () => ingest(db(), restored, again, NOW + 1);
    const { results, contiguousSeq } = await push();
    expect(results.map(({ status }) => status)).toEqual(['duplicate', 'duplicate', 'stored']);
    expect(contiguousSeq).toBe(3);
    expect((await push()).contiguousSeq).toBe(3); // the answer was lost: nothing counts twice
    const summary = await summarise(db(), ORIGIN.storeId, '2026-06-18');
    expect(summary).toMatchObject({ saleCount: 4 });
    expect(summary?.nodes.find(({ nodeId }) => nodeId === restored.nodeId)).toMatchObject({
      ...{ highestSeq: 3, factCount: 3, missingCount: 0 },
    });
    const taken = await ingest(db(), restored, [saleFact(1, { factId: 'other' })], NOW + 2);
    expect(taken.results[0]).toMatchObject({ status: 'refused', reason: 'sequence_taken' });
  });

  it('sums takings by business date and names the last receipt', async () => {
    const facts = [
      saleFact(1, { dueFen: 219_900, completedAt: NOW }),
      saleFact(2, { dueFen: 100, completedAt: NOW + 5, receiptNumber: 'last' }),
      saleFact(3, { dueFen: 7, businessDate: '2026-06-17', completedAt: NOW - 86_400_000 }),
    ];
    await ingest(db(), ORIGIN, facts, NOW + 10);
    expect(await summarise(db(), ORIGIN.storeId, '2026-06-18')).toMatchObject({
      name: '李家镇店',
      saleCount: 2,
      takingsFen: 220_000,
      lastReceiptNumber: 'last',
      lastReceiptAt: NOW + 5,
      lastContactAt: NOW + 10,
    });
  });

  it('keeps amounts above 32 bits whole', async () => {
    await ingest(db(), ORIGIN, [saleFact(1, { dueFen: 9_000_000_001 })], NOW);
    const day = await summarise(db(), ORIGIN.storeId, '2026-06-18');
    expect(day?.takingsFen).toBe(9_000_000_001);
  });

  it('keeps Chinese and every number of a body as it came', async () => {
    const fact = saleFact(1, { note: '送货到村“东头”🚚', ratio: 0.1 });
    await ingest(db(), ORIGIN, [fact], NOW);
    const row = await db().selectFrom('fact').select('body').executeTakeFirstOrThrow();
    expect(row.body).toEqual(JSON.parse(fact.body));
  });
}

function answersOverHttp(db: Db): void {
  it('takes a push with the store’s own token and none with another', async () => {
    const app = createCloudServer({ db: db(), now: () => NOW });
    const token = await issueToken(db(), { storeId: '20000002', name: '二店', at: NOW });
    const payload = { storeId: '20000002', nodeId: 'n', epoch: 1, facts: [saleFact(1, {})] };
    const push = (authorization: string, body: object) =>
      app.inject({ method: 'POST', url: '/v1/push', payload: body, headers: { authorization } });
    expect((await push('', payload)).statusCode).toBe(401);
    expect((await push(`Bearer ${token.slice(0, -1)}`, payload)).statusCode).toBe(401);
    const foreign = { ...payload, storeId: ORIGIN.storeId };
    expect((await push(`Bearer ${token}`, foreign)).statusCode).toBe(403);
    const right = await push(`Bearer ${token}`, payload);
    expect(right.json().results).toEqual([{ factId: 'fact-1', status: 'stored' }]);
    expect((await findStore(db(), '20000002'))?.tokenHash).not.toContain(token);
    await app.close();
  });
}

async function contents(db: CloudDatabase) {
  const facts = await db
    .selectFrom('fact')
    .select(['node_id', 'epoch', 'seq', 'fact_id', 'content_hash'])
    .orderBy('node_id')
    .orderBy('epoch')
    .orderBy('seq')
    .execute();
  const days = await db.selectFrom('sale_day').selectAll().orderBy('business_date').execute();
  return {
    facts,
    days: days.map((day) => ({
      date: day.business_date,
      sales: Number(day.sale_count),
      fen: Number(day.takings_fen),
    })),
  };
}
