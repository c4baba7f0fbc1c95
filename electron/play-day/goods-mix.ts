import type { Database } from '../core/db/open.ts';
import type { Dice } from './dice.ts';
import { type Sellable, sellables } from './sellable-table.ts';

export type Shelf = 'carry' | 'appliance' | 'split' | 'material' | 'unpriced';

/** The goods of a store as customers ask for them: by shelf, each category with its own weight. */
export type GoodsMix = {
  /** A good from a shelf, or `null` where the store has none of the kind. */
  readonly take: (shelf: Shelf) => Sellable | null;
};

/** How often a category is asked for in a township shop; categories not listed weigh 1. */
const CATEGORY_WEIGHTS: Readonly<Record<string, number>> = {
  电饭煲: 16,
  电风扇: 16,
  电水壶: 14,
  电磁炉: 10,
  电压力锅: 8,
  微波炉: 6,
  挂烫机: 5,
  吸尘器: 3,
  空调: 20,
  冰箱: 16,
  洗衣机: 16,
  电视: 12,
  电热水器: 8,
  燃气热水器: 7,
  油烟机: 6,
  燃气灶: 6,
  冷柜: 4,
};

export function goodsMix(db: Database, dice: Dice): GoodsMix {
  const shelves: Record<Shelf, Map<string, Sellable[]>> = {
    carry: new Map(),
    appliance: new Map(),
    split: new Map(),
    material: new Map(),
    unpriced: new Map(),
  };
  for (const good of sellables(db)) {
    const shelf = shelves[shelfOf(good)];
    const same = shelf.get(good.category);
    if (same) same.push(good);
    else shelf.set(good.category, [good]);
  }
  return {
    take: (shelf) => {
      const categories = [...shelves[shelf].entries()];
      if (categories.length === 0) return null;
      const [, goods] = dice.weighted(categories, ([name]) => CATEGORY_WEIGHTS[name] ?? 1);
      return dice.pick(goods);
    },
  };
}

function shelfOf(good: Sellable): Shelf {
  if (good.listFen === null || good.listFen <= 0) return 'unpriced';
  if (good.kind !== 'goods') return 'material';
  if (good.serial === 'ac_split') return 'split';
  return good.serial === 'one' ? 'appliance' : 'carry';
}
