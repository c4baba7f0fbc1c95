import { addSerial } from '../../electron/core/checkout/cart-serials.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import type { Database } from '../../electron/core/db/open.ts';
import { claimSubsidy } from '../../electron/core/subsidy/claim-subsidy.ts';
import { programPolicies } from '../../electron/core/subsidy/program-policies.ts';
import type { Till } from '../../electron/core/till.ts';
import { CASHIER, payCart, stock, taken } from './people-till.ts';

/** Identity numbers with good check digits, of nobody. */
export const GUI = { name: '王桂英', identityNumber: '11010519491231002X' } as const;
export const LAN = { name: '赵玉兰', identityNumber: '440308199901101512' } as const;

/** What a cashier sees and confirms for any unit; the filed price is above every price of these tests. */
export const CONFIRMED = {
  ...{ ean: '6901234567892', filedFen: 9_999_900 },
  ...{ isEntitled: true, isAddressInRegion: true },
} as const;

type Goods = { readonly category: string; readonly grade?: string | null };

/** A good of a category and grade that policies know, with a serial number. */
export function stockGraded(
  till: Till,
  name: string,
  listFen: number,
  { category, grade = '1级' }: Goods,
): string {
  const sku = stock(till, name, listFen, { serial: 'one' });
  till.db
    .prepare('UPDATE item SET category = ?, energy_grade = ? WHERE sku = ?')
    .run(category, grade, sku);
  return sku;
}

/** Puts one unit on the cart with its serial number; answers its line. */
export function ringUp(till: Till, sku: string, serialNumber: string): string {
  const { lineId } = taken(addItem(till, CASHIER, { sku, quantityMilli: 1000 }));
  taken(addSerial(till, { lineId, serialNumber }));
  return lineId;
}

/** Sells one unit with its subsidy for a person; answers the sale. */
export function sellSubsidised(
  till: Till,
  sku: string,
  serialNumber: string,
  holder: { readonly name: string; readonly identityNumber: string } = GUI,
): string {
  const lineId = ringUp(till, sku, serialNumber);
  taken(claimSubsidy(till, CASHIER, { lineId, unit: 1, ...CONFIRMED, ...holder }));
  return payCart(till);
}

/** The policy that the program brings for 2026. */
export function policy2026() {
  const found = programPolicies().find(({ policyId }) => policyId === 'CN-2026');
  if (!found) throw new Error('the program brings the policy of 2026');
  return found;
}

/** Gives the first good that was sold the EAN that claims here name. */
export function giveEan(db: Database): void {
  db.exec(
    `INSERT INTO item_code (code, sku, kind) SELECT '6901234567892', sku, 'ean' FROM line_item LIMIT 1`,
  );
}
