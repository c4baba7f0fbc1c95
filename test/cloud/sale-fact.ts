import type { PushedFact } from '../../shared/contract/sync.ts';
import { canonicalJson } from '../../shared/kernel/canonical-json.ts';

/** A sale as a till pushes it; anything in `over` replaces its part of the body (or the fact's id). */
export function saleFact(
  seq: number,
  over: Readonly<Record<string, unknown>> & { readonly factId?: string },
): PushedFact {
  const { factId = `fact-${seq}`, ...body } = over;
  const completedAt = Date.parse('2026-06-18T02:00:00Z') + seq;
  return {
    seq,
    factId,
    kind: 'sale',
    registerId: '01',
    createdAt: completedAt,
    body: canonicalJson({
      saleId: factId,
      receiptNumber: `0001-01-${String(seq).padStart(6, '0')}`,
      businessDate: '2026-06-18',
      completedAt,
      dueFen: 10_000,
      ...body,
    }),
  };
}
