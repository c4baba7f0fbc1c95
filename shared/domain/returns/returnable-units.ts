import { type Fen, fen, sumFen } from '../../kernel/money.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';

/** One unit of a sale: which line, which of its units, both from 1. What is sold by measure is one unit. */
export type UnitKey = { readonly position: number; readonly unit: number };

/** A sold unit with what it cost, and whether it has come back. */
export type PaidUnit = UnitKey & {
  readonly netFen: Fen; // after every discount
  readonly roundingFen: Fen; // its share of the cash rounding; negative where it was rounded up
  readonly subsidyFen: Fen; // the government's part, which no refund pays out
  readonly isReturned: boolean;
};

/** What comes back at once, and what is paid out for it. */
export type ReturnedGoods<Wanted extends UnitKey = UnitKey> = {
  readonly units: readonly (Wanted & PaidUnit)[];
  readonly netFen: Fen;
  readonly roundingFen: Fen;
  readonly subsidyFen: Fen;
  readonly refundFen: Fen; // net − rounding − subsidy: what the customer paid for these units, to the fen
};

/** What the customer paid for a unit, and gets back for it: its net less its share of the cash rounding and its subsidy. */
export function paidFor(unit: Pick<PaidUnit, 'netFen' | 'roundingFen' | 'subsidyFen'>): Fen {
  return fen(unit.netFen - unit.roundingFen - unit.subsidyFen);
}

/** What units with these paid amounts give back together, as the screen shows before the core does it. */
export function refundOf(units: readonly { readonly paidFen: number }[]): Fen {
  return sumFen(units.map(({ paidFen }) => fen(paidFen)));
}

/**
 * What `wanted` units of a sale give back (domain rule: the stored net of each unit, placement-stable, so that all
 * units together give back exactly what was paid). Refuses `nothing_to_return`, `unit_not_found` for a unit that
 * was never sold, and `unit_already_returned`, also for one that is named twice.
 */
export function returnedGoods<Wanted extends UnitKey>(
  sold: readonly PaidUnit[],
  wanted: readonly Wanted[],
): Result<ReturnedGoods<Wanted>, 'nothing_to_return' | 'unit_not_found' | 'unit_already_returned'> {
  if (wanted.length === 0) return refuse('nothing_to_return');
  const left = new Map(sold.map((unit) => [unitName(unit), unit]));
  const units: (Wanted & PaidUnit)[] = [];
  const chosen = new Set<string>();
  for (const want of wanted) {
    const unit = left.get(unitName(want));
    if (!unit) return refuse('unit_not_found', unitPlace(want));
    if (unit.isReturned || chosen.has(unitName(want))) {
      return refuse('unit_already_returned', unitPlace(want));
    }
    chosen.add(unitName(want));
    units.push({ ...want, ...unit });
  }
  const netFen = sumFen(units.map((unit) => unit.netFen));
  const roundingFen = sumFen(units.map((unit) => unit.roundingFen));
  const subsidyFen = sumFen(units.map((unit) => unit.subsidyFen));
  const refundFen = paidFor({ netFen, roundingFen, subsidyFen });
  return ok({ units, netFen, roundingFen, subsidyFen, refundFen });
}

/** How much of a line one of its units is, in thousandths: a whole piece, or all that was measured off. */
export function unitMilli(lineMilli: number, unitCount: number): number {
  return lineMilli / Math.max(1, unitCount);
}

/** `2/1`: the first unit of the second line. */
export function unitName(unit: UnitKey): string {
  return `${unit.position}/${unit.unit}`;
}

function unitPlace({ position, unit }: UnitKey): {
  readonly position: number;
  readonly unit: number;
} {
  return { position, unit };
}
