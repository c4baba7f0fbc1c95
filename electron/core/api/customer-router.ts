import { z } from 'zod';
import { ok } from '../../../shared/kernel/result.ts';
import { findByPhoneEnd, revealPerson } from '../staff/personal-data.ts';
import { needing, router } from './trpc.ts';

/** Customers the store has delivered to. */
export const customerRouter = router({
  /** By the last four digits of the phone, masked. */
  search: needing('sell')
    .input(z.object({ phoneEnd: z.string().regex(/^\d{4}$/) }))
    .query(({ ctx, input }) => findByPhoneEnd(ctx.till, input.phoneEnd)),
  /** One customer in clear; each look is journalled. `null`: deleted. */
  reveal: needing('reveal_personal_data')
    .input(z.object({ personId: z.string().min(1).max(64) }))
    .mutation(({ ctx, input }) =>
      ok(revealPerson(ctx.till, { by: ctx.actor, approvedBy: null }, input.personId)),
    ),
});
