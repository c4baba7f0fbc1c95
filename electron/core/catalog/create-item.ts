import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Answer } from '../../../shared/contract/answer.ts';
import type { createItemInput, ItemCard } from '../../../shared/contract/catalog.ts';
import { brandFromCell } from '../../../shared/domain/catalog/brand.ts';
import { type Item, identityOf } from '../../../shared/domain/catalog/item.ts';
import { hasGoodCheckDigit, ownCodeFromCell } from '../../../shared/domain/catalog/product-code.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import { fen } from '../../../shared/kernel/money.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import { allowedBy } from '../staff/approval.ts';
import type { Deed, Till } from '../till.ts';
import { cardByCode } from './card-table.ts';
import { insertItem, itemBySku, skuOfCode } from './item-table.ts';
import { insertPriceChange, NO_PRICES } from './price-table.ts';

/**
 * Adds one good by hand, most often from an unknown barcode at the till. Refuses `check_digit_wrong`,
 * `code_taken`, and `approval_needed` for who may not do it alone.
 */
export function createItem(
  till: Till,
  deed: Deed,
  input: Omit<z.infer<typeof createItemInput>, 'approval'>,
): Answer<ItemCard> {
  const { code, listFen, ...asked } = input;
  const read = ownCodeFromCell(code ?? '');
  if (read.kind === 'mangled') return refuse('check_digit_wrong', { code: read.code });
  const typed = read.kind === 'none' ? null : read.code;
  if (typed && /^\d{13}$/.test(typed) && !hasGoodCheckDigit(typed)) {
    return refuse('check_digit_wrong', { code: typed });
  }
  if (typed && (skuOfCode(till.db, typed) || itemBySku(till.db, typed))) {
    return refuse('code_taken', { code: typed });
  }
  if (!allowedBy(deed, { right: 'edit_items' })) {
    return refuse('approval_needed', { right: 'edit_items' });
  }
  const brand = brandFromCell(asked.brand);
  const item: Item = {
    ...asked,
    brand,
    sku: freeSku(till.db, identityOf({ ...asked, brand })),
    kind: 'goods',
    energyGrade: null,
    colour: null,
    spec: '',
  };
  return inTransaction(till.db, () => {
    const at = till.clock.now();
    const kind = typed && hasGoodCheckDigit(typed) ? 'ean' : 'own';
    insertItem(till.db, { item, codes: typed ? [{ code: typed, kind }] : [], importId: null, at });

    insertPriceChange(till.db, {
      ...NO_PRICES,
      sku: item.sku,
      listFen: fen(listFen),
      importId: null,
      by: deed.by.staffId,
      at,
    });
    appendEntry(till.db, {
      registerId: till.registerId,
      type: 'ITEM_CREATED',
      startedAt: at,
      endedAt: at,
      operator: deed.by.staffId,
      payload: {
        sku: item.sku,
        code: typed,
        listFen,
        approvedBy: deed.approvedBy?.staffId ?? null,
      },
    });
    till.announce({ type: 'catalog.changed' });
    const card = cardByCode(till.db, item.sku);
    invariant(card !== null, 'an item just created is found');
    return ok(card);
  });
}

/** A sku that the identity of a good alone decides, so that every machine gives it the same; `-2` when it is taken. */
export function freeSku(db: Database, identity: string): string {
  const base = `g${createHash('sha256').update(identity, 'utf8').digest('hex').slice(0, 11)}`;
  let sku = base;
  for (let n = 2; itemBySku(db, sku) !== null; n += 1) sku = `${base}-${n}`;
  return sku;
}
