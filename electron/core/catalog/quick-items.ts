import type { ItemCard } from '../../../shared/contract/catalog.ts';
import { CATEGORY_NAMES } from '../../../shared/domain/catalog/category.ts';
import type { Till } from '../till.ts';
import {
  cardsByNumbers,
  numbersOfCategory,
  numbersOfMaterials,
  numbersSoldMost,
} from './card-table.ts';

const MOST = 12;
const LOOKED_BACK_MS = 14 * 86_400_000;
const MAIN_CATEGORIES = CATEGORY_NAMES.slice(0, 8);
const MATERIAL_COUNT = 4;

/** A dozen goods for the quick tiles: those sold most lately, filled up with one of each main category and materials. */
export function quickItems(till: Pick<Till, 'db' | 'clock'>): readonly ItemCard[] {
  const { db } = till;
  const numbers = new Set(numbersSoldMost(db, till.clock.now() - LOOKED_BACK_MS, MOST));
  const rest = MAIN_CATEGORIES.flatMap((category) => numbersOfCategory(db, category, 1));
  for (const number of [...rest, ...numbersOfMaterials(db, MATERIAL_COUNT)]) {
    if (numbers.size < MOST) numbers.add(number);
  }
  return cardsByNumbers(db, [...numbers]);
}
