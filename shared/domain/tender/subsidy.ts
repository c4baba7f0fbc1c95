import { type Fen, fen, timesRate } from '../../kernel/money.ts';

/** What one category of goods gets under a policy. Rates are ten-thousandths. */
export type SubsidyCategory = {
  readonly name: string; // as the policy names it: limits count by it
  readonly goods: readonly string[]; // the catalogue's categories that belong to it
  /** By energy or water grade, `1` the best; a grade that is not listed gets nothing. */
  readonly grades: Readonly<Record<string, number>>;
  readonly rateWithoutGrade: number | null; // for goods that carry no grade, as telephones
  readonly capFen: number; // for each unit
  readonly maxUnits: number; // for each person within the policy's period
  readonly maxUnitPriceFen: number | null; // dearer units get nothing
};

/** One version of a subsidy's rules, in force from and to these days inclusive. */
export type SubsidyPolicy = {
  readonly policyId: string;
  readonly version: number;
  readonly name: string;
  readonly region: string; // administrative code of 2, 4 or 6 digits; empty: the whole country
  readonly fromDate: string;
  readonly toDate: string;
  readonly period: string; // units a person had count within it: a new period starts from none
  readonly categories: readonly SubsidyCategory[];
  readonly base: 'NET_AFTER_ALL_DISCOUNTS';
  readonly tradeInLowersBase: boolean;
  readonly excludeServices: true;
  readonly rounding: 'HALF_UP_FEN' | 'FLOOR_FEN';
  readonly deliveryMaxDays: number | null;
  readonly qualificationRevivesOnReturn: 'SAME_DAY' | 'NEXT_DAY' | 'NO';
  readonly addressInRegion: boolean;
  /** The final price may not be above the one that was filed for the model (2026); absent before it was asked. */
  readonly filedPriceCaps?: boolean | undefined;
};

export type SubsidisedUnit = {
  readonly category: string; // of the catalogue
  readonly grade: string | null; // `1级`, `1`
  readonly unitNetFen: Fen; // after every discount
  readonly tradeInFen: Fen;
};

export type UnitSubsidy = {
  readonly category: SubsidyCategory;
  readonly baseFen: Fen;
  readonly rate: number;
  readonly subsidyFen: Fen;
  readonly capped: boolean;
};

/**
 * The policy that holds in a region on a day: the one for the smallest region around the store, then the one that
 * started last, each in its newest version; `null` when none does.
 */
export function policyFor(
  policies: readonly SubsidyPolicy[],
  region: string,
  date: string,
): SubsidyPolicy | null {
  const holding = newestVersions(policies).filter(
    (policy) =>
      region.startsWith(policy.region) && policy.fromDate <= date && date <= policy.toDate,
  );
  holding.sort(
    (a, b) =>
      b.region.length - a.region.length ||
      compare(b.fromDate, a.fromDate) ||
      compare(a.policyId, b.policyId),
  );
  return holding[0] ?? null;
}

/**
 * What the government pays of one unit: the rate of its grade on the price after all discounts, up to the cap
 * (商办流通函〔2025〕469号 and its forerunners). `null` when the unit gets nothing.
 */
export function subsidyOf(policy: SubsidyPolicy, unit: SubsidisedUnit): UnitSubsidy | null {
  const category = categoryOf(policy, unit.category);
  if (!category) return null;
  const rate = rateOf(category, unit.grade);
  if (rate === null) return null;
  if (category.maxUnitPriceFen !== null && unit.unitNetFen > category.maxUnitPriceFen) return null;
  const lowered = policy.tradeInLowersBase ? unit.unitNetFen - unit.tradeInFen : unit.unitNetFen;
  const baseFen = fen(Math.max(0, lowered));
  const full = rounded(policy, baseFen, rate);
  if (full === 0) return null;
  const capped = full > category.capFen;
  return { category, baseFen, rate, subsidyFen: capped ? fen(category.capFen) : full, capped };
}

/** The policy's category that goods of a catalogue category belong to; `null` when it names none. */
export function categoryOf(policy: SubsidyPolicy, goods: string): SubsidyCategory | null {
  return policy.categories.find((category) => category.goods.includes(goods)) ?? null;
}

function rateOf(category: SubsidyCategory, grade: string | null): number | null {
  if (category.rateWithoutGrade !== null) return category.rateWithoutGrade;
  return category.grades[grade?.replace('级', '') ?? ''] ?? null;
}

function rounded(policy: SubsidyPolicy, baseFen: Fen, rate: number): Fen {
  if (policy.rounding === 'HALF_UP_FEN') return timesRate(baseFen, rate);
  return fen(Math.floor((baseFen * rate) / 10_000));
}

function newestVersions(policies: readonly SubsidyPolicy[]): SubsidyPolicy[] {
  const newest = new Map<string, SubsidyPolicy>();
  for (const policy of policies) {
    const other = newest.get(policy.policyId);
    if (!other || other.version < policy.version) newest.set(policy.policyId, policy);
  }
  return [...newest.values()];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
