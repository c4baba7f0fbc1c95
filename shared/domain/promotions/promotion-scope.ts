import type { Scope } from './promotion.ts';
import type { PromotionLine } from './promotion-cart.ts';

/** What a scope looks at: a cart line, or a good of the catalogue. */
export type ScopedGood = Pick<PromotionLine, 'sku' | 'kind' | 'brand' | 'category' | 'tags'>;

/**
 * Whether a line's goods are in a promotion's scope: listed by sku, or fitting every list of brands, categories and
 * tags that is not empty; an exclusion wins. Services and materials are in only by their own sku.
 */
export function isInScope(line: ScopedGood, scope: Scope): boolean {
  const { exclude } = scope;
  if (exclude.skus.includes(line.sku)) return false;
  if (exclude.brands.includes(line.brand)) return false;
  if (exclude.categories.includes(line.category)) return false;
  if (scope.skus.includes(line.sku)) return true;
  if (line.kind !== 'goods') return false;
  const isByList = scope.brands.length + scope.categories.length + scope.tags.length > 0;
  if (!isByList) return scope.skus.length === 0;
  return (
    (scope.brands.length === 0 || scope.brands.includes(line.brand)) &&
    (scope.categories.length === 0 || scope.categories.includes(line.category)) &&
    (scope.tags.length === 0 || scope.tags.some((tag) => line.tags.includes(tag)))
  );
}
