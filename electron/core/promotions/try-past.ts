import type { z } from 'zod';
import type {
  CostByFunding,
  PastTrial,
  tryPastInput,
} from '../../../shared/contract/promotion-trials.ts';
import {
  type Adjustment,
  type LineToPrice,
  priceCart,
} from '../../../shared/domain/pricing/priced-cart.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import type { PromotionContext } from '../../../shared/domain/promotions/promotion-cart.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Till } from '../till.ts';
import { addCosts, costsOf, NO_COSTS, sumOfCosts } from './funding-costs.ts';
import {
  countPastSales,
  type PastCursor,
  type PastLine,
  pastLines,
  startOf,
  untilOf,
  versionsKnown,
} from './past-sales-table.ts';
import type { PromotionVersion } from './promotion-table.ts';
import { triedPromotion } from './try-cart.ts';

type Input = z.output<typeof tryPastInput>;
type Watch = {
  readonly isCancelled: () => boolean;
  readonly onProgress: (done: number, total: number) => void;
};
type Day = {
  saleCount: number;
  touchedCount: number;
  costs: CostByFunding;
};

const PAGE_SALES = 100;
/** A past sale is one of thousands: a search that long says nothing more about the whole. */
const PAST_WORK_LIMIT = 50_000;

/**
 * Prices the sales of some business dates again, at their time and with the promotions as they stood then, without and
 * with the draft, and says what it would have cost whom on which day. The draft counts on all of these dates: its
 * weekdays and hours hold, its dates do not, since they lie ahead. Deductions by hand are left out on both sides. Works
 * in slices of a few milliseconds, so that selling is not held up.
 */
export async function tryPast(till: Till, input: Input, watch: Watch): Promise<PastTrial> {
  const { from, to } = input;
  const period = { from, to };
  const total = Math.min(countPastSales(till.db, period), PROMOTION_LIMITS.triedSales);
  const isCut = countPastSales(till.db, period) > total;
  const draft = overAllDates(triedPromotion(input.promotionId, input.definition), period);
  const known = timeline(versionsKnown(till.db, startOf(from), untilOf(to)));
  const storeId = storeOf(till.db)?.storeId ?? '';
  const days = new Map<string, Day>();
  let after: PastCursor = { completedAt: startOf(from), saleId: '' };
  let done = 0;
  let soldFen = 0;
  let sliceEndsAt = performance.now() + PROMOTION_LIMITS.sliceMs;
  while (done < total && !watch.isCancelled()) {
    const sales = bySale(pastLines(till.db, period, after, Math.min(PAGE_SALES, total - done)));
    if (sales.length === 0) break;
    for (const lines of sales) {
      const [first] = lines;
      if (!first) continue;
      soldFen += addSale(days, lines, { draft, storeId, promotions: known(first.completedAt) });
      after = { completedAt: first.completedAt, saleId: first.saleId };
      done += 1;
      if (performance.now() < sliceEndsAt) continue;
      watch.onProgress(done, total);
      await new Promise((next) => setImmediate(next));
      if (watch.isCancelled() || !till.db.open) break;
      sliceEndsAt = performance.now() + PROMOTION_LIMITS.sliceMs;
    }
  }
  return { ...period, ...sumOf(days), soldFen, isCancelled: watch.isCancelled(), isCut };
}

type Circumstances = {
  readonly draft: Promotion;
  readonly storeId: string;
  readonly promotions: readonly Promotion[];
};

/** Prices one sale twice and books the difference on its day; answers what it comes to without the draft. */
function addSale(
  days: Map<string, Day>,
  lines: readonly PastLine[],
  { draft, storeId, promotions }: Circumstances,
): number {
  const [first] = lines;
  if (!first) return 0;
  const taken = new Set(
    lines.flatMap((line) => adjustmentsOf(line).flatMap((one) => one.promotion?.promotionId ?? [])),
  );
  // What was limited is had again where it was had, and nowhere else.
  const others = promotions.filter(
    (one) =>
      one.promotionId !== draft.promotionId && (!isLimited(one) || taken.has(one.promotionId)),
  );
  const context: PromotionContext = {
    promotions: others,
    at: first.completedAt,
    storeId,
    registerId: first.registerId,
    customer: { isKnown: first.isKnown === 1, tier: first.tier },
    shownCoupons: new Set([...taken, draft.promotionId]),
    deposits: new Map([...taken, draft.promotionId].map((id) => [id, lines.length])),
    quotaLeft: new Map(),
    unticked: new Set(),
    pinned: new Set(),
    workLimit: PAST_WORK_LIMIT,
  };
  const toPrice = lines.map(lineOf);
  const without = priceCart(toPrice, null, context);
  const withIt = priceCart(toPrice, null, { ...context, promotions: [...others, draft] });
  const costs = costsOf(without, withIt);
  const day = days.get(first.businessDate) ?? { saleCount: 0, touchedCount: 0, costs: NO_COSTS };
  days.set(first.businessDate, {
    saleCount: day.saleCount + 1,
    touchedCount: day.touchedCount + (Object.values(costs).some((cost) => cost !== 0) ? 1 : 0),
    costs: addCosts(day.costs, costs),
  });
  return without.netFen;
}

function lineOf(line: PastLine): LineToPrice {
  const { position, sku, kind, brand, category, quantityMilli } = line;
  const override = adjustmentsOf(line).find((one) => one.kind === 'override');
  const unitListFen = fen(line.unitListFen);
  return {
    lineId: String(position),
    ...{ sku, kind, brand, category, quantityMilli, unitListFen },
    tags: JSON.parse(line.tags) as string[],
    // Whatever price was agreed by hand: such a line takes no promotion, then or now.
    override: override ? { unitFen: unitListFen, reason: override.reason } : null,
    discount: null,
  };
}

/** As the sale stored them; those of an older program know no promotions. */
function adjustmentsOf(line: PastLine): readonly Adjustment[] {
  return JSON.parse(line.adjustments) as readonly Adjustment[];
}

function isLimited({ quota }: Promotion): boolean {
  return quota.total !== null || quota.perDay !== null || quota.perCustomer !== null;
}

function overAllDates(
  draft: Promotion,
  period: { readonly from: string; readonly to: string },
): Promotion {
  const window = { ...draft.window, fromAt: startOf(period.from), toAt: untilOf(period.to) };
  const quota = { ...draft.quota, total: null, perDay: null, perCustomer: null };
  return { ...draft, window, quota };
}

/** The promotions as they stood at a moment: of each the newest version by then, where it was scheduled. */
function timeline(versions: readonly PromotionVersion[]): (at: number) => readonly Promotion[] {
  const moments = [...new Set(versions.map(({ at }) => at))];
  const memo = new Map<number, readonly Promotion[]>();
  return (at) => {
    const count = moments.findLastIndex((moment) => moment <= at) + 1;
    const known = memo.get(count) ?? standingAfter(versions, moments[count - 1] ?? 0);
    memo.set(count, known);
    return known.filter(({ window }) => window.fromAt <= at && at < window.toAt);
  };
}

function standingAfter(versions: readonly PromotionVersion[], at: number): readonly Promotion[] {
  const newest = new Map<string, PromotionVersion>();
  for (const version of versions) {
    if (version.at <= at) newest.set(version.definition.promotionId, version);
  }
  return [...newest.values()]
    .filter(({ status }) => status === 'scheduled')
    .map(({ definition }) => definition);
}

function bySale(lines: readonly PastLine[]): readonly (readonly PastLine[])[] {
  return [...Map.groupBy(lines, ({ saleId }) => saleId).values()];
}

function sumOf(
  days: ReadonlyMap<string, Day>,
): Omit<PastTrial, 'from' | 'to' | 'soldFen' | 'isCancelled' | 'isCut'> {
  const listed = [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([date, day]) => ({ date, ...day, costFen: sumOfCosts(day.costs) }));
  const costs = listed.reduce((sum, day) => addCosts(sum, day.costs), NO_COSTS);
  return {
    saleCount: listed.reduce((sum, day) => sum + day.saleCount, 0),
    touchedCount: listed.reduce((sum, day) => sum + day.touchedCount, 0),
    costs,
    costFen: sumOfCosts(costs),
    days: listed,
  };
}
