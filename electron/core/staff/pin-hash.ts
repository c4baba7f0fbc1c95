import { hash, hashSync, verify } from '@node-rs/argon2';

/**
 * Cost of one try of argon2id, which is the package's default: 19 MiB and 3 passes, some 50 ms on a shop PC.
 * A PIN has few digits, so what really protects a stolen database is the pepper, which is not in it.
 */
const COST = { memoryCost: 19_456, timeCost: 3, parallelism: 1 };

/** Argon2id of a PIN with the machine's pepper, as PHC text. Runs off the main thread. */
export function hashPin(pin: string, pepper: Uint8Array): Promise<string> {
  return hash(pin, { ...COST, secret: pepper });
}

/** Whether `pin` is the one that `pinHash` was made of. */
export function pinMatches(pinHash: string, pin: string, pepper: Uint8Array): Promise<boolean> {
  return verify(pinHash, pin, { secret: pepper });
}

/** The least argon2id takes: a demo PIN stands on the sign-in screen, so a slow hash would protect nothing. */
const DEMO_COST = { memoryCost: 64, timeCost: 1, parallelism: 1 };

/** The hash of a demo store's PIN, at once. */
export function hashDemoPin(pin: string, pepper: Uint8Array): string {
  return hashSync(pin, { ...DEMO_COST, secret: pepper });
}
