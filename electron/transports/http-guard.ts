import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is turned away; each is a 403, and says no more than its name to who asked. */
export type Turned = 'host_not_allowed' | 'origin_not_allowed' | 'token_wrong' | 'not_json';

/** The header that carries the per-start token of the station. */
export const TOKEN_HEADER = 'x-zhendian-token';
/** The header that carries the token of the person's session. */
export const SESSION_HEADER = 'x-zhendian-session';

type Gate = { readonly port: number; readonly token: string };

/** The only names this machine's own browser reaches us by; any other is a rebound or forged one. */
export function allowedHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/** Checks what every request must hold: a Host that is ours, and an Origin, if one is sent, of the same Host. */
export function turnAway(headers: IncomingHttpHeaders, gate: Gate): Turned | null {
  const host = headers.host ?? '';
  if (!allowedHosts(gate.port).includes(host)) return 'host_not_allowed';
  if (headers.origin !== undefined && headers.origin !== `http://${host}`) {
    return 'origin_not_allowed';
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin_not_allowed';
  return null;
}

/** What a call of the API must hold besides: JSON (no form of another site can send it) and the per-start token. */
export function turnCallAway(headers: IncomingHttpHeaders, gate: Gate): Turned | null {
  const turned = turnAway(headers, gate);
  if (turned) return turned;
  if (!(headers['content-type'] ?? '').startsWith('application/json')) return 'not_json';
  return isToken(single(headers[TOKEN_HEADER]), gate.token) ? null : 'token_wrong';
}

/** The same for the event socket, whose token travels in its address because a browser sets no header there. */
export function turnSocketAway(
  headers: IncomingHttpHeaders,
  address: string | undefined,
  gate: Gate,
): Turned | null {
  const turned = turnAway(headers, gate);
  if (turned) return turned;
  const given = new URL(address ?? '/', 'http://station').searchParams.get('token');
  return isToken(given, gate.token) ? null : 'token_wrong';
}

function isToken(given: string | null, token: string): boolean {
  if (given === null) return false;
  const a = Buffer.from(given);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}

function single(value: string | string[] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
