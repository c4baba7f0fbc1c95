import { initTRPC, TRPCError } from '@trpc/server';
import type { Right } from '../../../shared/contract/rights.ts';
import type { Core } from '../core.ts';
import { authorise, authoriseOnWall } from '../staff/session.ts';
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
const guarded = t.procedure.use(async ({ ctx, path, type, next }) => {
  // What was to be written after a failed sync could be lost although it seems to be there.
  if (type === 'mutation' && ctx.core.disk.isFailing()) {
    throw new TRPCError({ code: 'PRECONDITION_FAILED', message: 'disk_failing' });
  }
  const result = await next();
  const isFault = !result.ok && result.error.code === 'INTERNAL_SERVER_ERROR';
  if (isFault) throw answerFault(ctx.core, path, result.error);
  return result;
});

/**
 * A procedure for a signed-in person who holds `right`; `ctx.actor` is that person.
 * Otherwise the call fails with FORBIDDEN and one of `not_signed_in`, `session_locked`, `right_missing` as message;
 * whatever would write fails with `data_corrupt` where the data does not hold.
 */
export function needing(right: Right) {
  return guarded.meta({ needs: right }).use(async ({ ctx, type, next }) => {
    if (type === 'mutation' && !(await mayWrite(ctx.core, right))) {
      throw new TRPCError({ code: 'FORBIDDEN', message: 'data_corrupt' });
    }
    // A screen reads by itself when something changed; only what a person does keeps the till unlocked.
    const actor = authorise(ctx.core.till, ctx.token, right, type !== 'mutation');
    if (!actor.ok) throw new TRPCError({ code: 'FORBIDDEN', message: actor.refusal.code });
    return next({ ctx: { ...ctx, till: ctx.core.till, actor: actor.value } });
  });
}

/** A read of a page on the wall: as `needing`, but the lock of the till does not end it. */
export function onWall(right: Right) {
  return guarded.meta({ needs: right }).use(({ ctx, next }) => {
    const actor = authoriseOnWall(ctx.core.till, ctx.token, right);
    if (!actor.ok) throw new TRPCError({ code: 'FORBIDDEN', message: actor.refusal.code });
    return next({ ctx: { ...ctx, till: ctx.core.till, actor: actor.value } });
  });
}

/**
 * Rights that book money: what they allow waits for the check that every opening begins with, and after a restore for
 * what the cloud gives back, within a bound. Selling waits for its first part alone.
 */
const SELLING: ReadonlySet<Right> = new Set(['take_payment', 'move_cash']);
/** These rest on facts of earlier days, so every one of them has been read before. */
const LOOKING_BACK: ReadonlySet<Right> = new Set([
  ...(['return_goods', 'open_shift', 'close_shift', 'close_period'] as const),
]);
/** What helps out of damaged data. */
const HELPING: ReadonlySet<Right> = new Set(['manage_backup', 'restore_backup']);

/** Whether data may be written: never on to data that does not hold, except to get it back. */
async function mayWrite(core: Core, right: Right): Promise<boolean> {
  if (HELPING.has(right)) return true;
  const isSelling = SELLING.has(right);
  if (isSelling || LOOKING_BACK.has(right)) {
    await core.catchUp.settled;
    return isSelling ? core.data.maySell() : core.data.isGood();
  }
  return core.data.standing().state !== 'corrupt';
}

/** A procedure that anyone on this machine may call: sign-in, and what its screen shows. */
export const open = guarded
  .meta({ needs: 'nobody' })
  .use(({ ctx, next }) => next({ ctx: { ...ctx, till: ctx.core.till } }));
