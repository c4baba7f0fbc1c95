import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rawRequest } from '../support/raw-request.ts';
import { type DemoStation, demoStation } from '../support/store-fixture.ts';

let station: DemoStation;
beforeAll(async () => {
  station = await demoStation();
});
afterAll(() => station.remove());

describe('who may call the station', () => {
  const STRANGERS: readonly (readonly [string, Record<string, string>])[] = [
    ['a rebound name', { Host: 'evil.example' }],
    ['a rebound name with our port', { Host: 'evil.example:PORT' }],
    ['our address in a longer name', { Host: '127.0.0.1:PORT.evil.example' }],
    ['another port', { Host: '127.0.0.1:1' }],
    ['no port', { Host: '127.0.0.1' }],
    ['every address', { Host: '0.0.0.0:PORT' }],
    ['no Host', { Host: '' }],
    ['a page of another site', { Origin: 'https://evil.example' }],
    ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
    ['a file', { Origin: 'null' }],
    ['our name under https', { Origin: 'https://127.0.0.1:PORT' }],
    ['our other name', { Origin: 'http://localhost:PORT' }],
    ['a link from another site', { 'Sec-Fetch-Site': 'cross-site' }],
    ['a neighbour under one name', { 'Sec-Fetch-Site': 'same-site' }],
  ];

  it.each(STRANGERS)(
    '%s gets 403 from a call, the page and the event socket',
    async (_who, headers) => {
      expect(await call({ headers })).toMatch(/^HTTP\/1.1 403/);
      expect(await page('/', headers)).toMatch(/^HTTP\/1.1 403/);
      expect(await socket({ headers })).toMatch(/^HTTP\/1.1 403/);
    },
  );

  it.each([
    ['none', ''],
    ['a wrong one', 'x'.repeat(43)],
    ['a short one', 'x'],
    ['a long one', 'x'.repeat(5000)],
  ])(
    'without the token of this start (%s) there is no call and no event',
    async (_which, token) => {
      expect(await call({ token })).toMatch(/^HTTP\/1.1 403[\s\S]*token_wrong/);
      expect(await socket({ token })).toMatch(/^HTTP\/1.1 403/);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a form of another site (%s) is no call',
    async (type) => {
      expect(await call({ headers: { 'Content-Type': type } })).toMatch(/^HTTP\/1.1 403/);
    },
  );

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('%s is no call', async (method) => {
    expect(await call({ method })).toMatch(/^HTTP\/1.1 403/);
  });

  it('the screen itself is served, and it alone', async () => {
    expect(await call({})).toMatch(/^HTTP\/1.1 200/);
    expect(await call({ headers: { Origin: 'http://127.0.0.1:PORT' } })).toMatch(/^HTTP\/1.1 200/);
    expect(await page('/', {})).toMatch(/^HTTP\/1.1 200/);
    expect(await page('/', { Host: 'localhost:PORT' })).toMatch(/^HTTP\/1.1 200/);
    expect(await page('/assets/app.js', {})).toMatch(/^HTTP\/1.1 200/);
    expect(await socket({})).toMatch(/^HTTP\/1.1 101/);
  });

  it('a session that nobody has opened may do nothing', async () => {
    const answer = await call({
      path: 'cart.current',
      headers: { 'X-Zhendian-Session': 'made-up' },
    });
    expect(answer).toMatch(/^HTTP\/1.1 403[\s\S]*not_signed_in/);
  });

  it('a body that is too large is cut off', async () => {
    const answer = await call({ headers: { 'Content-Length': String(200 * 1024 * 1024) } });
    expect(answer).toMatch(/^HTTP\/1.1 413/);
  });
});

describe('what the station gives away', () => {
  it.each([
    '/../beside.html',
    '/..%2fbeside.html',
    '/%2e%2e/beside.html',
    '/assets/../../beside.html',
    '/..%5cbeside.html',
    '//etc/passwd.html',
    '/%00index.html',
    '/%zz.html',
    '/store.sqlite',
    '/holder.json',
  ])('%s leads to no file', async (path) => {
    expect(await page(path, {})).toMatch(/^HTTP\/1.1 404/);
  });

  it('a page that can load nothing from elsewhere and stand in no frame', async () => {
    const answer = await page('/', {});
    expect(answer).toMatch(/content-security-policy: default-src 'none'; script-src 'self';/);
    expect(answer).toContain("frame-ancestors 'none'");
    expect(answer).not.toContain('unsafe');
    for (const header of ['x-content-type-options: nosniff', 'x-frame-options: DENY']) {
      expect(answer).toContain(header);
    }
    expect(answer).toContain('cache-control: no-store');
  });

  it('the token stands in the page only for the person who started the station', async () => {
    const answer = await page('/', {});
    const isKnown = process.platform === 'linux'; // the one system that names the owner of a socket
    expect(answer.includes(`content="${station.server.token}"`)).toBe(isKnown);
  });

  it('nothing to a machine beside this one: it listens on the loopback address alone', () => {
    expect(new URL(station.server.url).hostname).toBe('127.0.0.1');
  });
});

type Call = { path?: string; method?: string; token?: string; headers?: Record<string, string> };

function call({
  path = 'session.staff',
  method = 'POST',
  token,
  headers = {},
}: Call): Promise<string> {
  const body = method === 'GET' ? '' : '{}';
  const all = {
    'Content-Type': 'application/json',
    'Content-Length': String(body.length),
    'X-Zhendian-Token': token ?? station.server.token,
    ...headers,
  };
  // A query called by POST: the station takes calls in one way only.
  return raw(`${method} /trpc/${path} HTTP/1.1`, all, body);
}

function page(path: string, headers: Record<string, string>): Promise<string> {
  return raw(`GET ${path} HTTP/1.1`, headers, '');
}

function socket({ token, headers = {} }: Call): Promise<string> {
  return raw(
    `GET /trpc?token=${token ?? station.server.token} HTTP/1.1`,
    {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
      ...headers,
    },
    '',
  );
}

function raw(line: string, headers: Record<string, string>, body: string): Promise<string> {
  return rawRequest(station.port, { line, headers: { Connection: 'close', ...headers }, body });
}
