import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import { EVERYWHERE, plainPromotion } from '../support/random-promotions.ts';
import type { OracleCart } from './rule-arithmetic.ts';

/** The same cart with all left out that it does not need to fail. */
export function smallest(cart: OracleCart, isFailing: (cart: OracleCart) => boolean): OracleCart {
  let now = cart;
  for (;;) {
    const smaller = [...simpler(now)].find(isFailing);
    if (!smaller) return now;
    now = smaller;
  }
}

function* simpler(cart: OracleCart): Generator<OracleCart> {
  const { lines, context } = cart;
  const { promotions } = context;
  const withContext = (rest: Partial<OracleCart['context']>): OracleCart => ({
    lines,
    context: { ...context, ...rest },
  });
  for (const i of promotions.keys()) yield withContext({ promotions: promotions.toSpliced(i, 1) });
  for (const [i, line] of lines.entries()) {
    if (lines.length > 1) yield { lines: lines.toSpliced(i, 1), context };
    if (line.unitCount > 1) {
      yield { lines: lines.with(i, { ...line, unitCount: line.unitCount - 1 }), context };
    }
    if (line.isPricedByHand) {
      yield { lines: lines.with(i, { ...line, isPricedByHand: false }), context };
    }
  }
  if (context.pinned.size > 0) yield withContext({ pinned: new Set() });
  if (context.unticked.size > 0) yield withContext({ unticked: new Set() });
  if (context.quotaLeft.size > 0) yield withContext({ quotaLeft: new Map() });
  for (const [i, promotion] of promotions.entries()) {
    for (const plainer of plainerThan(promotion)) {
      yield withContext({ promotions: promotions.with(i, plainer) });
    }
  }
}

/** The promotion with one of its attributes as a plain one has it. */
function plainerThan(promotion: Promotion): Promotion[] {
  const plain = plainPromotion(promotion.promotionId, promotion.layer, promotion.benefit);
  const keys = [
    ...['window', 'audience', 'quota', 'basis', 'isExclusive', 'group'],
    ...['stacksWithCoupons', 'priority', 'isOptional'],
  ] as (keyof Promotion)[];
  const changed = keys
    .filter((key) => JSON.stringify(promotion[key]) !== JSON.stringify(plain[key]))
    .map((key): Promotion => ({ ...promotion, [key]: plain[key] }));
  const isWide = JSON.stringify(promotion.scope) === JSON.stringify(EVERYWHERE);
  return isWide ? changed : [...changed, { ...promotion, scope: EVERYWHERE }];
}
