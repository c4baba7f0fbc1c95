import { z } from 'zod';

/** The sync protocol. A store node pushes facts in order; `factId` is the idempotency key. */
export const pushedFact = z.object({
  seq: z.number().int().min(1), // outbox sequence of this node and epoch
  factId: z.string().min(1).max(80),
  kind: z.string().min(1).max(40),
  registerId: z.string().min(1).max(8),
  createdAt: z.number().int(),
  body: z.string().max(262_144), // canonical JSON of the fact
});
export const pushRequest = z.object({
  storeId: z.string().min(1).max(16),
  nodeId: z.string().min(1).max(64),
  epoch: z.number().int().min(1),
  facts: z.array(pushedFact).max(100),
});
export const pushAnswer = z.object({
  results: z.array(
    z.object({
      factId: z.string(),
      status: z.enum(['stored', 'duplicate', 'refused']),
      reason: z.string().optional(),
    }),
  ),
});
export type PushedFact = z.infer<typeof pushedFact>;
export type PushRequest = z.infer<typeof pushRequest>;
export type PushAnswer = z.infer<typeof pushAnswer>;
