import type { SystemStatus } from '../../../shared/contract/system.ts';
import type { Core } from '../core.ts';

/** What is on its way to the cloud, as every status of the till shows it. */
export function syncStatus(core: Core): SystemStatus['sync'] {
  const sync = core.sync().status();
  return {
    state: sync.state,
    waiting: sync.waiting,
    parked: sync.parked,
    unconfirmed: sync.unconfirmed,
    oldestWaitingAt: sync.oldestWaitingAt,
    lastError: sync.lastError,
    journal: sync.journal,
  };
}
