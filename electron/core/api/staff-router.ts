import { z } from 'zod';
import { staffCards } from '../staff/session-state.ts';
import { addStaff, changePin, deactivateStaff } from '../staff/staff.ts';
import { needing, router } from './trpc.ts';

const pin = z.string().regex(/^\d{4,12}$/);
const staffId = z.string().min(1).max(64);

/** Who works here: only the owner may change that. */
export const staffRouter = router({
  list: needing('edit_staff').query(({ ctx }) => staffCards(ctx.till)),
  add: needing('edit_staff')
    .input(
      z.object({
        name: z.string().trim().min(1).max(20),
        role: z.enum(['cashier', 'manager', 'owner', 'trainer']),
        pin,
      }),
    )
    .mutation(({ ctx, input }) => addStaff(ctx.till, alone(ctx.actor), input)),
  changePin: needing('edit_staff')
    .input(z.object({ staffId, pin }))
    .mutation(({ ctx, input }) => changePin(ctx.till, alone(ctx.actor), input)),
  deactivate: needing('edit_staff')
    .input(z.object({ staffId }))
    .mutation(({ ctx, input }) => deactivateStaff(ctx.till, alone(ctx.actor), input)),
});

function alone<By>(by: By): { readonly by: By; readonly approvedBy: null } {
  return { by, approvedBy: null };
}
