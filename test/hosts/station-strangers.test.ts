import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RawRequest, rawRequest } from '../support/raw-request.ts';
import { type DemoStation, demoStation } from '../support/store-fixture.ts';

let station: DemoStation;
beforeAll(async () => {
  station = await demoStation();
});
afterAll(() => station.remove());

const OWN_HOST = '127.0.0.1:PORT';
const HOSTS: readonly string[] = [
  OWN_HOST,
  'localhost:PORT',
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1.evil.example:PORT',
  'localhost.evil.example:PORT',
  '127.0.0.1',
  'localhost',
  '127.0.0.1:1',
  '127.0.0.1:PORT0',
  '127.0.0.2:PORT',
  '127.1:PORT',
  '2130706433:PORT',
  '0x7f.1:PORT',
  '0.0.0.0:PORT',
  '[::1]:PORT',
  '[::ffff:127.0.0.1]:PORT',
  'LOCALHOST:PORT',
  'localhost.:PORT',
  'user@127.0.0.1:PORT',
  '127.0.0.1:PORT/',
  '127.0.0.1:PORT,evil.example',
  '192.168.1.7:PORT',
  '',
];
const ORIGINS: readonly string[] = [
  '', // none: what a browser sends when a person opens the page
  'http://127.0.0.1:PORT',
  'https://evil.example',
  'http://evil.example:PORT',
  'http://127.0.0.1:PORT.evil.example',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1',
  'http://127.0.0.1:1',
  'null',
  'file://',
  'app://screen',
  'chrome-extension://abcdefghijklmnop',
];
const SITES: readonly string[] = ['', 'same-origin', 'none', 'same-site', 'cross-site', 'nonsense'];

type Variant = { readonly host: string; readonly origin: string; readonly site: string };

/** Whether a browser of this machine that shows the station's own page could have sent it. */
function isOwn({ host, origin, site }: Variant): boolean {
  const isHost = host === OWN_HOST || host === 'localhost:PORT';
  const isOrigin = origin === '' || origin === `http://${host}`;
  return isHost && isOrigin && ['', 'same-origin', 'none'].includes(site);
}

const VARIANTS: readonly Variant[] = [
  ...HOSTS.flatMap((host) => ORIGINS.map((origin) => ({ host, origin, site: '' }))),
  ...HOSTS.flatMap((host) => SITES.map((site) => ({ host, origin: '', site }))),
  ...ORIGINS.flatMap((origin) => SITES.map((site) => ({ host: OWN_HOST, origin, site }))),
];

/** The three doors, each knocked at with everything right but what the variant has wrong. */
const DOORS: Readonly<Record<string, (token: string) => RawRequest>> = {
  'a call': (token) => ({
    line: 'POST /trpc/session.staff HTTP/1.1',
    headers: {
      Connection: 'close',
      'Content-Type': 'application/json',
      'Content-Length': '2',
      'X-Zhendian-Token': token,
    },
    body: '{}',
  }),
  'the page': () => ({ line: 'GET / HTTP/1.1', headers: { Connection: 'close' }, body: '' }),
  'the event socket': (token) => ({
    line: `GET /trpc?token=${token} HTTP/1.1`,
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
    },
    body: '',
  }),
};

describe('strangers at the station', () => {
  it('come in more than five hundred kinds', () => {
    const strangers = VARIANTS.filter((variant) => !isOwn(variant));
    expect(strangers.length * Object.keys(DOORS).length).toBeGreaterThanOrEqual(500);
  });

  it.each(Object.entries(DOORS))('get 403 at %s, and only they', async (_door, knock) => {
    const request = knock(station.server.token);
    const wrong: string[] = [];
    await inGroups(VARIANTS, 16, async (variant) => {
      const { host, origin, site } = variant;
      const headers = { ...request.headers, Host: host, Origin: origin, 'Sec-Fetch-Site': site };
      const answer = await rawRequest(station.port, { ...request, headers });
      const status = answer.slice(9, 12);
      const isRight = isOwn(variant) ? ['200', '101'].includes(status) : status === '403';
      if (!isRight) wrong.push(`${JSON.stringify(variant)} → ${status}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each([
    ['of nobody', ''],
    ['cut short', 'SHORT'],
    ['with one letter changed', 'CHANGED'],
    ['in capitals', 'CAPITALS'],
    ['of another start', 'A'.repeat(43)],
    ['with a comma list', 'LIST'],
  ])('a token %s opens neither call nor socket', async (_which, kind) => {
    const { token } = station.server;
    const forged: Record<string, string> = {
      SHORT: token.slice(0, -1),
      CHANGED: `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`,
      CAPITALS: token.toUpperCase(),
      LIST: `${token},${token}`,
    };
    for (const door of ['a call', 'the event socket']) {
      const request = DOORS[door]?.(forged[kind] ?? kind);
      if (request === undefined) throw new Error(door);
      expect(await rawRequest(station.port, request)).toMatch(/^HTTP\/1.1 403/);
    }
  });

  it('a whole address instead of a path makes no other site of it', async () => {
    const answer = await rawRequest(station.port, {
      line: 'GET http://evil.example/ HTTP/1.1',
      headers: { Connection: 'close', Host: 'evil.example' },
      body: '',
    });
    expect(answer).toMatch(/^HTTP\/1.1 403/);
  });
});

describe('the event socket', () => {
  it('takes sixteen screens; the next is turned away until one has gone', async () => {
    const screens = await Promise.all(Array.from({ length: 16 }, () => opened()));
    await expect(opened()).rejects.toThrow('403');
    const [first] = screens;
    const gone = new Promise((done) => first?.once('close', done));
    first?.close();
    await gone;
    await expect.poll(() => opened().then((socket) => socket.readyState)).toBe(WebSocket.OPEN);
    for (const socket of screens) socket.terminate();
  });

  it('ends a screen that sends a message of more than 256 KB, and the core goes on', async () => {
    const socket = await eventuallyOpened();
    const closed = new Promise<number>((done) => socket.once('close', done));
    socket.send('x'.repeat(257 * 1024));
    expect(await closed).toBe(1009); // message too big, RFC 6455
    (await eventuallyOpened()).terminate();
  });

  it.each(['not JSON', '[]', '{"id":1}', '{"method":"subscription"}', '\u0000'])(
    'is not brought down by %j',
    async (rubbish) => {
      const socket = await eventuallyOpened();
      socket.send(rubbish);
      socket.send(Buffer.from([0xff, 0xfe, 0]));
      const staff = DOORS['a call']?.(station.server.token);
      if (staff === undefined) throw new Error('no door');
      expect(await rawRequest(station.port, staff)).toMatch(/^HTTP\/1.1 200/);
      socket.terminate();
    },
  );
});

function opened(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${station.port}/trpc?token=${station.server.token}`);
  return new Promise((done, fail) => {
    socket.once('open', () => done(socket));
    socket.once('error', fail);
  });
}

/** The places of screens that have just gone are free a moment later. */
async function eventuallyOpened(): Promise<WebSocket> {
  for (let i = 0; i < 100; i += 1) {
    const socket = await opened().catch(() => null);
    if (socket !== null) return socket;
    await new Promise((done) => setTimeout(done, 20));
  }
  return opened();
}

async function inGroups<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < items.length; at += size) {
    await Promise.all(items.slice(at, at + size).map(work));
  }
}
