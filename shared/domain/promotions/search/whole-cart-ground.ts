import { at } from './number-at.ts';

/**
 * What the whole-cart promotions start from, once it is settled who takes which unit price and what several units give.
 * Open units of a line that everything treats alike are one cell; where some of them take no coupons, each is its own.
 */
export type Ground = {
  cellCount: number;
  readonly cellPrice: Float64Array;
  readonly cellUnits: Int32Array;
  readonly cellBarred: Int32Array;
  readonly cellLine: Int32Array;
  /** The cells of a line are those from `firstCell[line]` up to `firstCell[line + 1]`. */
  readonly firstCell: Int32Array;
  /** By group: the cells that a promotion of several units has used. */
  readonly groupCells: Map<string, Set<number>>;
  /** Types of coupons that exclusive coupons have used up. */
  readonly usedCoupons: Set<string>;
};

/** What is known of each unit when the ground is laid. */
export type GroundUnits = {
  readonly lineOf: Int32Array;
  readonly price: Float64Array;
  readonly isHeld: Int32Array;
  readonly isBarred: Int32Array;
  /** By unit: the group of the promotion of several units that uses it; '' none. */
  readonly groupOf: readonly string[];
};

export function emptyGround(lineCount: number, unitCount: number): Ground {
  return {
    cellCount: 0,
    cellPrice: new Float64Array(unitCount),
    cellUnits: new Int32Array(unitCount),
    cellBarred: new Int32Array(unitCount),
    cellLine: new Int32Array(unitCount),
    firstCell: new Int32Array(lineCount + 1),
    groupCells: new Map(),
    usedCoupons: new Set(),
  };
}

/** Lays the ground anew from the units as they are now. */
export function layGround(ground: Ground, units: GroundUnits): void {
  const lineCount = ground.firstCell.length - 1;
  ground.groupCells.clear();
  let unit = 0;
  let cell = 0;
  for (let line = 0; line < lineCount; line++) {
    ground.firstCell[line] = cell;
    const first = unit;
    while (unit < units.lineOf.length && at(units.lineOf, unit) === line) unit++;
    cell = layLine(ground, units, { first, end: unit, cell, line });
  }
  ground.firstCell[lineCount] = cell;
  ground.cellCount = cell;
}

function layLine(
  ground: Ground,
  units: GroundUnits,
  line: {
    readonly first: number;
    readonly end: number;
    readonly cell: number;
    readonly line: number;
  },
): number {
  let { cell } = line;
  const isMixed = isMixedLine(units, line.first, line.end);
  for (let unit = line.first; unit < line.end; unit++) {
    if (at(units.isHeld, unit) === 1) continue;
    const isNew = cell === line.cell || isMixed;
    if (isNew) {
      ground.cellPrice[cell] = 0;
      ground.cellUnits[cell] = 0;
      ground.cellLine[cell] = line.line;
      ground.cellBarred[cell] = at(units.isBarred, unit);
      cell += 1;
    }
    ground.cellPrice[cell - 1] = at(ground.cellPrice, cell - 1) + at(units.price, unit);
    ground.cellUnits[cell - 1] = at(ground.cellUnits, cell - 1) + 1;
    const group = units.groupOf[unit] ?? '';
    if (group === '') continue;
    const cells = ground.groupCells.get(group) ?? new Set<number>();
    ground.groupCells.set(group, cells.add(cell - 1));
  }
  return cell;
}

function isMixedLine(units: GroundUnits, first: number, end: number): boolean {
  let seen = -1;
  for (let unit = first; unit < end; unit++) {
    if (at(units.isHeld, unit) === 1) continue;
    if (seen >= 0 && at(units.isBarred, unit) !== seen) return true;
    seen = at(units.isBarred, unit);
  }
  return false;
}
