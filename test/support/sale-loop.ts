/**
 * Sells `SALES` carts of the given goods and writes PAY before and PAID after each payment to stdout, for whoever
 * watches the system calls. `node sale-loop.ts FOLDER SALES SKU…`
 */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { createCore } from '../../electron/core/core.ts';
import { CASHIER, payExactly } from './selling-till.ts';

const [folder = '', sales = '1', ...skus] = argv.slice(2);
const core = await createCore({ folder, demo: true });
if (!core.ok) throw new Error(core.refusal.code);
const { till } = core.value;
for (let i = 0; i < Number(sales); i += 1) {
  for (const sku of skus) addItem(till, CASHIER, { sku, quantityMilli: 1000 });
  payExactly(till, (pay) => {
    writeSync(1, 'PAY\n');
    const paid = pay();
    writeSync(1, 'PAID\n');
    return paid;
  });
}
await core.value.close();
