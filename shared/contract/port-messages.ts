import { z } from 'zod';

/*
 * What crosses the MessagePort between a window's screen and the core: JSON texts, so that this link carries
 * exactly what the station's HTTP carries. Every call has an id of its own; the answers name it.
 */

const callMessage = z.object({
  id: z.number().int().min(0),
  kind: z.enum(['query', 'mutation', 'subscription']),
  path: z.string().max(100),
  input: z.unknown().optional(), // a call without input leaves it out
  session: z.string().max(200).nullable(),
});

/** Ends a call early: a subscription no longer wanted, or an answer nobody waits for. */
const cancelMessage = z.object({ id: z.number().int().min(0), kind: z.literal('cancel') });

export const toCore = z.discriminatedUnion('kind', [callMessage, cancelMessage]);
export type ToCore = z.infer<typeof toCore>;
export type CoreCall = z.infer<typeof callMessage>;

/** `error` is the error shape of tRPC; `end` closes a subscription that has nothing more to say. */
export type ToScreen =
  | { readonly id: number; readonly kind: 'answer' | 'item'; readonly data?: unknown }
  | { readonly id: number; readonly kind: 'started' | 'end' }
  | { readonly id: number; readonly kind: 'error'; readonly error: PortError };

export type PortError = {
  readonly message: string;
  readonly code: number;
  readonly data: Readonly<Record<string, unknown>>;
};
