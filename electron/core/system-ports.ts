import { randomBytes } from 'node:crypto';
import type { Clock, Random } from './ports.ts';

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  uuid: () => uuidV7(Date.now(), pooled(10)),
};

/** Random bytes for ids are drawn a page at a time: a sale needs half a dozen, and each call of the system costs 10 µs. */
let pool = randomBytes(0);

function pooled(count: number): Uint8Array {
  if (pool.length < count) pool = randomBytes(4096);
  const bytes = pool.subarray(0, count);
  pool = pool.subarray(count);
  return bytes;
}

/** A UUID of version 7 (RFC 9562, 5.7): 48 bits of epoch ms, then random, so that ids sort by time. */
export function uuidV7(at: number, random: Uint8Array): string {
  const time = at.toString(16).padStart(12, '0');
  const rest = Buffer.from(random);
  rest[0] = ((rest[0] ?? 0) & 0x0f) | 0x70;
  rest[2] = ((rest[2] ?? 0) & 0x3f) | 0x80;
  const hex = rest.toString('hex');
  return [time.slice(0, 8), time.slice(8), hex.slice(0, 4), hex.slice(4, 8), hex.slice(8, 20)].join(
    '-',
  );
}
