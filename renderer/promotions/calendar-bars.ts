import type { PromotionRow } from '../../shared/contract/promotions.ts';
import { SHANGHAI_OFFSET_MS } from '../../shared/kernel/business-date.ts';

const DAY_MS = 86_400_000;

export type Month = {
  readonly year: number;
  readonly month: number; // from 1
  readonly dayCount: number;
  readonly today: number | null; // the day of this month that it is
};

/** One promotion in a month: its first and last day there. */
export type Bar = {
  readonly row: PromotionRow;
  readonly fromDay: number;
  readonly toDay: number;
  readonly isCutLeft: boolean; // it began before the month
  readonly isCutRight: boolean;
};

export function monthOf(at: number): Month {
  const there = new Date(at + SHANGHAI_OFFSET_MS);
  return { ...monthAt(there.getUTCFullYear(), there.getUTCMonth()), today: there.getUTCDate() };
}

/** The month so many later; only the one that `monthOf` answered knows what day it is. */
export function movedBy({ year, month }: Month, months: number): Month {
  return monthAt(year, month - 1 + months);
}

/** `[fromAt, toAt)` of a month in epoch ms. */
export function spanOf({ year, month, dayCount }: Month): { fromAt: number; toAt: number } {
  const fromAt = Date.UTC(year, month - 1, 1) - SHANGHAI_OFFSET_MS;
  return { fromAt, toAt: fromAt + dayCount * DAY_MS };
}

/**
 * Promotions that run on some day of the month, the earliest first, those that run through it from before to after last:
 * a month is looked at for what begins and ends in it. Drafts and stopped ones too, for they may come.
 */
export function barsOf(rows: readonly PromotionRow[], month: Month, now: number): readonly Bar[] {
  const { fromAt: firstAt, toAt: endAt } = spanOf(month);
  return rows
    .flatMap((row): readonly Bar[] => {
      const { fromAt } = row.definition.window;
      const stoppedAt = row.standing === 'stopped' ? Math.min(row.changedAt, now) : null;
      const toAt = Math.min(row.definition.window.toAt, stoppedAt ?? Number.POSITIVE_INFINITY);
      if (toAt <= fromAt || toAt <= firstAt || fromAt >= endAt) return [];
      const dayOf = (at: number) => Math.floor((at - firstAt) / DAY_MS) + 1;
      return [
        {
          row,
          fromDay: Math.max(1, dayOf(fromAt)),
          toDay: Math.min(month.dayCount, dayOf(toAt - 1)),
          isCutLeft: fromAt < firstAt,
          isCutRight: toAt > endAt,
        },
      ];
    })
    .sort(
      (a, b) =>
        Number(isThroughout(a)) - Number(isThroughout(b)) ||
        a.fromDay - b.fromDay ||
        a.toDay - b.toDay,
    );
}

function isThroughout({ isCutLeft, isCutRight }: Bar): boolean {
  return isCutLeft && isCutRight;
}

function monthAt(year: number, monthIndex: number): Month {
  const first = new Date(Date.UTC(year, monthIndex, 1));
  const next = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1);
  return {
    year: first.getUTCFullYear(),
    month: first.getUTCMonth() + 1,
    dayCount: Math.round((next - first.getTime()) / DAY_MS),
    today: null,
  };
}
