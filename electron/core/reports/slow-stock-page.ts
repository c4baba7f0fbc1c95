import type { Cell, ReportColumn } from '../../../shared/contract/reports.ts';
import { fen, timesMilli } from '../../../shared/kernel/money.ts';
import { figure, type PageAsked, type PageParts, table } from './report-parts.ts';
import { type IdleGood, idleGoods } from './slow-stock-table.ts';

const DAY_MS = 86_400_000;
/** From how many days without a sale a good is slow, the longest first. */
const AGES = [90, 60, 30] as const;

type Slow = IdleGood & {
  readonly idleDays: number;
  readonly age: (typeof AGES)[number];
  readonly valueFen: number | null;
};

/** Goods on hand that nobody bought for 30, 60 or 90 days; what they cost stands there for owners alone. */
export function slowStockPage({ till, source, seesMargin }: PageAsked): PageParts {
  const now = till.clock.now();
  const { lastSold } = source.fresh;
  const slow = idleGoods(source.db, now - 30 * DAY_MS)
    .filter(({ sku }) => !lastSold.has(sku) || (lastSold.get(sku) ?? 0) <= now - 30 * DAY_MS)
    .map((good) => slowGood(good, now))
    .toSorted((a, b) => b.idleDays - a.idleDays || (a.sku < b.sku ? -1 : 1));
  const ages = AGES.toReversed().map((age) => ({
    age,
    own: slow.filter((good) => good.age === age),
  }));
  const value: readonly ReportColumn[] = seesMargin ? [{ key: 'value_at_cost', kind: 'fen' }] : [];
  const valued = (cells: readonly Cell[]) => (seesMargin ? cells : []);
  const unknown = slow.filter(({ valueFen }) => valueFen === null).length;
  return {
    figures: [
      ...ages.map(({ age, own }) => figure(`slow_${age}`, 'count', own.length)),
      ...(seesMargin ? [figure('value_at_cost', 'fen', stockValue(slow))] : []),
    ],
    chart: {
      shape: 'bars',
      kind: 'count',
      places: ages.map(({ age }) => String(age)),
      placeKind: 'word',
      placeWords: 'age',
      series: [{ key: 'goods_count', values: ages.map(({ own }) => own.length), tone: 'main' }],
    },
    tables: [
      table({
        key: 'slow_ages',
        columns: [
          { key: 'age', kind: 'word', words: 'age' },
          { key: 'goods_count', kind: 'count' },
          ...value,
        ],
        rows: ages.map(({ age, own }): readonly Cell[] => [
          String(age),
          own.length,
          ...valued([stockValue(own)]),
        ]),
        sums: ['goods_count', 'value_at_cost'],
      }),
      table({
        key: 'slow_goods',
        columns: [
          { key: 'sku', kind: 'text' },
          { key: 'brand', kind: 'word', words: 'none' },
          { key: 'goods', kind: 'text' },
          { key: 'category', kind: 'word', words: 'none' },
          { key: 'on_hand', kind: 'milli' },
          { key: 'idle_days', kind: 'count' },
          ...value,
        ],
        rows: slow.map((good): readonly Cell[] => [
          good.sku,
          good.brand,
          good.name,
          good.category,
          good.quantityMilli,
          good.idleDays,
          ...valued([good.valueFen]),
        ]),
        sums: ['value_at_cost'],
      }),
    ],
    notes: seesMargin && unknown > 0 ? ['value_where_known'] : [],
  };
}

function slowGood(good: IdleGood, now: number): Slow {
  const idleDays = Math.floor((now - (good.lastSoldAt ?? good.cameInAt ?? 0)) / DAY_MS);
  const { unitCostFen, quantityMilli } = good;
  const valueFen = unitCostFen === null ? null : timesMilli(fen(unitCostFen), quantityMilli);
  return { ...good, idleDays, valueFen, age: AGES.find((age) => idleDays >= age) ?? 30 };
}

function stockValue(goods: readonly Slow[]): number {
  return goods.reduce((sum, { valueFen }) => sum + (valueFen ?? 0), 0);
}
