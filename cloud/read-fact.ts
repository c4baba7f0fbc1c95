import { createHash } from 'node:crypto';
import { journalAnchor } from '../shared/contract/journal-copy.ts';
import {
  FACT_KINDS,
  type PushedFact,
  pushedFact,
  returnFactHead,
  saleFactHead,
} from '../shared/contract/sync.ts';
import { canonicalJson } from '../shared/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '../shared/kernel/result.ts';
import { CLOUD_LIMITS } from './limits.ts';

type SaleHead = {
  readonly receiptNumber: string;
  readonly businessDate: string;
  readonly completedAt: number;
  readonly dueFen: number;
};

/** A pushed fact that may be stored: its body is canonical and fit for jsonb. */
export type ReadFact = Omit<PushedFact, 'body'> & {
  readonly canonicalBody: string;
  readonly contentHash: string; // SHA-256 over kind, register, time and body
  readonly sale: SaleHead | null;
  readonly returned: {
    readonly businessDate: string;
    readonly refundFen: number;
    readonly subsidyFen: number;
  } | null;
  readonly anchor: { readonly seq: number; readonly hash: string } | null;
};

/** Judges one pushed fact by itself. Refuses `fact_malformed` and `kind_unknown`. */
export function readFact(raw: unknown): Result<ReadFact, 'fact_malformed' | 'kind_unknown'> {
  const parsed = pushedFact.safeParse(raw);
  if (!parsed.success) return refuse('fact_malformed');
  const { body, ...fact } = parsed.data;
  if (!isStorableText(fact.factId + fact.kind + fact.registerId)) return refuse('fact_malformed');
  if (!FACT_KINDS.some((kind) => kind === fact.kind)) return refuse('kind_unknown');
  const value = parsedJson(body);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return refuse('fact_malformed');
  }
  if (!isStorable(value, CLOUD_LIMITS.bodyDepth)) return refuse('fact_malformed');
  const head = fact.kind === 'sale' ? saleFactHead.safeParse(value) : null;
  const returned = fact.kind === 'return' ? returnFactHead.safeParse(value) : null;
  if (head?.success === false || returned?.success === false) return refuse('fact_malformed');
  const canonicalBody = canonicalJson(value);
  const content = canonicalJson([fact.kind, fact.registerId, fact.createdAt]) + canonicalBody;
  return ok({
    ...fact,
    canonicalBody,
    contentHash: createHash('sha256').update(content, 'utf8').digest('hex'),
    sale: head?.data ?? null,
    returned: returned?.data ?? null,
    anchor: anchorOf(value),
  });
}

function anchorOf(value: object): ReadFact['anchor'] {
  const anchor = journalAnchor.safeParse(value);
  return anchor.success ? { seq: anchor.data.journalSeq, hash: anchor.data.journalHash } : null;
}

/** The id a refusal is answered under, so far as it can be read. */
export function factIdOf(raw: unknown): string {
  const id = raw !== null && typeof raw === 'object' && 'factId' in raw ? raw.factId : '';
  return typeof id === 'string' && id.length <= 80 ? id : '';
}

/** PostgreSQL keeps no NUL and no half character in jsonb; neither may one such fact fail its batch. */
function isStorable(value: unknown, depthLeft: number): boolean {
  if (typeof value === 'string') return isStorableText(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value !== 'object') return true;
  if (depthLeft === 0) return false;
  return Object.entries(value).every(
    ([key, inner]) => isStorableText(key) && isStorable(inner, depthLeft - 1),
  );
}

function isStorableText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
