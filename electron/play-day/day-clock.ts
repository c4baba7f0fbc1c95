import type { Clock } from '../core/ports.ts';
import { systemClock } from '../core/system-ports.ts';

/** A clock and the way to let its time go by. */
export type DayClock = {
  readonly clock: Clock;
  /** Lets `ms` of the day go by. */
  readonly pass: (ms: number) => Promise<void>;
};

/**
 * A clock of its own that starts at `startAt` (epoch ms) and moves only when time is let go by: a day in seconds.
 * `scale` under 1 makes the day shorter than the shop's.
 */
export function virtualDayClock(startAt: number, scale = 1): DayClock {
  let now = startAt;
  return {
    clock: { now: () => Math.floor(now), monotonicMs: () => now },
    pass: async (ms) => {
      now += ms * scale;
      // Lets printing and syncing have their turn, as they would between two customers.
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

/** The machine's own clock; waits are `speed` times shorter than in the shop. */
export function realDayClock(speed: number): DayClock {
  return {
    clock: systemClock,
    pass: (ms) => new Promise<void>((resolve) => setTimeout(resolve, ms / speed)),
  };
}
