import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type DepositView,
  depositInput,
  depositListInput,
  endDepositInput,
  takeDepositInput,
} from '../../../shared/contract/deposits.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { depositById, listDeposits } from '../deposits/deposit-table.ts';
import { depositView, presaleViews } from '../deposits/deposit-view.ts';
import { endDeposit } from '../deposits/end-deposit.ts';
import { takeDeposit } from '../deposits/take-deposit.ts';
import { deedOf } from '../staff/approval.ts';
import type { Till } from '../till.ts';
import { needing, router } from './trpc.ts';

const taking = needing('take_deposit');

/** Deposits for presales: taken, listed, paid back, kept; they are redeemed with the cart. */
export const depositRouter = router({
  presales: taking.query(({ ctx }) => presaleViews(ctx.till)),
  take: taking.input(takeDepositInput).mutation(({ ctx, input }) => {
    const taken = takeDeposit(ctx.till, ctx.actor, input);
    return taken.ok ? shown(ctx.till, taken.value.depositId) : taken;
  }),
  list: taking
    .input(depositListInput)
    .query(({ ctx, input }) =>
      listDeposits(ctx.till.db, input).map((d) => depositView(ctx.till, d)),
    ),
  detail: taking.input(depositInput).query(({ ctx, input }) => shown(ctx.till, input.depositId)),
  end: taking
    .input(endDepositInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<DepositView>> => {
      const payOutFen = depositById(ctx.till.db, input.depositId)?.depositFen ?? 0;
      const need = { right: 'take_deposit', payOutFen } as const;
      const deed = await deedOf(ctx.till, ctx.actor, approval, need);
      if (!deed.ok) return deed;
      const ended = endDeposit(ctx.till, deed.value, input);
      return ended.ok ? shown(ctx.till, input.depositId) : ended;
    }),
});

function shown(till: Till, depositId: string): Answer<DepositView> {
  const deposit = depositById(till.db, depositId);
  return deposit ? ok(depositView(till, deposit)) : refuse('deposit_not_found');
}
