import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createItem } from '../../electron/core/catalog/create-item.ts';
import { activeCart } from '../../electron/core/checkout/cart-table.ts';
import { completeCashSale } from '../../electron/core/checkout/complete-sale.ts';
import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { addItem } from '../../electron/core/checkout/edit-cart.ts';
import { openStore } from '../../electron/core/db/open.ts';
import { seedDemoStore } from '../../electron/core/staff/demo-store.ts';
import { readSecrets } from '../../electron/core/staff/secrets.ts';
import { systemRandom } from '../../electron/core/system-ports.ts';
import type { Actor, Deed, Till } from '../../electron/core/till.ts';
import { asId } from '../../shared/kernel/ids.ts';
import type { Result } from '../../shared/kernel/result.ts';
import { placeFreshStore } from './store-template.ts';

/** The features of a demo store without its loops and goods, under a clock that the test moves; no shift is open. */
export type PeopleTill = {
  till: Till;
  readonly folder: string;
  /** Moves the wall clock and, unless told otherwise, the time that really passed. */
  readonly pass: (ms: number, how?: 'really' | 'by setting the clock') => void;
  /** Closes the program and starts it again on the same folder; time that passed in between is unknown to it. */
  readonly restart: () => Till;
  readonly remove: () => void;
};

export const CASHIER: Actor = { staffId: asId('demo-cashier'), name: '小李', role: 'cashier' };
export const MANAGER: Actor = { staffId: asId('demo-manager'), name: '王店长', role: 'manager' };
export const OWNER: Actor = { staffId: asId('demo-owner'), name: '陈老板', role: 'owner' };

export function peopleTill(startAt = Date.parse('2026-06-18T09:00:00+08:00')): PeopleTill {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-people-'));
  placeFreshStore(folder);
  let now = startAt;
  let ran = 0;
  const start = (): Till => ({
    db: taken(openStore(folder)),
    clock: { now: () => now, monotonicMs: () => ran },
    random: systemRandom,
    registerId: asId('01'),
    version: '0.0.0',
    secrets: readSecrets(folder),
    announce: () => undefined,
  });
  const shop: PeopleTill = {
    till: start(),
    folder,
    pass: (ms, how = 'really') => {
      now += ms;
      if (how === 'really') ran += ms;
    },
    restart: () => {
      shop.till.db.close();
      ran = 0;
      shop.till = start();
      return shop.till;
    },
    remove: () => {
      shop.till.db.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  seedDemoStore(shop.till);
  return shop;
}

export function alone(by: Actor): Deed {
  return { by, approvedBy: null };
}

/** The value of an answer that is no refusal; a refusal fails the test by its name. */
export function taken<Value>(answer: Result<Value>): Value {
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.code}`);
  return answer.value;
}

/** The code of an answer that is a refusal, or 'done'. */
export function outcome(answer: Result<unknown>): string {
  return answer.ok ? 'done' : answer.refusal.code;
}

type Goods = { brand?: string; model?: string; serial?: 'none' | 'one' | 'ac_split' };

/** A new good in the catalogue at `listFen`; answers its sku. */
export function stock(till: Till, name: string, listFen: number, goods: Goods = {}): string {
  const { brand = '美的', model = name, serial = 'none' } = goods;
  const item = createItem(
    till,
    { by: OWNER, approvedBy: null },
    {
      code: null,
      brand,
      model,
      name,
      category: '小家电',
      listFen,
      unitLabel: '台',
      serial,
      needsInstall: serial === 'ac_split',
    },
  );
  return taken(item).sku;
}

/** Rings up one good for cash and answers the sale; `tenderedFen: null` is exact cash. */
export function sell(till: Till, sku: string, tenderedFen: number | null = null): string {
  taken(addItem(till, CASHIER, { sku, quantityMilli: 1000 }));
  return payCart(till, tenderedFen);
}

/** Pays what is in the cart in cash and answers the sale. */
export function payCart(till: Till, tenderedFen: number | null = null): string {
  return taken(tryToPay(till, tenderedFen)).saleId;
}

export function tryToPay(till: Till, tenderedFen: number | null = null) {
  const view = currentCart(till, CASHIER);
  return completeCashSale(till, CASHIER, {
    requestId: till.random.uuid(),
    cartId: activeCart(till.db, till.registerId)?.cartId ?? '',
    expectedDueFen: view.dueFen,
    tenderedFen,
  });
}
