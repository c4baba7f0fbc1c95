import type { Answer } from '../../../shared/contract/answer.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendNow } from '../journal/journal-table.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import type { Deed, Till } from '../till.ts';
import { addTag, goodBySku, removeTag, tagsOf } from './promotion-goods-table.ts';

/**
 * Puts a tag on goods or takes it off them, for promotions to name a group by; journalled, since prices follow from it.
 * Refuses `promotion_item_unknown`; a good that has all the tags it may have is left as it is.
 */
export function tagGoods(
  till: Till,
  deed: Deed,
  input: { readonly tag: string; readonly skus: readonly string[]; readonly isOn: boolean },
): Answer<{ readonly count: number }> {
  const { tag, isOn } = input;
  const unknown = input.skus.find((sku) => goodBySku(till.db, sku) === null);
  if (unknown !== undefined) return refuse('promotion_item_unknown', { sku: unknown });
  const changed = [...new Set(input.skus)].filter((sku) => {
    const tags = tagsOf(till.db, sku);
    return isOn ? !tags.includes(tag) && tags.length < PROMOTION_LIMITS.tags : tags.includes(tag);
  });
  if (changed.length === 0) return ok({ count: 0 });
  inTransaction(till.db, () => {
    for (const sku of changed) (isOn ? addTag : removeTag)(till.db, sku, tag);
    appendNow(till, 'SETTINGS', deed.by.staffId, {
      changed: ['itemTag'],
      ...{ tag, isOn, skus: changed },
    });
  });
  till.announce({ type: 'promotions.changed' });
  till.announce({ type: 'catalog.changed' });
  return ok({ count: changed.length });
}
