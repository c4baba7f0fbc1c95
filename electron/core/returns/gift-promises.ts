import { type Adjustment, unitCountOf } from '../../../shared/domain/pricing/priced-cart.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { isInScope } from '../../../shared/domain/promotions/promotion-scope.ts';
import type { GiftPromise } from '../../../shared/domain/returns/gift-value.ts';
import type { UnitKey } from '../../../shared/domain/returns/returnable-units.ts';
import { linesOfSale, type SoldLine } from '../checkout/sale-table.ts';
import type { Database } from '../db/open.ts';
import { tagsOf } from '../promotions/promotion-goods-table.ts';
import { promotionVersion } from '../promotions/promotion-table.ts';

type Line = SoldLine & { readonly taken: readonly Adjustment[] };

/** What a sale gave away, or for less, each with the units that earned it, by the version of the promotion it was sold under. */
export function giftPromises(db: Database, saleId: string): readonly GiftPromise[] {
  const lines = linesOfSale(db, saleId).map(
    (line): Line => ({
      ...line,
      taken: JSON.parse(line.adjustments) as readonly Adjustment[], // written by the sale
    }),
  );
  const given = lines.flatMap(({ taken }) =>
    taken.flatMap(({ kind, promotion }) => (isReward(kind) && promotion ? [promotion] : [])),
  );
  const versions = new Map(given.map((one) => [one.promotionId, one.version]));
  return [...versions].flatMap(([promotionId, version]) => {
    const definition = promotionVersion(db, promotionId, version)?.definition;
    return definition ? promiseOf(db, lines, definition) : [];
  });
}

function isReward(kind: Adjustment['kind']): boolean {
  return kind === 'gift' || kind === 'add_on';
}

function promiseOf(
  db: Database,
  lines: readonly Line[],
  promotion: Promotion,
): readonly GiftPromise[] {
  const { benefit, name, promotionId } = promotion;
  if (benefit.kind !== 'gift' && benefit.kind !== 'add_on') return [];
  const gifts: (UnitKey & { valueFen: number })[] = [];
  const earning: (UnitKey & { amountFen: number })[] = [];
  for (const line of lines) {
    const gift = line.taken.find((one) => one.promotion?.promotionId === promotionId);
    const earns = isEarning(db, line, promotion);
    for (let index = 0; index < unitCountOf(line.quantityMilli); index += 1) {
      const unit = { position: line.position, unit: index + 1 };
      const valueFen = gift?.unitShares[index] ?? 0;
      if (valueFen > 0) gifts.push({ ...unit, valueFen });
      else if (earns && !isHeld(db, line, index))
        earning.push({ ...unit, amountFen: activityPrice(line, index) });
    }
  }
  return [{ name, threshold: benefit.threshold, count: benefit.reward.count, earning, gifts }];
}

/** Goods in the scope; what was priced by hand earns nothing. */
function isEarning(db: Database, line: Line, { scope }: Promotion): boolean {
  if (line.taken.some(({ kind }) => kind === 'override')) return false;
  const { sku, brand, category } = line;
  const goods = {
    ...{
      lineId: '',
      sku,
      brand,
      category,
      tags: tagsOf(db, sku),
      unitCount: unitCountOf(line.quantityMilli),
    },
    kind: line.kind as 'goods' | 'service' | 'material', // as the catalogue has it
    ...{ unitListFen: line.unitListFen, isPricedByHand: false },
  };
  return isInScope(goods, scope);
}

/** A unit that an exclusive promotion took is in no threshold. */
function isHeld(db: Database, { taken }: Line, index: number): boolean {
  return taken.some(({ promotion, unitShares }) => {
    if (!promotion || (unitShares[index] ?? 0) === 0) return false;
    const { promotionId, version } = promotion;
    return promotionVersion(db, promotionId, version)?.definition.isExclusive === true;
  });
}

/** What thresholds look at: the price after the promotions of the first layer. */
function activityPrice(line: Line, index: number): number {
  const first = line.taken.filter(({ promotion }) => promotion?.layer === 1);
  const off = first.reduce((sum, { unitShares }) => sum + (unitShares[index] ?? 0), 0);
  return (unitCountOf(line.quantityMilli) === 1 ? line.listFen : line.unitListFen) - off;
}
