import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import type { PromotionKind } from '../../../shared/domain/promotions/promotion.ts';
import { type PromotedUnit, usesGivenBack } from '../../../shared/domain/promotions/quota-lease.ts';
import type { UnitKey } from '../../../shared/domain/returns/returnable-units.ts';
import { linesOfSale } from '../checkout/sale-table.ts';
import type { Database } from '../db/open.ts';
import { paidUnitsOf } from '../returns/return-table.ts';
import { type QuotaUse, usesOfSale } from './quota-table.ts';

/** What a return gives back of one limited promotion: units below zero, as its row holds them. */
export type QuotaBack = Pick<QuotaUse, 'promotionId' | 'units' | 'personId' | 'businessDate'>;

/**
 * What units that come back give back of the limited promotions their sale used: a unit for each where units are
 * counted; where sets or sales are, all of it with the last unit that had a part in it. It counts for the customer and
 * the day of the sale, and is never more than the sale used. Read it before the return's own rows are written.
 */
export function quotaBack(
  db: Database,
  saleId: string,
  back: readonly UnitKey[],
): readonly QuotaBack[] {
  const uses = usesOfSale(db, saleId);
  if (uses.length === 0) return [];
  const promoted = promotedUnits(db, saleId, back);
  return uses.flatMap(({ promotionId, units, unitsBack, personId, businessDate }) => {
    const found = promoted.get(promotionId);
    if (!found) return [];
    const given = usesGivenBack(found.kind, units - unitsBack, found.units);
    return given === 0 ? [] : [{ promotionId, units: -given, personId, businessDate }];
  });
}

type Promoted = { readonly kind: PromotionKind; readonly units: PromotedUnit[] };

/** By promotion: the units it took something from, as the sale stores them. */
function promotedUnits(
  db: Database,
  saleId: string,
  back: readonly UnitKey[],
): ReadonlyMap<string, Promoted> {
  const now = new Set(back.map(keyOf));
  const before = new Set(
    paidUnitsOf(db, saleId)
      .filter((unit) => unit.isReturned)
      .map(keyOf),
  );
  const found = new Map<string, Promoted>();
  for (const { position, adjustments } of linesOfSale(db, saleId)) {
    for (const { kind, promotion, unitShares } of JSON.parse(adjustments) as Adjustment[]) {
      if (promotion === null || promotion === undefined) continue;
      const of = found.get(promotion.promotionId) ?? { kind: kind as PromotionKind, units: [] };
      found.set(promotion.promotionId, of);
      unitShares.forEach((share, index) => {
        const key = keyOf({ position, unit: index + 1 });
        const unit = { wasBackBefore: before.has(key), comesBackNow: now.has(key) };
        if (share > 0) of.units.push(unit);
      });
    }
  }
  return found;
}

function keyOf({ position, unit }: UnitKey): string {
  return `${position}/${unit}`;
}
