import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type PushAnswer, type PushRequest, pushAnswer } from '../../../shared/contract/sync.ts';
import { SYNC_LIMITS } from '../limits.ts';
import type { CloudLink } from '../ports.ts';
import { CloudFault } from './cloud-fault.ts';

const gzipped = promisify(gzip);

export type HttpCloudLinkOptions = {
  readonly url: string; // the cloud's base address, http or https
  readonly token: string; // the store's bearer token
  readonly requestMs?: number; // for the whole exchange, answer included
};

/**
 * The cloud over HTTP: gzip JSON out, one bounded JSON answer in, within one time-out.
 * An address that is none shows as a fault of every push, never as a till that does not start.
 * Redirects are not followed, so a captive portal never gets the token or the sales.
 */
export function createHttpCloudLink(options: HttpCloudLinkOptions): CloudLink {
  const address = pushAddress(options.url);
  return {
    push: async (batch: PushRequest, stopped: AbortSignal): Promise<PushAnswer> => {
      if (!address) throw new CloudFault('address_invalid', 'no http address');
      const body = await gzipped(JSON.stringify(batch));
      const late = AbortSignal.timeout(options.requestMs ?? SYNC_LIMITS.requestMs);
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${options.token}`,
            'content-type': 'application/json',
            'content-encoding': 'gzip',
          },
          body: new Uint8Array(body),
          redirect: 'manual',
          signal: AbortSignal.any([late, stopped]),
        });
        return answerOf(response, await boundedText(response));
      } catch (error) {
        if (error instanceof CloudFault) throw error;
        if (late.aborted) throw new CloudFault('timed_out', 'no whole answer in time');
        throw new CloudFault('unreachable', reasonOf(error));
      }
    },
  };
}

function pushAddress(base: string): URL | null {
  const address = URL.parse('v1/push', base.endsWith('/') ? base : `${base}/`);
  return address && /^https?:$/.test(address.protocol) ? address : null;
}

function answerOf(response: Response, text: string): PushAnswer {
  const { status } = response;
  if (status === 429 || status >= 500) {
    throw new CloudFault('busy', `status ${status}`, retryAfterMs(response));
  }
  const json = parsed(text);
  const isOurs = response.headers.get('x-zhendian-cloud') === '1';
  if (status === 200) {
    const answer = pushAnswer.safeParse(json);
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
async function boundedText(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts).toString('utf8');
    size += value.byteLength;
    if (size > SYNC_LIMITS.answerBytes) {
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
