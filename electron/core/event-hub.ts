import type { CoreEvent } from '../../shared/contract/system.ts';

export type EventHub = {
  readonly announce: (event: CoreEvent) => void;
  /** Calls `listener` for every event from now on; the answer ends that. */
  readonly subscribe: (listener: (event: CoreEvent) => void) => () => void;
};

/** Passes events on to whoever listens. Nobody's work hangs on them: the rows say what is to be done. */
export function createEventHub(): EventHub {
  const listeners = new Set<(event: CoreEvent) => void>();
  return {
    announce: (event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
