import { createHash, timingSafeEqual } from 'node:crypto';
import { createGunzip } from 'node:zlib';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { z } from 'zod';
import { journalPageQuery, journalPush } from '../shared/contract/journal-copy.ts';
import { pushEnvelope } from '../shared/contract/sync.ts';
import { businessDate, DEFAULT_CUTOFF_MINUTES } from '../shared/kernel/business-date.ts';
import { countyPage } from './county-page.ts';
import type { CloudDatabase } from './database.ts';
import { holdingsOf, pageOf } from './holdings.ts';
import { ingest } from './ingest.ts';
import { ingestJournal } from './ingest-journal.ts';
import { CLOUD_LIMITS } from './limits.ts';
import { summarise, summariseAll } from './store-summary.ts';
import { storeOfToken } from './store-token.ts';

export type CloudServerOptions = {
  readonly db: CloudDatabase; // migrated
  readonly now?: () => number; // epoch ms
  readonly isDemo?: boolean; // whether the demo store's public token works
  /** Null: the county page is open, and only requests to a loopback name are answered. */
  readonly consolePassword?: string | null;
  readonly logger?: FastifyBaseLogger;
};

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The cloud's HTTP server, not yet listening. With the store's bearer token: `POST /v1/push`, `POST /v1/journal`,
 * `GET /v1/stores/:id/summary`, `/holdings` and `/journal/:register`. With the console's password: `/`.
 */
export function createCloudServer(options: CloudServerOptions): FastifyInstance {
  const app = Fastify({
    ...(options.logger ? { loggerInstance: options.logger } : { logger: false }),
    bodyLimit: CLOUD_LIMITS.requestBytes,
    requestTimeout: CLOUD_LIMITS.requestMs,
    forceCloseConnections: true,
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-zhendian-cloud', '1').header('x-content-type-options', 'nosniff');
    reply.header('cache-control', 'no-store');
    // A foreign name that points here would let any web page read the takings.
    const isLocalName = LOOPBACK_HOST.test(request.headers.host ?? '');
    if (!options.consolePassword && !isLocalName) {
      return reply.code(421).send({ error: 'host_unknown' });
    }
  });
  readGzip(app);
  app.setErrorHandler<Error & { statusCode?: number }>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return reply.code(status).send({ error: 'request_invalid' });
    request.log.error({ err: error }, 'request failed');
    return reply.code(500).send({ error: 'internal', incident: request.id });
  });
  addPush(app, options);
  addReading(app, options);
  addReadingBack(app, options);
  return app;
}

function addPush(app: FastifyInstance, options: CloudServerOptions): void {
  const now = options.now ?? Date.now;
  let underWay = 0;
  // The token is judged before the body is read: a stranger's bytes are never unpacked.
  const onRequest = (request: FastifyRequest, reply: FastifyReply) =>
    identify(request, reply, options);
  app.post('/v1/push', { onRequest }, (request, reply) =>
    taken(request, reply, pushEnvelope, ({ facts, ...origin }) =>
      ingest(options.db, origin, facts, now()),
    ),
  );
  app.post('/v1/journal', { onRequest }, (request, reply) =>
    taken(request, reply, journalPush, (run) => ingestJournal(options.db, run, now())),
  );

  async function taken<Body extends { readonly storeId: string }>(
    request: FastifyRequest,
    reply: FastifyReply,
    shape: z.ZodType<Body>,
    take: (body: Body) => Promise<unknown>,
  ) {
    if (underWay >= CLOUD_LIMITS.pushesAtOnce) {
      return reply
        .code(503)
        .header('retry-after', String(CLOUD_LIMITS.comeAgainSeconds))
        .send({ error: 'busy' });
    }
    const body = shape.safeParse(request.body);
    if (!body.success) return reply.code(400).send({ error: 'request_invalid' });
    if (body.data.storeId !== storeOf(request)) {
      return reply.code(403).send({ error: 'other_store' });
    }
    underWay += 1;
    try {
      return await take(body.data);
    } finally {
      underWay -= 1;
    }
  }
}

function addReading(app: FastifyInstance, options: CloudServerOptions): void {
  const now = options.now ?? Date.now;
  app.get<{ Params: { id: string } }>(
    '/v1/stores/:id/summary',
    { onRequest: (request, reply) => identify(request, reply, options) },
    async (request, reply) => {
      if (request.params.id !== storeOf(request)) {
        return reply.code(403).send({ error: 'other_store' });
      }
      const date = z.iso.date().safeParse(z.looseObject({}).parse(request.query).date);
      const day = date.success ? date.data : businessDate(now(), DEFAULT_CUTOFF_MINUTES);
      return (await summarise(options.db, request.params.id, day)) ?? reply.code(404).send();
    },
  );
  app.get('/', async (request, reply) => {
    if (!mayRead(request, options.consolePassword ?? null)) {
      return reply.code(401).header('www-authenticate', 'Basic realm="zhendian"').send();
    }
    const day = businessDate(now(), DEFAULT_CUTOFF_MINUTES);
    const stores = await summariseAll(options.db, day, CLOUD_LIMITS.storesShown);
    return reply
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .type('text/html; charset=utf-8')
      .send(countyPage(stores, day, now()));
  });
}

/** What a store gets back that has lost its till: what is held, and the journal itself. */
function addReadingBack(app: FastifyInstance, options: CloudServerOptions): void {
  const ownStore = async (
    request: FastifyRequest<{ Params: { id: string } }>,
    reply: FastifyReply,
  ) => {
    await identify(request, reply, options);
    if (!reply.sent && request.params.id !== storeOf(request)) {
      await reply.code(403).send({ error: 'other_store' });
    }
  };
  app.get<{ Params: { id: string } }>(
    '/v1/stores/:id/holdings',
    { onRequest: ownStore },
    async (request, reply) =>
      (await holdingsOf(options.db, request.params.id)) ?? reply.code(404).send(),
  );
  app.get<{ Params: { id: string; register: string } }>(
    '/v1/stores/:id/journal/:register',
    { onRequest: ownStore },
    async (request, reply) => {
      const query = journalPageQuery.safeParse(request.query);
      if (!query.success) return reply.code(400).send({ error: 'request_invalid' });
      const chain = { storeId: request.params.id, registerId: request.params.register };
      return pageOf(options.db, chain, query.data.after);
    },
  );
}

const storeOfRequest = new WeakMap<FastifyRequest, string>();

async function identify(
  request: FastifyRequest,
  reply: FastifyReply,
  options: CloudServerOptions,
): Promise<unknown> {
  const { authorization } = request.headers;
  const storeId = await storeOfToken(options.db, authorization, { isDemo: !!options.isDemo });
  if (storeId === null) return reply.code(401).send({ error: 'token_refused' });
  storeOfRequest.set(request, storeId);
  return undefined;
}

function storeOf(request: FastifyRequest): string | null {
  return storeOfRequest.get(request) ?? null;
}

/** Basic sign-in with any user name: the browser asks for it by itself, and the page needs no script. */
function mayRead(request: FastifyRequest, password: string | null): boolean {
  if (password === null) return true;
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const [, given = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString('utf8')) ?? [];
  return timingSafeEqual(digest(given), digest(password));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

/** Unpacks gzip bodies; Fastify holds both what comes and what it becomes to `bodyLimit`. */
function readGzip(app: FastifyInstance): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') return payload;
    if (encoding !== 'gzip') throw requestError(415);
    const unpacked = Object.assign(createGunzip(), { receivedEncodedLength: 0 });
    payload.on('data', (part: Buffer) => {
      unpacked.receivedEncodedLength += part.length;
    });
    payload.on('error', (error) => unpacked.destroy(error));
    return payload.pipe(unpacked);
  });
}

function requestError(statusCode: number): Error {
  return Object.assign(new Error('body refused'), { statusCode });
}
