import type { BoardCampaign, BoardFlash } from '../../../shared/contract/board.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { itemBySku } from '../catalog/item-table.ts';
import type { Database } from '../db/open.ts';
import { type QuotaUsed, quotaUsed } from './board-facts-table.ts';
import { type WindowToday, windowToday } from './flash-window.ts';

/** A fifth or less is scarce. */
const SCARCE_PART = 5;
const STATES = { running: 0, coming: 1, sold_out: 2 } as const;

type Asked = { readonly date: string; readonly now: number };

/** What is left today of each promotion that has a limit in units or sales: running ones first, sold out last. */
export function flashItems(
  db: Database,
  promotions: readonly Promotion[],
  { date, now }: Asked,
): readonly BoardFlash[] {
  const limited = promotions.filter(({ quota }) => quota.total !== null || quota.perDay !== null);
  const used = quotaUsed(
    db,
    limited.map(({ promotionId }) => promotionId),
    date,
  );
  return limited
    .flatMap((promotion) => {
      const today = windowToday(promotion.window, now);
      const spent = used.get(promotion.promotionId) ?? { all: 0, today: 0 };
      return today ? [flashItem(db, promotion, { today, spent })] : [];
    })
    .sort(
      (a, b) =>
        STATES[a.state] - STATES[b.state] ||
        a.changesAt - b.changesAt ||
        a.title.localeCompare(b.title),
    );
}

function flashItem(
  db: Database,
  promotion: Promotion,
  { today, spent }: { readonly today: NonNullable<WindowToday>; readonly spent: QuotaUsed },
): BoardFlash {
  const { benefit, quota, promotionId } = promotion;
  const limits = [
    ...(quota.total === null ? [] : [{ total: quota.total, left: quota.total - spent.all }]),
    ...(quota.perDay === null ? [] : [{ total: quota.perDay, left: quota.perDay - spent.today }]),
  ].sort((a, b) => a.left - b.left);
  const { total, left } = limits[0] ?? { total: 0, left: 0 };
  const leftCount = Math.max(0, left);
  return {
    promotionId,
    title: titleOf(db, promotion),
    priceFen: 'priceFen' in benefit ? benefit.priceFen : null,
    state: leftCount === 0 && today.state === 'running' ? 'sold_out' : today.state,
    changesAt: today.changesAt,
    isWholeDay: today.isWholeDay,
    leftCount,
    totalCount: total,
    isScarce: leftCount * SCARCE_PART <= total,
  };
}

/** The good, where it is for one alone; else what customers read. */
function titleOf(db: Database, { scope, name }: Promotion): string {
  const [sku, ...others] = scope.skus;
  const item = sku !== undefined && others.length === 0 ? itemBySku(db, sku) : null;
  if (!item) return name;
  return [item.brand, item.category, item.model].filter((part) => part !== '').join(' ');
}

/** The campaign that most of the running promotions belong to, or the next one to begin. */
export function campaignOf(promotions: readonly Promotion[], now: number): BoardCampaign {
  const running = promotions.filter(({ window }) => window.fromAt <= now && now < window.toAt);
  if (running.length > 0) {
    const named = [...Map.groupBy(running, ({ campaign }) => campaign)]
      .filter(([name]) => name !== '')
      .sort((a, b) => b[1].length - a[1].length || a[0].localeCompare(b[0]));
    return { state: 'running', name: named[0]?.[0] ?? '', promotionCount: running.length };
  }
  const next = promotions
    .filter(({ window }) => window.fromAt > now)
    .sort((a, b) => a.window.fromAt - b.window.fromAt)[0];
  if (!next) return { state: 'none' };
  return { state: 'coming', name: next.campaign || next.name, startsAt: next.window.fromAt };
}
