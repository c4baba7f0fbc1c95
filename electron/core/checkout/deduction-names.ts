import type { Adjustment } from '../../../shared/domain/pricing/priced-cart.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';

/** What was taken off by hand; a promotion goes by its own name. */
const BY_HAND: ReadonlyMap<Adjustment['kind'], string> = new Map([
  ['override', '改价'],
  ['line_discount', '单品优惠'],
  ['cart_discount', '整单优惠'],
]);

/** Who pays for it where the store does not: the customer is told. */
const PAID_BY: Readonly<Record<Adjustment['funding'], string>> = {
  store: '',
  brand: '(品牌出资)',
  platform: '(平台出资)',
  government: '(政府补贴)',
};

/**
 * The deductions of a sale's lines as its receipt lists them: each promotion once, with who pays for it, in the order
 * in which they were taken, and what was taken off by hand last.
 */
export function deductionsByName(
  adjustments: readonly Adjustment[],
): readonly { readonly name: string; readonly amountFen: Fen }[] {
  const sums = new Map<string, { name: string; amountFen: Fen; step: number }>();
  for (const one of adjustments) {
    const key = `${one.promotion?.promotionId ?? one.kind} ${nameOf(one)}`;
    const before = sums.get(key);
    const amountFen = fen((before?.amountFen ?? 0) + one.amountFen);
    sums.set(key, { name: nameOf(one), amountFen, step: one.promotion?.layer ?? LAST });
  }
  return [...sums.values()]
    .sort((a, b) => a.step - b.step)
    .map(({ name, amountFen }) => ({ name, amountFen }));
}

const LAST = 9;

/** How many units of a line were given away. */
export function giftUnits(adjustments: readonly Adjustment[]): number {
  const gifts = adjustments.filter(({ kind }) => kind === 'gift');
  return gifts.flatMap(({ unitShares }) => unitShares).filter((share) => share > 0).length;
}

/** Sales from before promotions say of a deduction no more than its kind and reason. */
function nameOf({ kind, reason, funding }: Adjustment): string {
  const own = BY_HAND.get(kind);
  const name = own === undefined ? reason : [own, reason].filter((text) => text !== '').join(' ');
  return `${name}${PAID_BY[funding]}`;
}
