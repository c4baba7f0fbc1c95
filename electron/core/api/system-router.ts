import { tracked } from '@trpc/server';
import type { CoreEvent, SystemStatus } from '../../../shared/contract/system.ts';
import { syncStatus } from './sync-status.ts';
import { needing, open, router } from './trpc.ts';

/** How the till is doing, and the events that tell a screen to read again. */
export const systemRouter = router({
  status: needing('sell').query(async ({ ctx }): Promise<SystemStatus> => {
    const { core, till } = ctx;
    return {
      now: till.clock.now(),
      printer: core.printQueue.status(),
      sync: syncStatus(core),
      scanner: { state: core.devices.scannerState() },
      disk: { freeBytes: await core.freeBytes() },
      isVirtualPrinter: core.devices.virtualPrinter() !== null,
    };
  }),

  /** Carries no facts of the store, only that something changed: anyone who may see the screen may listen. */
  events: open.subscription(async function* ({ ctx, signal }) {
    let seq = 0;
    for await (const event of eventsOf(ctx.core.events.subscribe, signal)) {
      seq += 1;
      yield tracked(String(seq), event);
    }
  }),
});

/** Events as they come until the signal fires; a screen that is slow loses none, up to a bound. */
async function* eventsOf(
  subscribe: (listener: (event: CoreEvent) => void) => () => void,
  signal: AbortSignal | undefined,
): AsyncGenerator<CoreEvent> {
  const waiting: CoreEvent[] = [];
  let wake: () => void = () => undefined;
  const unsubscribe = subscribe((event) => {
    waiting.push(event);
    if (waiting.length > MOST_WAITING) waiting.shift();
    wake();
  });
  const stop = () => wake();
  signal?.addEventListener('abort', stop);
  try {
    while (!signal?.aborted) {
      const next = waiting.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    unsubscribe();
    signal?.removeEventListener('abort', stop);
  }
}

const MOST_WAITING = 1000;
