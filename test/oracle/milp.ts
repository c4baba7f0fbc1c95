import highsLoader from 'highs';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import {
  amountOff,
  at,
  isAvailable,
  isEligible,
  limitOf,
  type OracleCart,
  type OracleUnit,
  offerPrice,
  share,
  unitsOf,
} from './rule-arithmetic.ts';

/**
 * The best price as an integer program, for carts in which every promotion is exclusive: a unit is then in one of them at its
 * list price, and what each takes off is linear. HiGHS answers it; its solution is rounded and priced again by
 * the rules, so that no tolerance of the solver can pass for a fen.
 */
export type MilpAnswer = { readonly netFen: number };

type Highs = Awaited<ReturnType<typeof highsLoader>>;

type Member = { readonly u: number; readonly unit: OracleUnit; readonly name: string };

/** One promotion as a part of the program. Amounts are fen. */
type Piece = {
  readonly promotion: Promotion;
  readonly members: readonly Member[];
  readonly gain: readonly string[]; // terms of the objective
  readonly rows: readonly string[];
  readonly binaries: readonly string[];
  readonly integers: readonly string[]; // with bounds of their own
  readonly bounds: readonly string[];
};

/** Starts the solver once; then each cart is one call. */
export async function milpOracle(): Promise<(cart: OracleCart) => MilpAnswer> {
  const highs = await highsLoader();
  return (cart) => solve(highs, cart);
}

function solve(highs: Highs, cart: OracleCart): MilpAnswer {
  const units = unitsOf(cart.lines);
  const list = units.reduce((sum, unit) => sum + unit.list, 0);
  const pieces = piecesOf(cart, units);
  if (pieces.length === 0) return { netFen: list };
  const answer = highs.solve(programOf(pieces, units.length), {
    mip_rel_gap: 0,
    mip_abs_gap: 0.5,
    mip_feasibility_tolerance: 1e-9,
    primal_feasibility_tolerance: 1e-9,
    output_flag: false,
  });
  if (answer.Status !== 'Optimal') throw new Error(`the solver says ${answer.Status}`);
  const columns = answer.Columns as Readonly<Record<string, { readonly Primal: number }>>;
  const isOn = (name: string) => Math.round(columns[name]?.Primal ?? 0) === 1;
  const saving = pieces.reduce((sum, piece) => sum + savingOf(piece, isOn, cart), 0);
  if (saving !== Math.round(answer.ObjectiveValue)) {
    throw new Error(`solver ${answer.ObjectiveValue}, by the rules ${saving}`);
  }
  return { netFen: list - saving };
}

/** The program as text, in the format that HiGHS reads. */
function programOf(pieces: readonly Piece[], units: number): string {
  const one = Array.from({ length: units }, (_, u) =>
    pieces.flatMap(({ members }) => members.filter((m) => m.u === u).map(({ name }) => name)),
  ).filter((names) => names.length > 1);
  const rows = [
    ...one.map((names) => `${names.join(' + ')} <= 1`),
    ...pieces.flatMap((piece) => piece.rows),
    ...takingPart(pieces),
  ];
  return [
    'Maximize',
    ` obj: ${pieces.flatMap(({ gain }) => gain).join(' ')}`,
    'Subject To',
    ...rows.map((row, i) => ` r${i}: ${row}`),
    'Bounds',
    ...pieces.flatMap(({ bounds }) => bounds),
    'Binary',
    ...pieces.flatMap(({ binaries, members }) => [...binaries, ...members.map(({ name }) => name)]),
    'General',
    ...pieces.flatMap(({ integers }) => integers),
    'End',
  ].join('\n');
}

/** Where an N-th item is taken, every unit that fits is in it or in something else. */
function takingPart(pieces: readonly Piece[]): string[] {
  return pieces.flatMap(({ promotion, members }, p) =>
    promotion.benefit.kind === 'nth_item'
      ? members.map(({ u }) => {
          const all = pieces.flatMap((other) => other.members.filter((m) => m.u === u));
          return `${all.map(({ name }) => name).join(' + ')} - y${p} >= 0`;
        })
      : [],
  );
}

function piecesOf(cart: OracleCart, units: readonly OracleUnit[]): Piece[] {
  const promotions = cart.context.promotions.filter(
    (promotion) =>
      isAvailable(promotion, cart.context) && units.some((unit) => isEligible(promotion, unit.of)),
  );
  const offers = promotions.filter(({ layer }) => layer === 1);
  const isLower = (offer: Promotion, { list }: OracleUnit) => offerPrice(offer, list) < list;
  const ranks = units.map((unit) =>
    Math.max(
      ...offers
        .filter((offer) => isEligible(offer, unit.of) && isLower(offer, unit))
        .map(({ priority }) => priority),
    ),
  );
  /** Of unit prices without a limit only the lowest of a unit can matter. */
  const lowest = units.map((unit, u) =>
    Math.min(
      ...offers
        .filter((offer) => isEligible(offer, unit.of) && offer.priority === ranks[u])
        .filter((offer) => limitOf(offer, cart.context) >= units.length)
        .map((offer) => offerPrice(offer, unit.list)),
    ),
  );
  return promotions.map((promotion, p) => {
    if (!promotion.isExclusive) throw new Error('the program knows exclusive promotions only');
    const members = units.flatMap((unit, u): Member[] => {
      const isIn =
        isEligible(promotion, unit.of) &&
        (promotion.layer !== 1 ||
          (isLower(promotion, unit) &&
            promotion.priority === at(ranks, u) &&
            offerPrice(promotion, unit.list) <= at(lowest, u)));
      return isIn && isUsable(promotion, unit) ? [{ u, unit, name: `x${u}_${p}` }] : [];
    });
    return pieceOf(promotion, p, members, limitOf(promotion, cart.context));
  });
}

function isUsable({ benefit }: Promotion, { of }: OracleUnit): boolean {
  return benefit.kind !== 'bundle' || benefit.items.some(({ sku }) => sku === of.sku);
}

function pieceOf(
  promotion: Promotion,
  p: number,
  members: readonly Member[],
  limit: number,
): Piece {
  const plain: Piece = {
    ...{ promotion, members, gain: [], rows: [], binaries: [], integers: [], bounds: [] },
  };
  const { benefit } = promotion;
  const names = members.map(({ name }) => name);
  const sum = members.map(({ name, unit }) => `${unit.list} ${name}`).join(' + ');
  const most = members.reduce((all, { unit }) => all + unit.list, 0);
  const [y, k] = [`y${p}`, `k${p}`];
  if (members.length === 0) return plain;
  /** Who is held is held by something that is taken. */
  const held = names.map((name) => `${name} - ${y} <= 0`);
  const once = { ...plain, binaries: [y] };
  switch (benefit.kind) {
    case 'threshold_once':
      return {
        ...once,
        gain: [`+ ${benefit.offFen} ${y}`],
        rows: [...held, `${sum} - ${benefit.overFen} ${y} >= 0`],
      };
    case 'threshold_each': {
      const times = Math.floor(most / benefit.perFen);
      const cap = Math.min(benefit.capFen ?? times * benefit.offFen, times * benefit.offFen);
      return {
        ...once,
        gain: [`+ g${p}`],
        rows: [
          ...held,
          `${y} - ${k} <= 0`,
          `${sum} - ${benefit.perFen} ${k} >= 0`,
          `g${p} - ${benefit.offFen} ${k} <= 0`,
        ],
        integers: [k, `g${p}`],
        bounds: [` 0 <= ${k} <= ${times}`, ` 0 <= g${p} <= ${cap}`],
      };
    }
    case 'threshold_tiered': {
      const tiers = benefit.tiers.map((tier, i) => ({ ...tier, name: `t${p}_${i}` }));
      const over = tiers.map(({ overFen, name }) => `- ${overFen} ${name}`).join(' ');
      return {
        ...once,
        gain: tiers.map(({ offFen, name }) => `+ ${offFen} ${name}`),
        rows: [
          ...held,
          `${tiers.map(({ name }) => name).join(' + ')} - ${y} = 0`,
          `${sum} ${over} >= 0`,
        ],
        binaries: [y, ...tiers.map(({ name }) => name)],
      };
    }
    case 'nth_item':
      return nthItem(once, p, limit, benefit);
    case 'bundle':
    case 'pick_n':
      return sets(plain, k, limit);
    default:
      return {
        ...plain,
        gain: members.map(
          ({ unit, name }) => `+ ${unit.list - offerPrice(promotion, unit.list)} ${name}`,
        ),
        rows: Number.isFinite(limit) ? [`${names.join(' + ')} <= ${limit}`] : [],
      };
  }
}

function nthItem(
  plain: Piece,
  p: number,
  limit: number,
  { n, offRate }: { readonly n: number; readonly offRate: number },
): Piece {
  const members = [...plain.members].sort((a, b) => a.unit.list - b.unit.list || a.u - b.u);
  const z = ({ u }: Member) => `z${u}_${p}`;
  const cheap = members.map(z);
  const first = members.flatMap((dear, i) =>
    members
      .slice(0, i)
      .filter((cheaper) => cheaper.unit.list < dear.unit.list)
      .map((cheaper) => `${z(cheaper)} - ${z(dear)} - ${cheaper.name} >= -1`),
  );
  return {
    ...plain,
    gain: members.map((m) => `+ ${m.unit.list - share(m.unit.list, 10000 - offRate)} ${z(m)}`),
    rows: [
      ...members.map((m) => `${m.name} - y${p} <= 0`),
      ...members.map((m) => `${z(m)} - ${m.name} <= 0`),
      `${cheap.join(' + ')} - y${p} >= 0`,
      `${members.map(({ name }) => name).join(' + ')} ${cheap.map((name) => `- ${n} ${name}`).join(' ')} >= 0`,
      ...(Number.isFinite(limit) ? [`${cheap.join(' + ')} <= ${limit}`] : []),
      ...first,
    ],
    binaries: [`y${p}`, ...cheap],
  };
}

function sets(plain: Piece, k: string, limit: number): Piece {
  const { benefit } = plain.promotion;
  const { members } = plain;
  const parts =
    benefit.kind === 'bundle'
      ? benefit.items.map(({ sku, quantity }) => ({
          quantity,
          own: members.filter(({ unit }) => unit.of.sku === sku),
        }))
      : [{ quantity: benefit.kind === 'pick_n' ? benefit.count : 0, own: members }];
  if (parts.some(({ own, quantity }) => own.length < quantity)) return { ...plain, members: [] };
  const price = benefit.kind === 'bundle' || benefit.kind === 'pick_n' ? benefit.priceFen : 0;
  return {
    ...plain,
    gain: [...members.map(({ unit, name }) => `+ ${unit.list} ${name}`), `- ${price} ${k}`],
    rows: parts.map(
      ({ own, quantity }) => `${own.map(({ name }) => name).join(' + ')} - ${quantity} ${k} = 0`,
    ),
    integers: [k],
    bounds: [` 0 <= ${k} <= ${Math.min(limit, members.length)}`],
  };
}

/** What a rounded solution saves by the rules; throws where they do not admit it. */
function savingOf(
  { promotion, members }: Piece,
  isOn: (name: string) => boolean,
  { context }: OracleCart,
): number {
  const { benefit } = promotion;
  const prices = members.filter(({ name }) => isOn(name)).map(({ unit }) => unit.list);
  if (prices.length === 0) return 0;
  const sum = prices.reduce((a, b) => a + b, 0);
  const limit = limitOf(promotion, context);
  switch (benefit.kind) {
    case 'threshold_once':
    case 'threshold_each':
    case 'threshold_tiered':
      return amountOff(promotion, sum, prices.length);
    case 'nth_item': {
      const count = Math.min(limit, Math.floor(prices.length / benefit.n));
      const cheapest = [...prices].sort((a, b) => a - b).slice(0, count);
      return cheapest.reduce(
        (off, price) => off + price - share(price, 10000 - benefit.offRate),
        0,
      );
    }
    case 'bundle':
    case 'pick_n': {
      const size =
        benefit.kind === 'pick_n'
          ? benefit.count
          : benefit.items.reduce((all, { quantity }) => all + quantity, 0);
      if (prices.length % size !== 0) throw new Error('a set is incomplete');
      return sum - (prices.length / size) * benefit.priceFen;
    }
    default:
      return prices.reduce((off, price) => off + price - offerPrice(promotion, price), 0);
  }
}
