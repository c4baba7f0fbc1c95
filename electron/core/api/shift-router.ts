import { z } from 'zod';
import {
  closeShiftInput,
  handOverInput,
  openShiftInput,
  settleHandoverInput,
  submitCountInput,
  takeOverInput,
} from '../../../shared/contract/shift.ts';
import { closeShift, recentZReports, xReport } from '../shift/close-shift.ts';
import { handOver, listHandovers, settleHandover } from '../shift/hand-over.ts';
import { openMatters } from '../shift/open-matters.ts';
import { openShift } from '../shift/open-shift.ts';
import { backToSelling, shiftView, startCount, submitCount } from '../shift/shift.ts';
import { countHistory } from '../shift/shift-count.ts';
import { shiftStanding } from '../shift/shift-standing.ts';
import { takeOver } from '../shift/take-over.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

const ACCEPT = { right: 'accept_over_short' } as const;
const listInput = z.object({ limit: z.number().int().min(1).max(100).default(30) }).prefault({});

/** The shift of this register: open with a float, count blind, hand over to the next, close the day with a Z report. */
export const shiftRouter = router({
  state: needing('sell').query(({ ctx }) => shiftView(ctx.till)),
  standing: needing('sell').query(({ ctx }) => shiftStanding(ctx.till)),
  /** The approval is for a date far from the last shift's: a manager looked at the calendar. */
  open: needing('open_shift')
    .input(openShiftInput)
    .mutation(async ({ ctx, input: { approval, ...input } }) => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, ACCEPT);
      return deed.ok ? openShift(ctx.till, deed.value, input) : deed;
    }),
  matters: needing('close_shift').query(({ ctx }) => openMatters(ctx.till)),
  startCount: needing('close_shift').mutation(({ ctx }) => startCount(ctx.till, alone(ctx.actor))),
  backToSelling: needing('close_shift').mutation(({ ctx }) =>
    backToSelling(ctx.till, alone(ctx.actor)),
  ),
  submitCount: needing('close_shift')
    .input(submitCountInput)
    .mutation(({ ctx, input }) => submitCount(ctx.till, alone(ctx.actor), input)),
  counts: needing('close_shift').query(({ ctx }) => countHistory(ctx.till)),
  close: needing('close_shift')
    .input(closeShiftInput)
    .mutation(async ({ ctx, input: { approval, ...input } }) => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, ACCEPT);
      return deed.ok ? closeShift(ctx.till, deed.value, input) : deed;
    }),
  handOver: needing('close_shift')
    .input(handOverInput)
    .mutation(async ({ ctx, input: { approval, ...input } }) => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, ACCEPT);
      return deed.ok ? handOver(ctx.till, deed.value, input) : deed;
    }),
  takeOver: needing('open_shift')
    .input(takeOverInput)
    .mutation(({ ctx, input }) => takeOver(ctx.till, alone(ctx.actor), input)),
  handovers: needing('close_shift')
    .input(listInput)
    .query(({ ctx, input }) => listHandovers(ctx.till, input.limit)),
  settleHandover: needing('accept_over_short')
    .input(settleHandoverInput)
    .mutation(({ ctx, input }) => settleHandover(ctx.till, alone(ctx.actor), input)),
  /** The expected cash stands on it, so it takes someone who may also accept a difference. */
  xReport: needing('accept_over_short').mutation(({ ctx }) => xReport(ctx.till, alone(ctx.actor))),
  zReports: needing('close_shift')
    .input(listInput)
    .query(({ ctx, input }) => recentZReports(ctx.till, input.limit)),
});

function alone<By>(by: By): { readonly by: By; readonly approvedBy: null } {
  return { by, approvedBy: null };
}
