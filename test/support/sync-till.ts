import type { Database } from '../../electron/core/db/open.ts';
import type { Till } from '../../electron/core/till.ts';
import type { CoreEvent } from '../../shared/contract/system.ts';
import { asId } from '../../shared/kernel/ids.ts';
import { freshMemory } from './store-template.ts';

/** A till as far as the way to the cloud needs one: a real database, a clock and chance from a seed. */
export function syncTill(
  options: { seed?: number; db?: Database; now?: () => number } = {},
): Till & { readonly events: CoreEvent[] } {
  const db = options.db ?? freshMemory();
  const chance = seededChance(options.seed ?? 1);
  const events: CoreEvent[] = [];
  return {
    db,
    events,
    clock: { now: options.now ?? (() => 1_000) },
    random: {
      uuid: () => `id-${Math.floor(chance() * 2 ** 40)}`,
      bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(chance() * 256)),
    },
    registerId: asId('01'),
    version: '0.0.0',
    secrets: {
      pinPepper: new Uint8Array(32),
      fieldKey: new Uint8Array(32),
      lookupKey: new Uint8Array(32),
      signingKey: null,
    },
    announce: (event) => {
      events.push(event);
    },
  };
}

/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
