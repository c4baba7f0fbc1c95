import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../electron/core/core.ts';
import { issueCoupons } from '../../electron/core/promotions/coupons.ts';
import type { Till } from '../../electron/core/till.ts';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import { fen } from '../../shared/kernel/money.ts';
import { alone, OWNER, taken } from './people-till.ts';
import { couponOff, everyOff, giftOver, runPromotion } from './running-promotion.ts';
import { sellingTill } from './selling-till.ts';

const DAY_MS = 86_400_000;

/** Goods of the demo store that the shop's promotions are about. */
export const FRIDGE = { sku: '100075', fen: 169_900 };
export const KETTLE = { sku: '100507', fen: 24_900 };

export type PromotedShop = {
  readonly folder: string;
  /** Two codes of the shop's coupon, each good for one sale. */
  readonly codes: readonly string[];
  readonly promotions: {
    readonly direct: Promotion; // 100 off a fridge, the brand pays
    readonly gift: Promotion; // a kettle with a fridge
    readonly cross: Promotion; // every 300 takes 30 off, the platform pays; the cashier may choose
    readonly once: Promotion; // 1,000 takes 60 off; one of a group
    readonly rate: Promotion; // 1,000 takes 5 % off; the other of the group
    readonly far: Promotion; // 2,000 takes 400 off
    readonly coupon: Promotion; // 1,000 takes 50 off
  };
};

/** A demo store that sells fridges under promotions of several kinds, closed and ready for a station. Delete its folder. */
export async function promotedShop(): Promise<PromotedShop> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-promoted-'));
  const made = createCore({ folder, demo: true });
  if (!made.ok) throw new Error(made.refusal.code);
  await made.value.close();
  const till = sellingTill(folder);
  try {
    const promotions = schedule(till);
    const { promotionId } = promotions.coupon;
    return { folder, promotions, codes: taken(issueCoupons(till, alone(OWNER), promotionId, 2)) };
  } finally {
    till.db.close();
  }
}

function schedule(till: Till): PromotedShop['promotions'] {
  const now = till.clock.now();
  const window = { fromAt: now - DAY_MS, toAt: now + DAY_MS };
  const fridges = { categories: ['冰箱'] };
  const run = (
    benefit: Parameters<typeof runPromotion>[1],
    changes: Parameters<typeof runPromotion>[2],
  ) => runPromotion(till, benefit, { window, ...changes }, true);
  const amounts = (over: number, off: number) => ({
    overFen: fen(over * 100),
    offFen: fen(off * 100),
  });
  return {
    direct: run(
      { kind: 'direct_price', priceFen: null, offFen: fen(10_000) },
      { name: '冰箱直降100', funding: 'brand', scope: fridges },
    ),
    gift: run(giftOver(1_500, KETTLE.sku), { name: '买冰箱送电水壶', scope: fridges }),
    cross: run(everyOff(300, 30), {
      ...{ name: '跨店每满300减30', layer: 5, funding: 'platform', isOptional: true },
      scope: fridges,
    }),
    once: run(
      { kind: 'threshold_once', ...amounts(1_000, 60) },
      { name: '满1000减60', group: '店内满减', isOptional: true, scope: fridges },
    ),
    rate: run(
      {
        kind: 'threshold_percent',
        threshold: { overFen: fen(100_000), overUnits: null, isEach: false },
        offRate: 500,
        capFen: fen(5_000),
      },
      { name: '满1000享95折', group: '店内满减', isOptional: true, scope: fridges },
    ),
    far: run(
      { kind: 'threshold_once', ...amounts(2_000, 400) },
      { name: '满2000减400', isOptional: true, scope: fridges },
    ),
    coupon: run(couponOff(1_000, 50), { name: '店铺券满1000减50', scope: fridges }),
  };
}
