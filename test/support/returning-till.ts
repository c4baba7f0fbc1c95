import { returnGoods } from '../../electron/core/returns/return-goods.ts';
import { paidUnitsOf } from '../../electron/core/returns/return-table.ts';
import type { Deed, Till } from '../../electron/core/till.ts';
import type { Condition } from '../../shared/contract/returns.ts';
import { paidFor, type UnitKey } from '../../shared/domain/returns/returnable-units.ts';

export type UnitBack = UnitKey & { readonly condition?: Condition };

/** What units of a sale were paid for, by the store's own rows. */
export function paidForUnits(till: Till, saleId: string, units: readonly UnitKey[]): number {
  const paid = paidUnitsOf(till.db, saleId);
  return units.reduce((sum, { position, unit }) => {
    const found = paid.find((one) => one.position === position && one.unit === unit);
    return sum + (found ? paidFor(found) : 0);
  }, 0);
}

/** Takes units of a sale back as the screen asks for it: good unless told otherwise, at the amount that was paid. */
export function giveBack(
  till: Till,
  deed: Deed,
  asked: {
    readonly saleId: string;
    readonly units: readonly UnitBack[];
    readonly requestId?: string;
    readonly reason?: string;
    readonly expectedRefundFen?: number;
  },
) {
  return returnGoods(till, deed, {
    requestId: till.random.uuid(),
    reason: '不想要了',
    expectedRefundFen: paidForUnits(till, asked.saleId, asked.units),
    ...asked,
    units: asked.units.map((unit) => ({ condition: 'restock', ...unit })),
  });
}

/** `['1/1', '1/2']` as units of a sale. */
export function unitsNamed(...names: readonly string[]): readonly UnitKey[] {
  return names.map((name) => {
    const [position = 0, unit = 0] = name.split('/').map(Number);
    return { position, unit };
  });
}
