import { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import type { ErrorCode } from './error-codes.ts';

/** What every command of the core answers: a value, or a refusal that staff can read. */
export type Answer<Value> = Result<Value, ErrorCode>;

/** Permission for exactly one action, given in place by a named person. */
export const approvalInput = z.object({
  staffId: z.string().min(1).max(64),
  pin: z.string().min(4).max(12),
});
export type ApprovalInput = z.infer<typeof approvalInput>;

/** Whole fen as they cross the border. */
export const fenInput = z.number().int().min(-10_000_000_000).max(10_000_000_000);
