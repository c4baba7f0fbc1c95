import { TRPCClientError } from '@trpc/client';
import type { Answer } from '../../shared/contract/answer.ts';
import { ERROR_CODES, type ErrorCode } from '../../shared/contract/error-codes.ts';
import { type Refusal, type Result, refuse } from '../../shared/kernel/result.ts';
import { queryClient } from './query-client.ts';

/** What the screen may have to tell: a refusal of the core, or that the core did not answer. */
export type ScreenCode = ErrorCode | 'unreachable' | 'failed';
export type ScreenRefusal = Refusal<ScreenCode>;
export type ScreenAnswer<Value> = Result<Value, ScreenCode>;

/** Awaits a command; a missing right, a lost link and a fault become refusals like any other. */
export async function ask<Value>(command: Promise<Answer<Value>>): Promise<ScreenAnswer<Value>> {
  try {
    const answer = await command;
    if (!answer.ok) readSessionAgainAfter(answer.refusal.code);
    return answer;
  } catch (error) {
    const code = screenCode(error);
    readSessionAgainAfter(code);
    return refuse(code);
  }
}

/** What a thrown error of a call means to staff. */
export function screenCode(error: unknown): ScreenCode {
  if (!(error instanceof TRPCClientError)) return 'failed';
  if (!error.data) return 'unreachable';
  return ERROR_CODES.find((code) => code === error.message) ?? 'failed';
}

function readSessionAgainAfter(code: ScreenCode): void {
  if (code === 'not_signed_in' || code === 'session_locked') {
    void queryClient.invalidateQueries({ queryKey: [['session']] });
  }
}
