import { completeCashSale } from '../../electron/core/checkout/complete-sale.ts';
import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { addItem, clearCart } from '../../electron/core/checkout/edit-cart.ts';
import { openStore } from '../../electron/core/db/open.ts';
import { readSecrets } from '../../electron/core/staff/secrets.ts';
import { systemClock, systemRandom } from '../../electron/core/system-ports.ts';
import type { Actor, Till } from '../../electron/core/till.ts';
import { asId, type RegisterId, type StaffId } from '../../shared/kernel/ids.ts';

/** The cashier of the demo store. */
export const CASHIER: Actor = {
  staffId: asId<StaffId>('demo-cashier'),
  name: '小李',
  role: 'cashier',
};

/** A till on the store in `folder` without the loops around it: what sells, and no more, so that it starts fast. */
export function sellingTill(folder: string): Till {
  const db = openStore(folder);
  if (!db.ok) throw new Error(db.refusal.code);
  return {
    db: db.value,
    clock: systemClock,
    random: systemRandom,
    registerId: asId<RegisterId>('01'),
    version: '0.0.0',
    secrets: readSecrets(folder),
    announce: () => undefined,
  };
}

/** Pays the cart at the till with exact cash; answers the sale's id. `around` sees the payment alone. */
export function payExactly(
  till: Till,
  around: <Paid>(pay: () => Paid) => Paid = (pay) => pay(),
): string {
  const cart = currentCart(till, CASHIER);
  const payment = {
    requestId: till.random.uuid(),
    cartId: cart.cartId ?? '',
    expectedDueFen: cart.dueFen,
    tenderedFen: null,
  };
  const sold = around(() => completeCashSale(till, CASHIER, payment));
  if (!sold.ok) throw new Error(`paying: ${sold.refusal.code}`);
  return sold.value.saleId;
}

/** Rings up one small good of the demo store on an empty counter, paid exactly; answers the sale's id. */
export function sellOne(till: Till, sku: string): string {
  if (currentCart(till, CASHIER).cartId) clearCart(till, CASHIER, '顾客离开');
  const added = addItem(till, CASHIER, { sku, quantityMilli: 1000 });
  if (!added.ok) throw new Error(`adding: ${added.refusal.code}`);
  return payExactly(till);
}
