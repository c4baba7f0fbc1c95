import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentCart } from '../../electron/core/checkout/current-cart.ts';
import { scanCode } from '../../electron/core/checkout/scan-code.ts';
import { oldestQueued, stuckCount } from '../../electron/core/printing/print-job-table.ts';
import type { Till } from '../../electron/core/till.ts';
import { growStore } from '../support/grown-store.ts';
import { CASHIER, payExactly, sellingTill } from '../support/selling-till.ts';
import { type BenchRecord, quantileOf } from './bench.ts';
import { growth } from './growth-record.ts';

const SIZES = [
  { items: 1_000, sales: 730 },
  { items: 10_000, sales: 7_300 },
  { items: 100_000, sales: 73_000 },
] as const;
const SALES = 200;
const LINES = 3;

type Costs = { readonly scan: number; readonly pay: number; readonly print: number };

/** How a scan, a payment and the printer's next look grow with catalogue and history: a store ten and a hundred times as large. */
function sellingPath(): readonly BenchRecord[] {
  costsAt(SIZES[0]); // warms the program, so that the smallest store is not the slowest
  const points = SIZES.map((size) => ({ size: size.items, costs: costsAt(size) }));
  const of = (part: keyof Costs) => points.map(({ size, costs }) => ({ size, cost: costs[part] }));
  return [
    growth('growth.scan', of('scan')),
    growth('growth.pay', of('pay')),
    growth('growth.print', of('print')),
  ];
}

/** Median milliseconds of one scan, of one payment and of what is asked after each sheet, in a store of a size. */
function costsAt(size: (typeof SIZES)[number]): Costs {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  growStore(folder, size);
  const till = sellingTill(folder);
  try {
    const scans: number[] = [];
    const pays: number[] = [];
    const prints: number[] = [];
    const codes = smallGoods(till);
    for (let i = 0; i < SALES; i += 1) {
      for (let line = 0; line < LINES; line += 1) {
        const code = codes[(i * LINES + line) % codes.length] ?? '';
        scans.push(timed(() => scanOne(till, code)));
      }
      payExactly(till, (pay) => {
        const start = performance.now();
        const paid = pay();
        pays.push(performance.now() - start);
        return paid;
      });
      prints.push(timed(() => printNext(till)));
    }
    return { scan: settled(scans), pay: settled(pays), print: settled(prints) };
  } finally {
    till.db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What the screen asks for at a scan: the good in the cart, and the cart as it then is. */
function scanOne(till: Till, code: string): void {
  const scanned = scanCode(till, CASHIER, { code, lineId: null });
  if (!scanned.ok) throw new Error(scanned.refusal.code);
  currentCart(till, CASHIER);
}

/** What the print queue asks between two sheets, and the top bar after them. */
function printNext({ db }: Till): void {
  if (!oldestQueued(db, 'drawer') || !oldestQueued(db, 'paper')) throw new Error('no sheet waits');
  if (stuckCount(db) > 0) throw new Error('no sheet is stuck');
}

function smallGoods(till: Till): readonly string[] {
  return till.db
    .prepare<[], string>(`SELECT i.sku FROM item i JOIN price_change p ON p.sku = i.sku
      WHERE i.serial = 'none' AND i.kind = 'goods' AND p.list_fen > 0 AND length(i.sku) = 6`)
    .pluck()
    .all();
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The median once everything is warm. */
function settled(samples: readonly number[]): number {
  return quantileOf(samples.slice(samples.length / 4), 0.5);
}

export const benches = { growth: sellingPath };
