import { at } from './number-at.ts';
import { membersOf } from './place-unit.ts';
import type { Goal } from './search-goal.ts';
import { gainOf } from './structure-gain.ts';
import type { Structure } from './structures.ts';
import type { Option } from './unit-options.ts';
import { searchUses, type UseSearch } from './use-search.ts';
import { outlookOf } from './whole-cart-outlook.ts';

/**
 * Units that structures join, directly or through others. What happens in one is no business of another, but for the whole
 * cart and for thresholds of rewards.
 */
export type Cluster = {
  readonly units: readonly number[];
  readonly structures: readonly Structure[];
  /** The most that it brings, whatever the rest of the cart does; infinite where that was not found. */
  most: number;
};

export function clustersOf(
  structures: readonly Structure[],
  unitCount: number,
): readonly Cluster[] {
  const clusterOf = Array.from({ length: unitCount }, (_, unit) => [unit]);
  for (const { units } of structures) {
    const [first] = units;
    for (const unit of units) {
      const [mine, other] = [clusterOf[first ?? unit], clusterOf[unit]];
      if (!mine || !other || mine === other) continue;
      mine.push(...other);
      for (const moved of other) clusterOf[moved] = mine;
    }
  }
  return [...new Set(clusterOf)].map((units) => ({
    units,
    structures: structures.filter((structure) => structure.units.some((u) => units.includes(u))),
    most: Number.POSITIVE_INFINITY,
  }));
}

/**
 * Finds out what each cluster brings at most by itself, and looks at the choice in which each does its best. Within `steps`
 * a cluster.
 */
export function exploreClusters(search: UseSearch, steps: number): void {
  const best = search.options.map((options): Option | null => bestAlone(options));
  const setOf = search.setOf.map(() => -1);
  const outlook = outlookOf(search.problem, []);
  for (const cluster of search.clusters) {
    if (cluster.structures.length === 0) continue;
    const goal: Goal = { ...search.goal, best: -1, isTie: false, work: 0, limit: steps };
    const leaf = (bound: number) => {
      if (bound <= goal.best) return -1;
      goal.best = bound;
      for (const unit of cluster.units) {
        best[unit] = search.chosen[unit] ?? null;
        setOf[unit] = search.setOf[unit] ?? -1;
      }
      return -1;
    };
    const order = search.order.filter((unit) => cluster.units.includes(unit));
    const { structures } = cluster;
    searchUses({ ...search, goal, order, structures, clusters: [], outlook, leaf }, 0);
    search.goal.work += goal.work;
    // What is left out of a search is at most one fen more than what it finds.
    if (!goal.isExhausted) cluster.most = goal.best + 1;
  }
  for (const [unit, option] of best.entries()) {
    search.chosen[unit] = option;
    search.setOf[unit] = setOf[unit] ?? -1;
  }
  search.leaf(Number.POSITIVE_INFINITY);
  search.chosen.fill(null);
  search.setOf.fill(-1);
}

/** By unit: how far the bound stands above what its cluster can bring, at the first of the cluster to be placed; else 0. */
export function slackOf(search: UseSearch): Float64Array {
  const { clusters, structures, market, order } = search;
  const slack = new Float64Array(order.length);
  for (const cluster of clusters) {
    if (cluster.most === Number.POSITIVE_INFINITY) continue;
    let bound = 0;
    for (const unit of cluster.units) bound += at(market.price, unit);
    for (const structure of cluster.structures) {
      // As the bound of the whole search counts it: a reward may be earned less often than it can be had.
      if (structures.includes(structure)) {
        bound += gainOf(structure, membersOf(search, structure), market);
      }
    }
    const first = order.find((unit) => cluster.units.includes(unit)) ?? 0;
    slack[first] = Math.max(0, bound - cluster.most);
  }
  return slack;
}

function bestAlone(options: readonly Option[]): Option | null {
  let best: Option | null = null;
  for (const option of options) {
    if (option.into || option.limited) continue;
    if (best === null || option.worth > best.worth) best = option;
  }
  return best;
}
