import { initTRPC, TRPCError } from '@trpc/server';
import type { Right } from '../../../shared/contract/rights.ts';
import type { Core } from '../core.ts';
import { authorise } from '../staff/session.ts';
import { answerFault } from './faults.ts';

/** What a call brings: the core, and the token of the session it was made in (null before sign-in). */
export type CallContext = { readonly core: Core; readonly token: string | null };

/** What a procedure asks for: nothing (the sign-in screen) or a right of the person signed in. */
export type Needs = 'nobody' | Right;

const t = initTRPC
  .context<CallContext>()
  .meta<{ readonly needs: Needs }>()
  .create({
    errorFormatter: ({ shape }) => ({ ...shape, data: { ...shape.data, stack: undefined } }),
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** Every procedure stands on this one: what is thrown below is caught here, once. */
const guarded = t.procedure.use(async ({ ctx, path, next }) => {
  const result = await next();
  const isFault = !result.ok && result.error.code === 'INTERNAL_SERVER_ERROR';
  if (isFault) throw answerFault(ctx.core, path, result.error);
  return result;
});

/**
 * A procedure for a signed-in person who holds `right`; `ctx.actor` is that person.
 * Otherwise the call fails with FORBIDDEN and one of `not_signed_in`, `session_locked`, `right_missing` as message.
 */
export function needing(right: Right) {
  return guarded.meta({ needs: right }).use(({ ctx, type, next }) => {
    // A screen reads by itself when something changed; only what a person does keeps the till unlocked.
    const actor = authorise(ctx.core.till, ctx.token, right, type !== 'mutation');
    if (!actor.ok) throw new TRPCError({ code: 'FORBIDDEN', message: actor.refusal.code });
    return next({ ctx: { ...ctx, till: ctx.core.till, actor: actor.value } });
  });
}

/** A procedure that anyone on this machine may call: sign-in, and what its screen shows. */
export const open = guarded
  .meta({ needs: 'nobody' })
  .use(({ ctx, next }) => next({ ctx: { ...ctx, till: ctx.core.till } }));
