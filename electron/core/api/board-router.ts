import { crewCapacityInput, dayTargetInput } from '../../../shared/contract/board.ts';
import { setCrewCapacity, setDayTarget } from '../board/board-target.ts';
import { boardView } from '../board/board-view.ts';
import { promotionMoment } from '../promotions/promotion-moment.ts';
import { activePromotions } from '../promotions/promotion-table.ts';
import { keepSums } from '../reports/report-source.ts';
import { needing, onWall, router } from './trpc.ts';

/** The board of a promotion day: one look at everything, and what the day is measured by. */
export const boardRouter = router({
  look: onWall('see_board').query(async ({ ctx }) => {
    const { core, till } = ctx;
    // Sums are kept only where data may be written; without them a look takes longer and says the same.
    const mayWrite = core.data.standing().state === 'good' && !core.disk.isFailing();
    if (mayWrite) await keepSums(till.db);
    const { state, stuckCount } = core.printQueue.status();
    const printer = state === 'trouble' || stuckCount > 0 ? 'trouble' : 'ready';
    const moment = promotionMoment(till);
    return boardView(till, { promotions: activePromotions(till.db, moment), moment, printer });
  }),
  setTarget: needing('manage_promotions')
    .input(dayTargetInput)
    .mutation(({ ctx, input }) => setDayTarget(ctx.till, ctx.actor, input)),
  setCapacity: needing('manage_promotions')
    .input(crewCapacityInput)
    .mutation(({ ctx, input }) => setCrewCapacity(ctx.till, ctx.actor, input)),
});
