import { type AddressInfo, createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrateCloud } from '../../cloud/cloud-migration.ts';
import { type CloudDatabase, openPglite } from '../../cloud/database.ts';
import { createCloudServer } from '../../cloud/server.ts';
import { issueToken } from '../../cloud/store-token.ts';
import { CloudFault } from '../../electron/core/sync/cloud-fault.ts';
import { createHttpCloudLink } from '../../electron/core/sync/http-cloud-link.ts';
import { insertFact, outboxCounts } from '../../electron/core/sync/outbox-table.ts';
import { createPushLoop } from '../../electron/core/sync/push-loop.ts';
import { type ConnectionFault, startFaultProxy } from '../support/fault-proxy.ts';
import { syncTill } from '../support/sync-till.ts';
import { saleFact } from './sale-fact.ts';

const NOW = Date.parse('2026-06-18T04:00:00Z');
const RUNNING = new AbortController().signal;
let db: CloudDatabase;
let app: FastifyInstance;
let port: number;
let storeNumber = 0;

beforeAll(async () => {
  db = openPglite(null);
  await migrateCloud(db);
  app = createCloudServer({ db, now: () => NOW, isDemo: true });
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
afterAll(async () => {
  await app.close();
  await db.destroy();
});

async function newStore() {
  storeNumber += 1;
  const storeId = `3000${storeNumber}`;
  return { storeId, token: await issueToken(db, { storeId, name: '试店', at: NOW }) };
}

describe('sales over a bad network', () => {
  const faults: readonly [string, ConnectionFault][] = [
    ['the line is refused', { refuse: true }],
    ['the line breaks in the request’s head', { cutUpAfter: 40 }],
    ['the line breaks in the request’s body', { cutUpAfter: 330 }],
    ['the line breaks after the cloud has committed, before any answer', { cutDownAfter: 0 }],
    ['the line breaks in the answer’s head', { cutDownAfter: 25 }],
    ['the line breaks in the answer’s body', { cutDownAfter: 260 }],
    ['the answer never comes', { dropAnswer: true }],
    ['the answer comes too late', { delayMs: 400 }],
  ];
  it.each(faults)('every sale arrives once although %s', async (_, fault) => {
    const { storeId, token } = await newStore();
    const proxy = await startFaultProxy(port, (n) => (n <= 2 ? fault : {}));
    const till = syncTill({ seed: 5 });
    for (let seq = 1; seq <= 5; seq += 1) insertFact(till.db, fromSale(seq, storeId));
    const loop = createPushLoop(
      till,
      createHttpCloudLink({ url: proxy.url, token, requestMs: 250 }),
      {
        storeId,
        nodeId: 'n',
        epoch: 1,
        limits: { batchFacts: 3 },
        wait: (ms, signal) =>
          new Promise((resolve) => {
            const timer = setTimeout(resolve, Math.min(ms, 20));
            signal.addEventListener('abort', () => {
              clearTimeout(timer);
              resolve();
            });
          }),
      },
    );
    while (outboxCounts(till.db).waiting > 0) await new Promise((done) => setTimeout(done, 5));
    await loop.stop();
    expect(proxy.connectionCount()).toBeGreaterThanOrEqual(3);
    await proxy.close();
    expect(outboxCounts(till.db)).toMatchObject({ waiting: 0, parked: 0 });
    const summary = await app.inject({
      url: `/v1/stores/${storeId}/summary?date=2026-06-18`,
      headers: { authorization: `Bearer ${token}` },
    });
    expect(summary.json()).toMatchObject({ saleCount: 5, takingsFen: 50_000 });
    expect(summary.json().nodes[0]).toMatchObject({ contiguousSeq: 5, missingCount: 0 });
  });

  it('a line that drips byte by byte still delivers', async () => {
    const { storeId, token } = await newStore();
    const proxy = await startFaultProxy(port, () => ({ dripBytes: 8 }));
    const link = createHttpCloudLink({ url: proxy.url, token });
    const answer = await link.push(request(storeId), RUNNING);
    expect(answer.results).toEqual([{ factId: 'fact-1', status: 'stored' }]);
    await proxy.close();
  });

  it('a till that ends does not wait for a silent cloud', async () => {
    const { storeId, token } = await newStore();
    const proxy = await startFaultProxy(port, () => ({ dropAnswer: true }));
    const till = syncTill();
    insertFact(till.db, fromSale(1, storeId));
    const link = createHttpCloudLink({ url: proxy.url, token });
    const loop = createPushLoop(till, link, { storeId, nodeId: 'n', epoch: 1 });
    while (proxy.connectionCount() === 0) await new Promise((done) => setTimeout(done, 2));
    await loop.stop();
    till.db.close();
    await proxy.close();
  });
});

describe('what is not our cloud', () => {
  const portal = '<!doctype html><title>Free WiFi</title><form>Sign in</form>';
  const answers: readonly [string, string, CloudFault['kind']][] = [
    ['a captive portal’s page', page('200 OK', portal), 'not_our_cloud'],
    [
      'a redirect to a portal',
      page('302 Found', '', 'location: http://127.0.0.1:9/'),
      'not_our_cloud',
    ],
    ['a proxy that forbids', page('403 Forbidden', 'no'), 'not_our_cloud'],
    ['a proxy that says 400', page('400 Bad Request', '{}'), 'not_our_cloud'],
    ['JSON of another service', page('200 OK', '{"results":"all fine"}'), 'not_our_cloud'],
    ['an endless answer', page('200 OK', 'x'.repeat(300_000)), 'not_our_cloud'],
    ['a broken gateway', page('502 Bad Gateway', portal), 'busy'],
    ['too many requests', page('429 Too Many Requests', '', 'retry-after: 7'), 'busy'],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.7\r\n', 'unreachable'],
  ];
  it.each(answers)('%s is known for what it is, and settles nothing', async (_, bytes, kind) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const fault = await faultOf(url, 'zd.x.y');
    expect(fault.kind).toBe(kind);
    if (bytes.includes('retry-after')) expect(fault.retryAfterMs).toBe(7000);
    await new Promise((done) => server.close(done));
  });

  it.each(['', 'cloud', 'file:///etc/passwd', 'http://'])(
    'an address that is none (%s) is a fault, not a till that does not start',
    async (url) => {
      expect((await faultOf(url, 't')).kind).toBe('address_invalid');
    },
  );

  it('a wrong token is named as such by our cloud', async () => {
    expect((await faultOf(`http://127.0.0.1:${port}`, 'zd.30001.wrong')).kind).toBe(
      'token_refused',
    );
  });

  function page(status: string, body: string, header = 'content-type: text/html'): string {
    const head = `HTTP/1.1 ${status}\r\n${header}\r\nconnection: close`;
    return `${head}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  }

  async function faultOf(url: string, token: string): Promise<CloudFault> {
    const link = createHttpCloudLink({ url, token, requestMs: 3000 });
    const fault = await link.push(request('30001'), RUNNING).catch((error: unknown) => error);
    if (!(fault instanceof CloudFault)) throw new Error(`no fault: ${JSON.stringify(fault)}`);
    return fault;
  }
});

describe('the cloud’s door', () => {
  const push = (headers: Record<string, string>, body: Buffer | string) =>
    fetch(`http://127.0.0.1:${port}/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : new Uint8Array(body),
    });

  it('refuses a small request that unpacks into a large one', async () => {
    const { token } = await newStore();
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20));
    const answer = await push(
      { authorization: `Bearer ${token}`, 'content-encoding': 'gzip' },
      bomb,
    );
    expect(answer.status).toBe(413);
  });

  it.each([
    ['no JSON', {}, '{"storeId":', 400],
    ['another envelope', {}, '{"facts":[]}', 400],
    ['gzip that is none', { 'content-encoding': 'gzip' }, 'plain', 400],
    ['an encoding we do not read', { 'content-encoding': 'br' }, 'x', 415],
    ['another media type', { 'content-type': 'text/plain' }, '{}', 400],
  ])(
    'answers %s with a refusal of its own, never with a failure',
    async (_, headers, body, status) => {
      const { token } = await newStore();
      const answer = await push({ authorization: `Bearer ${token}`, ...headers }, body);
      expect(answer.status).toBe(status);
      expect(answer.headers.get('x-zhendian-cloud')).toBe('1');
    },
  );

  it('shows its pages only under a loopback name while they need no password', async () => {
    const foreign = await app.inject({ url: '/', headers: { host: 'evil.example' } });
    expect(foreign.statusCode).toBe(421);
    const local = await app.inject({ url: '/', headers: { host: `127.0.0.1:${port}` } });
    expect(local.statusCode).toBe(200);
    expect(local.headers['content-security-policy']).toContain("default-src 'none'");
  });

  it('asks for the password where one is set', async () => {
    const guarded = createCloudServer({ db, consolePassword: '乡镇' });
    const ask = (given: string | null) =>
      guarded.inject({
        url: '/',
        headers: given
          ? { authorization: `Basic ${Buffer.from(`x:${given}`).toString('base64')}` }
          : {},
      });
    expect((await ask(null)).statusCode).toBe(401);
    expect((await ask('wrong')).statusCode).toBe(401);
    expect((await ask('乡镇')).statusCode).toBe(200);
    await guarded.close();
  });

  it('knows the demo token only when it was started for the demo', async () => {
    const closed = createCloudServer({ db });
    const url = '/v1/stores/53340001/summary';
    const headers = { authorization: 'Bearer zd.53340001.demo' };
    expect((await closed.inject({ url, headers })).statusCode).toBe(401);
    expect((await app.inject({ url, headers })).statusCode).not.toBe(401);
    await closed.close();
  });

  it('never lets one store read another', async () => {
    const { token } = await newStore();
    const answer = await app.inject({
      url: '/v1/stores/30001/summary',
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.statusCode).toBe(403);
  });
});

function fromSale(seq: number, prefix: string) {
  const { seq: _, ...fact } = saleFact(seq, { factId: `${prefix}-${seq}` });
  return { ...fact, kind: 'sale' as const };
}

function request(storeId: string) {
  return { storeId, nodeId: 'n', epoch: 1, facts: [saleFact(1, {})] };
}
