import { type Fen, fen } from '../../kernel/money.ts';
import type { Refusal } from '../../kernel/result.ts';
import type { CheckedGood, PromotionFacts } from './check-promotion.ts';
import { leastUnitPrice, setWeights } from './least-unit-price.ts';
import type { Benefit, Promotion } from './promotion.ts';
import { isInScope } from './promotion-scope.ts';
import { unitPriceUnder } from './unit-price.ts';

export type GoodsProblem =
  | 'promotion_scope_empty'
  | 'promotion_item_unknown'
  | 'promotion_item_twice'
  | 'promotion_item_out_of_scope'
  | 'promotion_price_not_lower'
  | 'promotion_deposit_invalid'
  | 'promotion_below_floor';

type Problem = Refusal<GoodsProblem>;
type Priced = CheckedGood & { readonly listFen: Fen };

/** What is wrong with a rule once the goods are looked at that it speaks of. */
export function goodsProblems(promotion: Promotion, facts: PromotionFacts): readonly Problem[] {
  const unknown = namedSkus(promotion).find((sku) => facts.good(sku) === null);
  if (unknown !== undefined) {
    return [{ code: 'promotion_item_unknown', params: { sku: unknown } }];
  }
  const set = badSet(promotion, facts);
  if (set) return [set];
  const touched = touchedGoods(promotion, facts);
  if (touched.inScope.length === 0) return [{ code: 'promotion_scope_empty' }];
  const dear = notLower(promotion, touched);
  if (dear) return [dear];
  const deposit = badDeposit(promotion.benefit, touched.inScope);
  if (deposit) return [deposit];
  const low = promotion.floorAgreedBy === null ? belowFloor(promotion.benefit, touched) : null;
  return low ? [low] : [];
}

/** The goods a rule counts, and those whose price it changes; for a gift or an add-on these are others. */
type Touched = { readonly inScope: readonly CheckedGood[]; readonly priced: readonly Priced[] };

function touchedGoods(promotion: Promotion, facts: PromotionFacts): Touched {
  const { benefit, scope } = promotion;
  const inScope =
    benefit.kind === 'bundle'
      ? found(
          benefit.items.map(({ sku }) => sku),
          facts,
        ).filter((good) => isInScope(good, scope))
      : [...facts.goods(scope)].filter((good) => isInScope(good, scope));
  const changed =
    benefit.kind === 'gift' || benefit.kind === 'add_on'
      ? found(benefit.reward.skus, facts)
      : inScope;
  return { inScope, priced: changed.filter(isPriced) };
}

function found(skus: readonly string[], facts: PromotionFacts): readonly CheckedGood[] {
  return [...new Set(skus)].map(facts.good).filter((good) => good !== null);
}

function isPriced(good: CheckedGood): good is Priced {
  return good.listFen !== null;
}

/** Every sku that a rule names: one that the catalogue does not know was mistyped. */
function namedSkus({ benefit, scope }: Promotion): readonly string[] {
  const named = [...scope.skus, ...scope.exclude.skus];
  if (benefit.kind === 'bundle') named.push(...benefit.items.map(({ sku }) => sku));
  if (benefit.kind === 'gift' || benefit.kind === 'add_on') named.push(...benefit.reward.skus);
  return named;
}

/** A set that names a good twice, so that one unit would do for both, or one that its scope leaves out, so that it is never whole. */
function badSet({ benefit, scope }: Promotion, facts: PromotionFacts): Problem | null {
  if (benefit.kind !== 'bundle') return null;
  const skus = benefit.items.map(({ sku }) => sku);
  const twice = skus.find((sku, place) => skus.indexOf(sku) < place);
  if (twice !== undefined) return { code: 'promotion_item_twice', params: { sku: twice } };
  const goods = found(skus, facts);
  const outside = goods.filter((good) => !isInScope(good, scope));
  const [first] = outside;
  if (!first || outside.length === goods.length) return null;
  return { code: 'promotion_item_out_of_scope', params: { sku: first.sku } };
}

/** A fixed price that saves nothing: on a good that is named, on all of the scope, or on the whole set. */
function notLower(promotion: Promotion, { priced }: Touched): Problem | null {
  const { benefit, scope } = promotion;
  const refusal = ({ sku, listFen }: Priced): Problem => ({
    code: 'promotion_price_not_lower',
    params: { sku, listFen },
  });
  if (benefit.kind === 'bundle') {
    const listFen = setListFen(benefit, priced);
    const [first] = priced;
    return first && listFen !== null && benefit.priceFen >= listFen
      ? refusal({ ...first, listFen: fen(listFen) })
      : null;
  }
  if (benefit.kind === 'pick_n') {
    const dearest = priced.toSorted((a, b) => b.listFen - a.listFen)[0];
    const isDear = dearest && benefit.priceFen >= dearest.listFen * benefit.count;
    return isDear ? refusal(dearest) : null;
  }
  if (benefit.kind === 'add_on') {
    const dear = priced.find(({ listFen }) => benefit.priceFen >= listFen);
    return dear ? refusal(dear) : null;
  }
  if (!isUnitPrice(benefit)) return null;
  const dear = priced.filter(({ listFen }) => unitPriceUnder(benefit, listFen) === null);
  const named = dear.find(({ sku }) => scope.skus.includes(sku));
  const all = dear.length === priced.length ? dear[0] : undefined;
  const worst = named ?? all;
  return worst ? refusal(worst) : null;
}

/** What the goods of one set list at together; null where one of them has no price. */
function setListFen(
  { items }: Extract<Benefit, { kind: 'bundle' }>,
  priced: readonly Priced[],
): number | null {
  const lists = new Map(priced.map(({ sku, listFen }) => [sku, listFen]));
  let sum = 0;
  for (const { sku, quantity } of items) {
    const listFen = lists.get(sku);
    if (listFen === undefined) return null;
    sum += listFen * quantity;
  }
  return sum;
}

function isUnitPrice(benefit: Benefit): boolean {
  return ['direct_price', 'percent', 'member_price', 'flash_sale', 'presale'].includes(
    benefit.kind,
  );
}

/**
 * Earnest money is at most a fifth of what the goods cost (Civil Code art. 586), in whole yuan that end in 0, 5 or 9
 * (the rule of the platforms that stores mirror).
 */
function badDeposit(benefit: Benefit, goods: readonly CheckedGood[]): Problem | null {
  if (benefit.kind !== 'presale') return null;
  const { depositFen } = benefit;
  const ends = depositFen % 100 === 0 && [0, 5, 9].includes((depositFen / 100) % 10);
  const isTooMuch = goods.filter(isPriced).some(({ listFen }) => {
    const priceFen = unitPriceUnder(benefit, listFen) ?? listFen;
    return depositFen * 5 > priceFen;
  });
  return ends && !isTooMuch ? null : { code: 'promotion_deposit_invalid' };
}

/** The good that would fall furthest below its floor. */
function belowFloor(benefit: Benefit, { priced }: Touched): Problem | null {
  const set = setWeights(benefit, priced);
  const low = priced
    .map(({ sku, listFen, floorFen }) => ({
      sku,
      floorFen: floorFen ?? 0,
      priceFen: leastUnitPrice(benefit, listFen, set),
    }))
    .filter(({ floorFen, priceFen }) => priceFen < floorFen)
    .toSorted((a, b) => a.priceFen - a.floorFen - (b.priceFen - b.floorFen));
  const [worst] = low;
  return worst ? { code: 'promotion_below_floor', params: worst } : null;
}
