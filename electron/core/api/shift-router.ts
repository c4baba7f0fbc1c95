import { z } from 'zod';
import {
  closeShiftInput,
  openShiftInput,
  submitCountInput,
} from '../../../shared/contract/shift.ts';
import { closeShift, recentZReports, xReport } from '../shift/close-shift.ts';
import { openMatters } from '../shift/open-matters.ts';
import { openShift } from '../shift/open-shift.ts';
import { backToSelling, shiftView, startCount, submitCount } from '../shift/shift.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

/** The shift of this register: open with a float, count blind, close with a Z report. */
export const shiftRouter = router({
  state: needing('sell').query(({ ctx }) => shiftView(ctx.till)),
  open: needing('open_shift')
    .input(openShiftInput)
    .mutation(({ ctx, input }) => openShift(ctx.till, alone(ctx.actor), input)),
  matters: needing('close_shift').query(({ ctx }) => openMatters(ctx.till)),
  startCount: needing('close_shift').mutation(({ ctx }) => startCount(ctx.till, alone(ctx.actor))),
  backToSelling: needing('close_shift').mutation(({ ctx }) =>
    backToSelling(ctx.till, alone(ctx.actor)),
  ),
  submitCount: needing('close_shift')
    .input(submitCountInput)
    .mutation(({ ctx, input }) => submitCount(ctx.till, alone(ctx.actor), input)),
  close: needing('close_shift')
    .input(closeShiftInput)
    .mutation(async ({ ctx, input }) => {
      const need = { right: 'accept_over_short' as const };
      const deed = await deedOf(ctx.till, ctx.actor, input.approval, need);
      return deed.ok ? closeShift(ctx.till, deed.value, input) : deed;
    }),
  /** The expected cash stands on it, so it takes someone who may also accept a difference. */
  xReport: needing('accept_over_short').mutation(({ ctx }) => xReport(ctx.till, alone(ctx.actor))),
  zReports: needing('close_shift')
    .input(z.object({ limit: z.number().int().min(1).max(100).default(30) }))
    .query(({ ctx, input }) => recentZReports(ctx.till, input.limit)),
});

function alone<By>(by: By): { readonly by: By; readonly approvedBy: null } {
  return { by, approvedBy: null };
}
