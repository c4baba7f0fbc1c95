import { useState } from 'react';
import type { HealthReport } from '../../shared/contract/health.ts';
import { useCoreEvent } from '../client/core-events.ts';

/** How far the check or archive of the journal is that runs; null when none does. */
export function useJournalProgress(): HealthReport['progress'] {
  const [progress, setProgress] = useState<HealthReport['progress']>(null);
  useCoreEvent((event) => {
    if (event.type === 'journal.progress') setProgress({ done: event.done, total: event.total });
    if (event.type === 'health.changed') setProgress(null);
  });
  return progress;
}
