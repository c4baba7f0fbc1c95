import { z } from 'zod';
import { setUpInput, signInInput } from '../../../shared/contract/session.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { lockSession, signIn, signOut, unlockSession } from '../staff/session.ts';
import { sessionState, staffCards } from '../staff/session-state.ts';
import { setUpStore } from '../staff/set-up.ts';
import { open, router } from './trpc.ts';

/** Who is at the till. Everything here may be called before sign-in. */
export const sessionRouter = router({
  state: open.query(({ ctx }) => sessionState(ctx.till, ctx.token)),
  staff: open.query(({ ctx }) => staffCards(ctx.till)),
  signIn: open.input(signInInput).mutation(async ({ ctx, input }) => {
    const signedIn = await signIn(ctx.till, input);
    if (!signedIn.ok) return signedIn;
    // Whoever sat here before leaves: one person a screen.
    signOut(ctx.till, ctx.token);
    const { token } = signedIn.value;
    return ok({ token, session: sessionState(ctx.till, token) });
  }),
  signOut: open.mutation(({ ctx }) => {
    signOut(ctx.till, ctx.token);
    return ok(sessionState(ctx.till, null));
  }),
  lock: open.mutation(({ ctx }) => {
    lockSession(ctx.till, ctx.token);
    return ok(sessionState(ctx.till, ctx.token));
  }),
  unlock: open
    .input(z.object({ pin: z.string().min(4).max(12) }))
    .mutation(async ({ ctx, input }) => {
      const unlocked = await unlockSession(ctx.till, ctx.token, input.pin);
      return unlocked.ok ? ok(sessionState(ctx.till, ctx.token)) : unlocked;
    }),
  setUp: open.input(setUpInput).mutation(async ({ ctx, input }) => {
    const owner = await setUpStore(ctx.till, input);
    if (!owner.ok) return owner;
    const { staffId } = owner.value;
    const signedIn = await signIn(ctx.till, { staffId, pin: input.pin });
    if (!signedIn.ok) return signedIn;
    const { token } = signedIn.value;
    return ok({ token, session: sessionState(ctx.till, token) });
  }),
});
