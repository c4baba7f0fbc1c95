import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import {
  amountOff,
  at,
  inPipelineOrder,
  isAvailable,
  isEligible,
  limitOf,
  type OracleCart,
  type OracleUnit,
  offerPrice,
  spread,
  unitsOf,
} from './rule-arithmetic.ts';
import { type Claims, setsOf } from './set-choices.ts';

/**
 * Every choice that docs/promotions.md admits, one after the other, with nothing left out for being worse: for each
 * unit a price and at most one promotion of several units or an exclusive one, for these every way to make sets, and
 * every set of thresholds and coupons over what remains. Fit for five units and eight promotions.
 */

/** What one way to enumerate is given: bit `p` of a mask of promotions is `promotions[p]`, of units `units[u]`. */
export type Prepared = {
  readonly units: readonly OracleUnit[];
  readonly promotions: readonly Promotion[]; // available ones, in the order of the pipeline
  readonly limits: readonly number[];
  readonly eligible: readonly number[]; // masks of units
  readonly options: readonly (readonly Option[])[]; // of each unit
};

/** What one unit does before thresholds: its price, under which offer, and what uses or holds it. */
type Option = {
  readonly offer: number; // a promotion, or -1
  readonly price: number;
  readonly claim: number; // a promotion of layer 2, or an exclusive one, or -1
  readonly isHeld: boolean;
};

/** What a choice must take, by promotion and unit; used to look for one answer among all choices. */
export type Wanted = { readonly taken: number; readonly shares: readonly (readonly number[])[] };

type Visit = (taken: number, net: number) => void;

export function prepare(cart: OracleCart): Prepared {
  const units = unitsOf(cart.lines);
  const promotions = inPipelineOrder(
    cart.context.promotions.filter((promotion) => isAvailable(promotion, cart.context)),
  );
  const limits = promotions.map((promotion) => limitOf(promotion, cart.context));
  const eligible = promotions.map((promotion) =>
    maskOf(units, (unit) => isEligible(promotion, unit.of)),
  );
  const plain = { units, promotions, limits, eligible };
  const options = units.map((_, u) => optionsOf(plain, u, cart));
  return { ...plain, options };
}

/** Calls `visit` with every admissible choice, or with those whose shares are the wanted ones. */
export function everyChoice(prepared: Prepared, visit: Visit, wanted?: Wanted): void {
  const { units, limits } = prepared;
  const chosen: Option[] = [];
  const used = limits.map(() => 0);
  const options = wanted
    ? prepared.options.map((list, u) => fitting(list, u, prepared, wanted))
    : prepared.options;
  const next = (u: number): void => {
    if (u === units.length) {
      withUnitPrices(prepared, chosen, visit, wanted);
      return;
    }
    for (const option of at(options, u)) {
      const { offer } = option;
      if (offer >= 0) {
        if (at(used, offer) >= at(limits, offer)) continue;
        used[offer] = at(used, offer) + 1;
      }
      chosen.push(option);
      next(u + 1);
      chosen.pop();
      if (offer >= 0) used[offer] = at(used, offer) - 1;
    }
  };
  next(0);
}

function optionsOf(plain: Omit<Prepared, 'options'>, u: number, cart: OracleCart): Option[] {
  const { units, promotions } = plain;
  const { list } = at(units, u);
  const claims = promotions.map((_, p) => p).filter((p) => mayClaim(plain, p, u));
  const open = claims.filter((p) => !at(promotions, p).isExclusive);
  const prices = unitPrices(plain, u, cart).flatMap(({ offer, price }): Option[] => {
    const isHeld = offer >= 0 && at(promotions, offer).isExclusive;
    const free = { offer, price, claim: -1, isHeld };
    return isHeld ? [free] : [free, ...open.map((claim) => ({ offer, price, claim, isHeld }))];
  });
  const held = claims
    .filter((p) => at(promotions, p).isExclusive)
    .map((claim) => ({ offer: -1, price: list, claim, isHeld: true }));
  return [...prices, ...held];
}

/** The standing price, and every free offer below it. */
function unitPrices(
  { units, promotions, eligible }: Omit<Prepared, 'options'>,
  u: number,
  { context }: OracleCart,
): { offer: number; price: number }[] {
  const { list } = at(units, u);
  const all = promotions
    .map((promotion, offer) => ({ promotion, offer }))
    .filter(({ promotion, offer }) => promotion.layer === 1 && has(at(eligible, offer), u))
    .map((one) => ({ ...one, price: offerPrice(one.promotion, list) }))
    .filter(({ price }) => price < list);
  const highest = Math.max(...all.map(({ promotion }) => promotion.priority));
  const offers = all.filter(({ promotion }) => promotion.priority === highest);
  const isFree = ({ isOptional, isExclusive, quota, promotionId, benefit }: Promotion) =>
    isOptional ||
    isExclusive ||
    benefit.kind === 'presale' ||
    Object.values(quota).some((limit) => limit !== null) ||
    context.quotaLeft.has(promotionId);
  const standing = offers
    .filter(({ promotion }) => !isFree(promotion))
    .reduce<{ offer: number; price: number; id: string }>(
      (best, { offer, price, promotion: { promotionId: id } }) =>
        price < best.price || (price === best.price && best.offer >= 0 && id < best.id)
          ? { offer, price, id }
          : best,
      { offer: -1, price: list, id: '' },
    );
  return [
    standing,
    ...offers.filter(({ promotion, price }) => isFree(promotion) && price < standing.price),
  ].map(({ offer, price }) => ({ offer, price }));
}

/** Whether a unit may be used by a promotion of several units, or held by an exclusive one beyond layer 1. */
function mayClaim(
  { units, promotions, eligible }: Omit<Prepared, 'options'>,
  p: number,
  u: number,
): boolean {
  const { layer, benefit, isExclusive } = at(promotions, p);
  const { of } = at(units, u);
  if (layer === 1 || (layer > 2 && !isExclusive)) return false;
  if (benefit.kind === 'gift' || benefit.kind === 'add_on') {
    return !of.isPricedByHand && benefit.reward.skus.includes(of.sku);
  }
  if (!has(at(eligible, p), u)) return false;
  return benefit.kind !== 'bundle' || benefit.items.some(({ sku }) => sku === of.sku);
}

function withUnitPrices(
  prepared: Prepared,
  chosen: readonly Option[],
  visit: Visit,
  wanted: Wanted | undefined,
): void {
  const { promotions, limits, eligible, units } = prepared;
  const prices = chosen.map(({ price }) => price);
  const heldMask = maskOf(chosen, ({ isHeld }) => isHeld);
  const claimed = promotions.map((_, p) => maskOf(chosen, ({ claim }) => claim === p));
  let taken = 0;
  for (const { offer } of chosen) if (offer >= 0) taken |= 1 << offer;
  const claims: Claims = {
    units,
    prices,
    heldMask,
    freeMask: maskOf(chosen, ({ claim, isHeld }) => claim < 0 && !isHeld),
  };
  const layer2 = promotions.flatMap(({ layer }, p) => (layer === 2 && claimed[p] ? [p] : []));
  for (const p of layer2) taken |= 1 << p;
  const next = (i: number, left: readonly number[]): void => {
    const p = layer2[i];
    if (p === undefined) {
      withActivityPrices(
        prepared,
        { chosen, claimed, heldMask, taken, activity: left },
        visit,
        wanted,
      );
      return;
    }
    const ways = setsOf(at(promotions, p), at(claimed, p), at(eligible, p), at(limits, p), claims);
    for (const shares of ways) {
      if (wanted && !isSame(shares, at(wanted.shares, p))) continue;
      next(
        i + 1,
        left.map((price, u) => price - at(shares, u)),
      );
    }
  };
  next(0, prices);
}

type Claimed = {
  readonly chosen: readonly Option[];
  readonly claimed: readonly number[]; // masks of units by promotion
  readonly heldMask: number;
  readonly taken: number;
  readonly activity: readonly number[];
};

/** Exclusive thresholds hold their units whatever else is taken; then every set of the others. */
function withActivityPrices(
  prepared: Prepared,
  cart: Claimed,
  visit: Visit,
  wanted: Wanted | undefined,
): void {
  const { promotions, units } = prepared;
  let { taken } = cart;
  const left = [...cart.activity];
  const coupons = new Set<string>();
  for (const [p, promotion] of promotions.entries()) {
    const members = at(cart.claimed, p);
    if (promotion.layer === 2 || members === 0) continue;
    const shares = sharesOf(promotion, members, cart.activity, left, units);
    if (shares === null || !takesCoupon(promotion, coupons)) return;
    if (wanted && !isSame(shares, at(wanted.shares, p))) return;
    taken |= 1 << p;
    for (const [u, off] of shares.entries()) left[u] = at(left, u) - off;
  }
  const open = promotions.flatMap(({ layer, isExclusive }, p) =>
    layer > 2 && !isExclusive && (!wanted || has(wanted.taken, p)) ? [p] : [],
  );
  const refusing = open.filter(
    (p) => !at(promotions, p).stacksWithCoupons && !isCoupon(at(promotions, p)),
  );
  for (let subset = 0; subset < 1 << refusing.length; subset++) {
    const insisted = refusing.filter((_, i) => has(subset, i));
    const rest = open.filter((p) => !refusing.includes(p) || insisted.includes(p));
    takeOpen(prepared, { ...cart, taken, insisted, open: rest, coupons }, left, visit, wanted);
  }
}

type Open = Claimed & {
  readonly open: readonly number[];
  /** Those that take no coupons and are taken: decided first, as they bar units from earlier layers. */
  readonly insisted: readonly number[];
  readonly coupons: ReadonlySet<string>;
};

function takeOpen(
  { promotions, units, eligible }: Prepared,
  { chosen, claimed, heldMask, taken, activity, open, insisted, coupons }: Open,
  atFirst: readonly number[],
  visit: Visit,
  wanted: Wanted | undefined,
): void {
  const refuses = (p: number) => p >= 0 && !at(promotions, p).stacksWithCoupons;
  let barred = maskOf(chosen, ({ offer, claim }) => refuses(offer) || refuses(claim));
  for (const p of insisted) barred |= at(eligible, p) & ~heldMask;
  const grouped: { group: string; members: number }[] = promotions.flatMap(({ layer, group }, p) =>
    layer === 2 && group !== '' && claimed[p] ? [{ group, members: at(claimed, p) }] : [],
  );
  const next = (
    i: number,
    left: readonly number[],
    sofar: number,
    used: ReadonlySet<string>,
  ): void => {
    const p = open[i];
    if (p === undefined) {
      if (!wanted || sofar === wanted.taken) visit(sofar, total(left));
      return;
    }
    if (!insisted.includes(p)) next(i + 1, left, sofar, used);
    const promotion = at(promotions, p);
    const members = at(eligible, p) & ~heldMask & (isCoupon(promotion) ? ~barred : -1);
    const isApart = grouped.every(
      ({ group, members: others }) => group !== promotion.group || (others & members) === 0,
    );
    const now = new Set(used);
    const shares = isApart ? sharesOf(promotion, members, activity, left, units) : null;
    if (shares === null || !takesCoupon(promotion, now)) return;
    if (wanted && !isSame(shares, at(wanted.shares, p))) return;
    if (promotion.group !== '') grouped.push({ group: promotion.group, members });
    next(
      i + 1,
      left.map((amount, u) => amount - at(shares, u)),
      sofar | (1 << p),
      now,
    );
    if (promotion.group !== '') grouped.pop();
  };
  next(0, atFirst, taken, coupons);
}

/** What a promotion of the whole cart takes off each unit, `null` where its threshold is not reached. */
function sharesOf(
  promotion: Promotion,
  members: number,
  activity: readonly number[],
  left: readonly number[],
  units: readonly OracleUnit[],
): number[] | null {
  const basis = promotion.basis === 'activity' ? activity : left;
  const list = units.flatMap((_, u) => (has(members, u) ? [u] : []));
  const sum = list.reduce((amount, u) => amount + at(basis, u), 0);
  const off = sum > 0 ? amountOff(promotion, sum, list.length) : 0;
  return off > 0 ? spread(off, list, basis, left, units) : null;
}

function isCoupon({ benefit }: Promotion): boolean {
  return benefit.kind === 'coupon';
}

/** One coupon of a type an order; enters it into `used`. */
function takesCoupon({ benefit }: Promotion, used: Set<string>): boolean {
  if (benefit.kind !== 'coupon') return true;
  if (used.has(benefit.coupon)) return false;
  used.add(benefit.coupon);
  return true;
}

/** The options of a unit that have the wanted shares of layer 1. */
function fitting(
  options: readonly Option[],
  u: number,
  { promotions, units }: Prepared,
  { shares }: Wanted,
): Option[] {
  return options.filter(({ offer, price }) =>
    promotions.every(
      ({ layer }, p) =>
        layer !== 1 || at(at(shares, p), u) === (p === offer ? at(units, u).list - price : 0),
    ),
  );
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  return a.every((value, i) => value === b[i]);
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((a, b) => a + b, 0);
}

export function has(mask: number, index: number): boolean {
  return (mask & (1 << index)) !== 0;
}

function maskOf<T>(list: readonly T[], isIn: (one: T) => boolean): number {
  return list.reduce((mask, one, i) => (isIn(one) ? mask | (1 << i) : mask), 0);
}
