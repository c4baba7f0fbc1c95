import { hash } from 'node:crypto';
import type { RawEntry } from './journal-read-table.ts';

/** Where a chain stands: the entry that the next one has to follow. */
export type ChainHead = { readonly seq: number; readonly hash: string };

/**
 * What is wrong with `entry` as the one behind `head`: a number left out, a link that leads elsewhere, or a content
 * that is not what was hashed. Null when it follows. Fields in the order of `hashInput`.
 */
export function chainFault(
  registerId: string,
  head: ChainHead,
  entry: RawEntry,
): 'gap' | 'link' | 'hash' | null {
  const [seq, type, startedAt, endedAt, operator, payload, prevHash, stored] = entry;
  if (seq !== head.seq + 1) return 'gap';
  if (prevHash !== head.hash) return 'link';
  // A bar in a short field could have been moved there from the payload without a change of the hash.
  if (operator.includes('|') || type.includes('|') || registerId.includes('|')) return 'hash';
  const text = `${registerId}|${seq}|${type}|${startedAt}|${endedAt}|${operator}|${payload}|${prevHash}`;
  return hash('sha256', text, 'hex') === stored ? null : 'hash';
}
