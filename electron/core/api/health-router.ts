import type { DatabaseCheck, HealthReport } from '../../../shared/contract/health.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Core } from '../core.ts';
import { healthFacts } from '../health/health-facts.ts';
import { healthLines, worstTone } from '../health/health-lines.ts';
import { syncStatus } from './sync-status.ts';
import { needing, router } from './trpc.ts';

/** How the store's machine and data are, and the checks that a person starts. */
export const healthRouter = router({
  report: needing('sell').query(({ ctx }) => reportOf(ctx.core)),
  checkDatabase: needing('sell').mutation(({ ctx }) => {
    ctx.core.databaseChecks.start();
    return ok(null);
  }),
});

async function reportOf(core: Core): Promise<HealthReport> {
  const byHand = core.databaseChecks.standing();
  const facts = await healthFacts(core.till, {
    database: newest(byHand, core.data.standing()),
    journal: core.journal.standing(),
    backup: await core.backups.status(),
    printer: core.printQueue.status(),
    isVirtualPrinter: core.devices.virtualPrinter() !== null,
    scanner: core.devices.scannerState(),
    sync: syncStatus(core),
    freeBytes: await core.freeBytes(),
  });
  const lines = healthLines(facts);
  return {
    at: facts.now,
    tone: worstTone(lines),
    lines,
    progress: byHand.state === 'running' ? { done: byHand.done, total: byHand.total } : null,
  };
}

/** The check at the start reads more than the one by hand; what either found broken stays broken. */
function newest(byHand: DatabaseCheck, atStart: DatabaseCheck): DatabaseCheck {
  if (atStart.state === 'corrupt' || byHand.state === 'unchecked') return atStart;
  return byHand;
}
