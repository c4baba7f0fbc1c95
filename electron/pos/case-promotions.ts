import { categoryFrom, OTHER_CATEGORY } from '../../shared/domain/catalog/category.ts';
import { unitCountOf } from '../../shared/domain/pricing/priced-cart.ts';
import type { Benefit, Layer, Promotion, Scope } from '../../shared/domain/promotions/promotion.ts';
import type { PromotionLine } from '../../shared/domain/promotions/promotion-cart.ts';
import { benefitWords } from '../../shared/i18n/benefit-words.ts';
import { type Fen, fen, timesMilli, timesRate } from '../../shared/kernel/money.ts';
import type { CaseInput, CaseLine, CasePromo } from './case-input.ts';

/** A promotion as the till knows it, and the name under which a case lists what it took. */
export type NamedPromotion = { readonly t: string | null; readonly promotion: Promotion };

/** The lines of a case in its order, which decides ties of one fen. */
export function linesOf(input: CaseInput): readonly PromotionLine[] {
  return input.lines.map((line, index) => {
    const milli = milliOf(line);
    const unitCount = unitCountOf(milli);
    // A service has no promotions of its own: what it is sold at is its price.
    const unit = line.kind === 'service' ? ownUnitFen(line) : fen(line.unit);
    return {
      lineId: lineIdOf(index),
      sku: line.sku,
      kind: line.kind,
      brand: '',
      category: line.category === undefined ? '' : goodsCategory(line.category),
      tags: [lineIdOf(index)],
      unitCount,
      unitListFen: isWhole(milli) ? unit : timesMilli(unit, milli),
      unitMilli: isWhole(milli) ? 1_000 : milli,
      isPricedByHand: false,
    };
  });
}

/** The promotions of a case, and the lines' own prices as promotions of their line alone. */
export function promotionsOf(input: CaseInput): readonly NamedPromotion[] {
  const own = input.lines.flatMap((line, index) => ownPrice(line, index));
  const given = input.promos.flatMap((promo, index) => asGiven(promo, index, input));
  return [...own, ...given];
}

/** `2` or `2500` thousandths; one piece where the line says nothing. */
export function milliOf({ qty, qtyMilli }: CaseLine): number {
  return qtyMilli ?? (qty ?? 1) * 1_000;
}

/** A category under the catalogue's name, whether a case writes `AC`, `空调` or `挂机`. */
export function goodsCategory(text: string): string {
  const coded = CODES[text.trim().toUpperCase()] ?? text.trim();
  const found = categoryFrom(coded);
  return found === OTHER_CATEGORY ? coded : found;
}

const CODES: Readonly<Record<string, string>> = {
  AC: '空调',
  FRIDGE: '冰箱',
  FREEZER: '冷柜',
  WASHER: '洗衣机',
  DRYER: '干衣机',
  TV: '电视',
  HEATER: '电热水器',
  STOVE: '燃气灶',
  HOOD: '油烟机',
  MICROWAVE: '微波炉',
  RICE_COOKER: '电饭煲',
  RICECOOKER: '电饭煲',
  WATER_PURIFIER: '净水器',
  PURIFIER: '净水器',
  DISHWASHER: '洗碗机',
  COMPUTER: '电脑',
  PC: '电脑',
  LAPTOP: '电脑',
  笔记本电脑: '电脑',
  PHONE: '手机',
  TABLET: '平板',
  平板电脑: '平板',
  WATCH: '智能手表手环',
  BAND: '智能手表手环',
  智能手表: '智能手表手环',
  智能手环: '智能手表手环',
  GLASSES: '智能眼镜',
};

function isWhole(milli: number): boolean {
  return unitCountOf(milli) * 1_000 === milli;
}

function ownPrice(line: CaseLine, index: number): readonly NamedPromotion[] {
  const ownFen = ownUnitFen(line);
  if (line.kind === 'service' || ownFen >= line.unit) return [];
  const benefit = { kind: 'direct_price', priceFen: ownFen, offFen: null } as const;
  const name = ownWords(line, ownFen);
  const id = `own-${lineIdOf(index)}`;
  return [{ t: null, promotion: promotion(id, 1, benefit, byLines([index]), name) }];
}

/** What one unit is sold at by the line's own price; the list price where it has none. */
function ownUnitFen({ unit, directOff, pct, memberPrice, presale }: CaseLine): Fen {
  if (directOff !== undefined) return fen(Math.max(0, unit - directOff));
  if (pct !== undefined) return timesRate(fen(unit), rateOf(pct));
  if (memberPrice !== undefined) return fen(Math.min(unit, memberPrice));
  if (presale === undefined) return fen(unit);
  const { deposit, worth } = presale;
  const off = worth === undefined ? (presale.depositOff ?? 0) : worth - deposit;
  return fen(Math.max(0, unit - off));
}

function ownWords({ directOff, pct, memberPrice, presale }: CaseLine, ownFen: Fen): string {
  const said = (benefit: Benefit) => benefitWords(benefit, 'zh-CN', (sku) => sku);
  if (directOff !== undefined) {
    return said({ kind: 'direct_price', priceFen: null, offFen: fen(directOff) });
  }
  if (pct !== undefined) return said({ kind: 'percent', payRate: rateOf(pct) });
  if (memberPrice !== undefined) return said({ kind: 'member_price', priceFen: ownFen });
  return said({
    kind: 'presale',
    depositFen: fen(presale?.deposit ?? 0),
    worthFen: presale?.worth === undefined ? null : fen(presale.worth),
    offFen: presale?.depositOff === undefined ? null : fen(presale.depositOff),
  });
}

function asGiven(promo: CasePromo, index: number, input: CaseInput): readonly NamedPromotion[] {
  const lines = participants(promo, input);
  const [layer, benefit] = benefitOf(promo);
  const id = `${promo.t}-${String(index).padStart(4, '0')}`;
  const name = benefitWords(benefit, 'zh-CN', (sku) => sku);
  if (promo.t === 'flash') return flash(promo, { id, name, lines, input });
  const whole = promotion(id, layer, benefit, byLines(lines), name);
  const scope =
    promo.t === 'bundle' ? { ...whole.scope, skus: servicesIn(promo, input) } : whole.scope;
  const { basis, exclusive: isExclusive } = promo;
  // Within a layer the one that stands first goes first.
  return [{ t: promo.t, promotion: { ...whole, scope, basis, isExclusive, priority: -index } }];
}

type FlashPlace = {
  readonly id: string;
  readonly name: string;
  readonly lines: readonly number[];
  readonly input: CaseInput;
};

/** A price a piece or a metre. A measured line is one unit to the engine, which counts in no limit: here its length is. */
function flash(
  promo: Extract<CasePromo, { t: 'flash' }>,
  { id, name, lines, input }: FlashPlace,
): readonly NamedPromotion[] {
  const limit = promo.limitPerCustomer ?? null;
  const make = (suffix: string, of: readonly number[], priceFen: Fen, perSale: number | null) => {
    const benefit = { kind: 'flash_sale', priceFen } as const;
    const plain = promotion(`${id}${suffix}`, 1, benefit, byLines(of), name);
    const quota = { ...plain.quota, perSale };
    return { t: promo.t, promotion: { ...plain, quota, isExclusive: promo.exclusive } };
  };
  const milliAt = (index: number) =>
    milliOf(input.lines[index] ?? { sku: '', unit: 0, kind: 'goods' });
  const counted = lines.filter((index) => isWhole(milliAt(index)));
  const measured = lines
    .filter((index) => !isWhole(milliAt(index)))
    .filter((index) => limit === null || milliAt(index) <= limit * 1_000);
  return [
    make('', counted, fen(promo.price), limit),
    ...measured.map((index) => make(`-${lineIdOf(index)}`, [index], fen(promo.price), null)),
  ];
}

/** The lines of goods that take part: by `only`, `pool` or a set's own goods, by category, less `exclude`. */
function participants(promo: CasePromo, input: CaseInput): readonly number[] {
  const category = 'category' in promo ? promo.category : undefined;
  const lists = [promo.only, promo.pool, promo.t === 'bundle' ? promo.skus : undefined];
  return input.lines.flatMap((line, index) => {
    const isIn =
      line.kind === 'goods' &&
      lists.every((list) => list === undefined || list.includes(line.sku)) &&
      !promo.exclude?.includes(line.sku) &&
      (category === undefined || goodsCategory(line.category ?? '') === goodsCategory(category));
    return isIn ? [index] : [];
  });
}

/** A set may name a service; everything else leaves services alone. */
function servicesIn(
  promo: Extract<CasePromo, { t: 'bundle' }>,
  input: CaseInput,
): readonly string[] {
  const services = input.lines.filter(({ kind }) => kind === 'service').map(({ sku }) => sku);
  return promo.skus.filter((sku) => services.includes(sku));
}

function benefitOf(promo: CasePromo): readonly [Layer, Benefit] {
  switch (promo.t) {
    case 'shopCoupon':
      return [4, couponOf('shop', promo.over, promo.off)];
    case 'categoryCoupon':
      return [4, couponOf('category', promo.over, promo.off)];
    case 'platformCoupon':
      return [6, couponOf('platform', promo.over, promo.off)];
    case 'crossStore': {
      const capFen = capOf(promo.cap);
      return [
        5,
        { kind: 'threshold_each', perFen: fen(promo.per), offFen: fen(promo.off), capFen },
      ];
    }
    case 'tier': {
      const rising = promo.tiers.toSorted(([a], [b]) => a - b);
      const tiers = rising.map(([over, off]) => ({ overFen: fen(over), offFen: fen(off) }));
      return [3, { kind: 'threshold_tiered', tiers }];
    }
    case 'orderPercent': {
      const threshold = { overFen: fen(promo.over), overUnits: null, isEach: false };
      const capFen = capOf(promo.cap);
      return [3, { kind: 'threshold_percent', threshold, offRate: rateOf(promo.pct), capFen }];
    }
    case 'orderOff':
      return [3, { kind: 'threshold_once', overFen: fen(promo.over), offFen: fen(promo.off) }];
    case 'nthHalf':
      return [2, { kind: 'nth_item', n: promo.n, offRate: rateOf(promo.pct) }];
    case 'bundle': {
      const items = [...Map.groupBy(promo.skus, (sku) => sku)].map(([sku, of]) => ({
        sku,
        quantity: of.length,
      }));
      return [2, { kind: 'bundle', items, priceFen: fen(promo.price) }];
    }
    case 'flash':
      return [1, { kind: 'flash_sale', priceFen: fen(promo.price) }];
  }
}

function couponOf(coupon: 'shop' | 'category' | 'platform', over: number, off: number): Benefit {
  const amounts = { overFen: fen(over), offFen: fen(off), offRate: null, capFen: null };
  return { kind: 'coupon', coupon, claim: 'automatic', ...amounts };
}

function capOf(cap: number | null | undefined): Fen | null {
  return cap === null || cap === undefined ? null : fen(cap);
}

function rateOf(percentage: number): number {
  return Math.round(percentage * 100);
}

function lineIdOf(index: number): string {
  return `line-${String(index).padStart(4, '0')}`;
}

/** Lines are told by a tag of their own: two lines of one good can be sold at two prices. */
function byLines(lines: readonly number[]): Scope {
  const tags = lines.length === 0 ? ['no-line'] : lines.map(lineIdOf);
  const exclude = { skus: [], brands: [], categories: [] };
  return { skus: [], brands: [], categories: [], tags, exclude };
}

function promotion(
  promotionId: string,
  layer: Layer,
  benefit: Benefit,
  scope: Scope,
  name: string,
): Promotion {
  return {
    ...{ promotionId, version: 1, name, campaign: '', layer, benefit, scope },
    window: { fromAt: 0, toAt: 1, weekdays: [], hours: [] },
    audience: { tiers: [], storeIds: [], registerIds: [], isCustomerNeeded: false },
    quota: { total: null, perDay: null, perCustomer: null, perSale: null },
    ...{ basis: 'activity', isExclusive: false, group: '', stacksWithCoupons: true },
    ...{ priority: 0, isOptional: false, funding: 'store', floorAgreedBy: null },
  };
}
