import { createHash } from 'node:crypto';
import type { CopiedEntry, JournalPush } from '../../shared/contract/journal-copy.ts';
import { FIRST_PREV_HASH, hashInput } from '../../shared/domain/journal/journal-entry.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';

export const CHAIN_ORIGIN = {
  ...{ storeId: '10000001', nodeId: 'till-a', epoch: 1, registerId: '01' },
} as const;

/** A whole chain of `count` entries as a till writes them; `over` changes single ones before they are hashed. */
export function chainOf(
  count: number,
  over: Readonly<Record<number, Partial<CopiedEntry>>> = {},
  registerId = '01',
): readonly CopiedEntry[] {
  const chain: CopiedEntry[] = [];
  for (let seq = 1; seq <= count; seq += 1) {
    chain.push(
      rehashed(registerId, {
        seq,
        type: seq === 1 ? 'REGISTER_INIT' : 'SALE',
        startedAt: 1000 * seq,
        endedAt: 1000 * seq + 1,
        operator: 'xiao-li',
        payload: canonicalJson({ saleId: `sale-${seq}`, note: '送货“东头”🚚' }),
        prevHash: chain.at(-1)?.hash ?? FIRST_PREV_HASH,
        ...over[seq],
      }),
    );
  }
  return chain;
}

/** The entry with the hash of its content. */
export function rehashed(registerId: string, entry: Omit<CopiedEntry, 'hash'>): CopiedEntry {
  const { seq, type, startedAt, endedAt, operator, payload, prevHash } = entry;
  const body = { seq, type, startedAt, endedAt, operator, payload, prevHash };
  const hash = createHash('sha256')
    .update(hashInput({ ...body, registerId }), 'utf8')
    .digest('hex');
  return { ...body, hash };
}

/** A run of a chain as a till sends it: from `first` to `last`, both by their number. */
export function runOf(
  chain: readonly CopiedEntry[],
  first = 1,
  last = chain.length,
  over: Partial<JournalPush> = {},
): JournalPush {
  const entries = chain.slice(first - 1, last);
  return { ...CHAIN_ORIGIN, entries, signatures: [], publicKeys: [], ...over };
}
