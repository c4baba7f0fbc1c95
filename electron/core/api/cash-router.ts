import { moveCashInput, undoMovementInput } from '../../../shared/contract/cash-movement.ts';
import { isCategoryOf, listMovements, moveCash, undoMovement } from '../shift/move-cash.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

/** Cash that moves without a sale: paid in, paid out, brought to the safe or to the bank, and taken back. */
export const cashRouter = router({
  list: needing('move_cash').query(({ ctx }) => listMovements(ctx.till)),
  move: needing('move_cash')
    .input(moveCashInput.refine(isCategoryOf, 'a category of its kind'))
    .mutation(async ({ ctx, input: { approval, ...input } }) => {
      const payOutFen = input.kind === 'paid_in' ? 0 : Math.max(0, input.amountFen);
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'move_cash', payOutFen });
      return deed.ok ? moveCash(ctx.till, deed.value, input) : deed;
    }),
  undo: needing('move_cash')
    .input(undoMovementInput)
    .mutation(async ({ ctx, input: { approval, ...input } }) => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'move_cash' });
      return deed.ok ? undoMovement(ctx.till, deed.value, input) : deed;
    }),
});
