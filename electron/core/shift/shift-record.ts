import type { FactKind } from '../../../shared/contract/sync.ts';
import { reasonText } from '../../../shared/domain/journal/journal-entry.ts';
import type { ZReport } from '../../../shared/domain/shift/z-report.ts';
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts';
import { insertFact } from '../sync/outbox-table.ts';
import type { Till } from '../till.ts';

/** Sends what happened to the shift or its cash to the cloud; part of the caller's transaction. */
export function pushShiftFact(
  till: Till,
  factId: string,
  kind: Extract<FactKind, 'shift_opened' | 'shift_closed' | 'cash_movement' | 'handover'>,
  body: Readonly<Record<string, unknown>>,
): void {
  insertFact(till.db, {
    factId,
    kind,
    registerId: till.registerId,
    body: canonicalJson(body),
    createdAt: till.clock.now(),
  });
}

/** Sends a report that ended a shift; its reason as the journal keeps it: a number typed into it stays in the shop. */
export function pushReport(till: Till, factId: string, shiftId: string, report: ZReport): void {
  const sent = { ...report, reason: reasonText(report.reason) };
  pushShiftFact(till, factId, 'shift_closed', { shiftId, report: sent });
}
