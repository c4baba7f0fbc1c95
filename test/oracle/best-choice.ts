import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type { PromotionOutcome } from '../../shared/domain/promotions/promotion-cart.ts';
import { everyChoice, has, type Prepared, prepare, type Wanted } from './brute-force.ts';
import { at, type OracleCart } from './rule-arithmetic.ts';

/** The best of all choices, and the sets of promotions that reach it: by the published order the first one counts. */
export type BestChoice = {
  readonly netFen: number;
  /** Ids in the order of the pipeline; several where the published order cannot tell them apart here. */
  readonly taken: readonly (readonly string[])[];
  readonly choices: number;
};

export function bestChoice(cart: OracleCart): BestChoice {
  const prepared = prepare(cart);
  const nets = new Map<number, number>();
  let choices = 0;
  everyChoice(prepared, (taken, net) => {
    choices += 1;
    const known = nets.get(taken);
    if (known === undefined || net < known) nets.set(taken, net);
  });
  const pins = possiblePins(prepared, cart, [...nets.keys()]);
  const open = [...nets].filter(([taken]) => (taken & pins) === pins);
  const netFen = Math.min(...open.map(([, net]) => net));
  const best = open.filter(([, net]) => net === netFen).map(([taken]) => takenBy(taken, prepared));
  const first = best.filter((list) => best.every((other) => comesFirst(list, other) !== false));
  return {
    netFen,
    taken: first.map((list) => list.map(({ promotionId }) => promotionId)),
    choices,
  };
}

/** Whether some admissible choice takes exactly these shares of these promotions. */
export function isAdmissible(cart: OracleCart, outcome: PromotionOutcome): boolean {
  const prepared = prepare(cart);
  const wanted = wantedBy(outcome, prepared);
  let found = false;
  if (wanted) {
    everyChoice(
      prepared,
      (_, net) => {
        if (net === outcome.netFen) found = true;
      },
      wanted,
    );
  }
  return found;
}

function wantedBy(outcome: PromotionOutcome, { promotions, units }: Prepared): Wanted | null {
  const numberOf = (promotion: Promotion) =>
    promotions.findIndex(({ promotionId }) => promotionId === promotion.promotionId);
  const shares = promotions.map(() => units.map(() => 0));
  for (const [line, { shares: taken }] of outcome.lines.entries()) {
    const start = units.findIndex((unit) => unit.line === line);
    for (const { promotion, unitShares } of taken) {
      const p = numberOf(promotion);
      if (p < 0) return null;
      const row = at(shares, p);
      for (const [i, off] of unitShares.entries()) row[start + i] = at(row, start + i) + off;
    }
  }
  const taken = outcome.taken.map(({ promotion }) => numberOf(promotion));
  if (taken.some((p) => p < 0)) return null;
  return { taken: taken.reduce((mask, p) => mask | (1 << p), 0), shares };
}

/** Pins that no choice satisfies are ignored; of the others the last by id give way until all fit together. */
function possiblePins({ promotions }: Prepared, { context }: OracleCart, taken: number[]): number {
  const pins = [...context.pinned]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((id) => promotions.findIndex(({ promotionId }) => promotionId === id))
    .filter((p) => p >= 0 && taken.some((mask) => has(mask, p)));
  for (;;) {
    const all = pins.reduce((mask, p) => mask | (1 << p), 0);
    if (taken.some((mask) => (mask & all) === all)) return all;
    pins.pop();
  }
}

function takenBy(mask: number, { promotions }: Prepared): Promotion[] {
  return promotions.filter((_, p) => has(mask, p));
}

/** The published order of equally good choices: `null` where what is compared has no figure of its own. */
function comesFirst(list: readonly Promotion[], other: readonly Promotion[]): boolean | null {
  if (list.length !== other.length) return list.length < other.length;
  for (const [i, mine] of list.entries()) {
    const theirs = at(other, i);
    if (mine.promotionId === theirs.promotionId) continue;
    if (mine.layer !== theirs.layer) return mine.layer < theirs.layer;
    if (mine.priority !== theirs.priority) return mine.priority > theirs.priority;
    const [a, b] = [faceOf(mine), faceOf(theirs)];
    if (a === null || b === null) return null;
    if (a.off !== b.off) return a.off > b.off;
    if (a.over !== b.over) return a.over > b.over;
    if (mine.window.toAt !== theirs.window.toAt) return mine.window.toAt < theirs.window.toAt;
    return mine.promotionId < theirs.promotionId;
  }
  return true;
}

function faceOf({ benefit }: Promotion): { off: number; over: number } | null {
  if (benefit.kind === 'threshold_once') return { off: benefit.offFen, over: benefit.overFen };
  if (benefit.kind === 'threshold_each') return { off: benefit.offFen, over: benefit.perFen };
  if (benefit.kind === 'coupon' && benefit.offFen !== null) {
    return { off: benefit.offFen, over: benefit.overFen };
  }
  return null;
}
