import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { ok, type Result, refuse } from '../../shared/kernel/result.ts';
import { type AppRouter, appRouter } from '../core/api/app-router.ts';
import type { CallContext } from '../core/api/trpc.ts';
import type { Core } from '../core/core.ts';
import { SESSION_HEADER, turnAway, turnCallAway, turnSocketAway } from './http-guard.ts';
import { isOwnPeer } from './peer-user.ts';
import { screenFile } from './screen-files.ts';
import { contentSecurityPolicy, HARDENING_HEADERS, screenPage } from './screen-page.ts';

/*
 * How a screen talks to the station:
 * - The per-start token is in `<meta name="zhendian-token">` of the page, else in the fragment of the address
 *   the station printed (`#token=…`). Without it every call answers 403.
 * - Calls: POST /trpc/<path> with JSON, also for queries (`methodOverride: 'POST'`), not batched, with the headers
 *   `x-zhendian-token` and, once signed in, `x-zhendian-session`.
 * - Subscriptions: WebSocket /trpc?token=…, `connectionParams: { session }` when signed in.
 */

const API_PATH = '/trpc';
/** A price list of 60 MB in base64 is the largest thing a screen sends. */
const MOST_BODY_BYTES = 84 * 1024 * 1024;
const MOST_SOCKET_MESSAGE_BYTES = 256 * 1024;
const MOST_SOCKETS = 16;
/** Far more than every screen of a shop needs, and few enough to leave the store its files. */
const MOST_CONNECTIONS = 512;
/** A browser sends its headers at once; who dribbles them only wants to hold a connection. */
const LONGEST_HEADERS_MS = 10_000;

export type StationOptions = {
  readonly core: Core;
  readonly port: number; // 0 lets the system choose
  readonly screenFolder: string; // the built screen
  /** The token of before, where the same station opens its store anew: open screens go on with it. */
  readonly token?: string;
};

export type StationServer = {
  readonly url: string; // http://127.0.0.1:PORT/
  readonly token: string;
  /** Stops listening, tells open screens to reconnect, and ends every connection. */
  readonly close: () => Promise<void>;
};

/** Serves a core and its screen on the loopback address alone. */
export async function serveStation(
  options: StationOptions,
): Promise<Result<StationServer, 'port_taken'>> {
  const token = options.token ?? randomBytes(32).toString('base64url');
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    requireHostHeader: false,
    headersTimeout: LONGEST_HEADERS_MS,
  });
  server.maxConnections = MOST_CONNECTIONS;
  const listening = await listen(server, options.port);
  if (!listening) return refuse('port_taken', { port: options.port });
  const { port } = server.address() as AddressInfo; // it listens on TCP, so the address is never a path
  const gate = { port, token };
  const api = apiHandler(options.core);
  server.on('request', (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith(`${API_PATH}/`)) {
      const turned = request.method === 'POST' ? turnCallAway(request.headers, gate) : 'not_json';
      if (turned) return end(response, 403, turned);
      if (Number(request.headers['content-length']) > MOST_BODY_BYTES) {
        response.setHeader('connection', 'close');
        return end(response, 413, 'too_large');
      }
      return api(request, response);
    }
    const turned = turnAway(request.headers, gate);
    if (turned) return end(response, 403, turned);
    void serveScreen({ ...gate, folder: options.screenFolder, path }, request, response);
  });
  const sockets = serveSockets(server, options.core, gate);
  return ok({ url: `http://127.0.0.1:${port}/`, token, close: () => close(server, sockets) });
}

function apiHandler(core: Core): (request: IncomingMessage, response: ServerResponse) => void {
  const handle = createHTTPHandler({
    router: appRouter,
    basePath: `${API_PATH}/`,
    maxBodySize: MOST_BODY_BYTES,
    allowMethodOverride: true,
    allowBatching: false,
    createContext: ({ req }): CallContext => {
      const session = req.headers[SESSION_HEADER];
      return { core, token: typeof session === 'string' ? session : null };
    },
  });
  return (request, response) => {
    for (const [name, value] of Object.entries(HARDENING_HEADERS)) response.setHeader(name, value);
    response.setHeader('cache-control', 'no-store');
    handle(request, response);
  };
}

type ScreenRequest = { port: number; token: string; folder: string; path: string };

async function serveScreen(
  at: ScreenRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 403, 'not_json');
  const isPage = at.path === '/' || at.path === '/index.html';
  const file = await screenFile(at.folder, at.path);
  if (file === null) return end(response, 404, 'not_found');
  const nonce = randomBytes(16).toString('base64');
  const isOwn = isPage && isOwnPeer(request.socket.remotePort ?? 0, at.port);
  const html = () => Buffer.from(file.body).toString('utf8');
  const body = isPage ? screenPage(html(), { nonce, token: isOwn ? at.token : null }) : file.body;
  response.writeHead(200, {
    ...HARDENING_HEADERS,
    'content-type': file.type,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': contentSecurityPolicy(nonce, [
      `ws://127.0.0.1:${at.port}`,
      `ws://localhost:${at.port}`,
    ]),
    'cache-control': at.path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function serveSockets(
  server: Server,
  core: Core,
  gate: { port: number; token: string },
): { readonly close: () => void } {
  const wss = new WebSocketServer({ noServer: true, maxPayload: MOST_SOCKET_MESSAGE_BYTES });
  const handler = applyWSSHandler<AppRouter>({
    wss,
    router: appRouter,
    createContext: ({ info }): CallContext => ({
      core,
      token: info.connectionParams?.session || null,
    }),
    keepAlive: { enabled: true },
  });
  server.on('upgrade', (request, socket: Duplex, head) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '/').split('?')[0];
    const turned = turnSocketAway(request.headers, request.url, gate);
    if (turned || path !== API_PATH || wss.clients.size >= MOST_SOCKETS) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    wss.handleUpgrade(request, socket, head, (client) => wss.emit('connection', client, request));
  });
  return {
    close: () => {
      handler.broadcastReconnectNotification();
      for (const client of wss.clients) client.terminate();
      wss.close();
    },
  };
}

function listen(server: Server, port: number): Promise<boolean> {
  return new Promise((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') done(false);
      else fail(error);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => done(true));
  });
}

function close(server: Server, sockets: { readonly close: () => void }): Promise<void> {
  sockets.close();
  return new Promise((done) => {
    server.close(() => done());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}

function end(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { ...HARDENING_HEADERS, 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}
