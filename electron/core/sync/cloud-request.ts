import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { z } from 'zod';
import { SYNC_LIMITS } from '../limits.ts';
import { CloudFault } from './cloud-fault.ts';

const gzipped = promisify(gzip);

export type HttpCloudLinkOptions = {
  readonly url: string; // the cloud's base address, http or https
  readonly token: string; // the store's bearer token
  readonly requestMs?: number; // for the whole exchange, answer included
};

export type CloudRequest<Answer> = {
  readonly path: string; // below the base address, without a leading slash
  readonly body: unknown; // undefined: a GET
  readonly answer: z.ZodType<Answer>;
  readonly answerBytes?: number;
  readonly signal?: AbortSignal | undefined;
};

/**
 * One exchange with the cloud: gzip JSON out, one bounded JSON answer in, within one time-out.
 * Redirects are not followed, so a captive portal never gets the token or the sales. Throws a `CloudFault`.
 */
export async function askCloud<Answer>(
  options: HttpCloudLinkOptions,
  request: CloudRequest<Answer>,
): Promise<Answer> {
  const address = addressOf(options.url, request.path);
  if (!address) throw new CloudFault('address_invalid', 'no http address');
  const late = AbortSignal.timeout(options.requestMs ?? SYNC_LIMITS.requestMs);
  const given = request.signal ? [request.signal] : [];
  try {
    const response = await fetch(address, {
      ...(await sent(request.body)),
      headers: {
        authorization: `Bearer ${options.token}`,
        ...(request.body === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
      },
      redirect: 'manual',
      signal: AbortSignal.any([late, ...given]),
    });
    const text = await boundedText(response, request.answerBytes ?? SYNC_LIMITS.answerBytes);
    return answerOf(response, text, request.answer);
  } catch (error) {
    if (error instanceof CloudFault) throw error;
    if (late.aborted) throw new CloudFault('timed_out', 'no whole answer in time');
    throw new CloudFault('unreachable', reasonOf(error));
  }
}

async function sent(body: unknown): Promise<{ method: string; body?: Uint8Array<ArrayBuffer> }> {
  if (body === undefined) return { method: 'GET' };
  return { method: 'POST', body: new Uint8Array(await gzipped(JSON.stringify(body))) };
}

function addressOf(base: string, path: string): URL | null {
  const address = URL.parse(path, base.endsWith('/') ? base : `${base}/`);
  return address && /^https?:$/.test(address.protocol) ? address : null;
}

function answerOf<Answer>(response: Response, text: string, shape: z.ZodType<Answer>): Answer {
  const { status } = response;
  if (status === 429 || status >= 500) {
    throw new CloudFault('busy', `status ${status}`, retryAfterMs(response));
  }
  const isOurs = response.headers.get('x-zhendian-cloud') === '1';
  if (status === 200) {
    const answer = shape.safeParse(parsed(text));
    if (answer.success) return answer.data;
    throw new CloudFault('not_our_cloud', 'the answer is not one of ours');
  }
  // A refusal counts only from our own cloud: a proxy on the way says 400 and 403 too.
  if (!isOurs) throw new CloudFault('not_our_cloud', `status ${status}`);
  if (status === 401 || status === 403) throw new CloudFault('token_refused', `status ${status}`);
  if (status === 400 || status === 413) throw new CloudFault('push_refused', `status ${status}`);
  throw new CloudFault('not_our_cloud', `status ${status}`);
}

/** Reads an answer up to its limit; a longer one is not ours and is cut off. */
async function boundedText(response: Response, most: number): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString('utf8');
    size += value.byteLength;
    if (size > most) {
      await reader.cancel();
      throw new CloudFault('not_our_cloud', 'the answer is too long');
    }
    parts.push(value);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function retryAfterMs(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
