/** What a trading day came to so far; the play counts here, and nowhere in the store. */
export type DayTally = {
  sales: number;
  takingsFen: number;
  asideFen: number; // of the takings, not in cash: paid by the government, or by earlier deposits
  depositFen: number; // taken for presales
  subsidyBackFen: number; // of the subsidies, reversed with goods that came back
  tenderedFen: number;
  changeFen: number;
  units: number;
  serials: number;
  tickets: number;
  holds: number;
  recalls: number;
  clearedCarts: number;
  removedLines: number;
  discounts: number;
  overrides: number;
  approvals: number;
  reprints: number;
  returns: number;
  refundedFen: number;
  unitsBack: number;
  practised: number;
  movements: number;
  movedFen: number; // what the drawer gained by them
  handovers: number;
  disputes: number;
  /** What the drawer began with, and by how much a handover found it otherwise than expected. */
  floatFen: number;
  overShortFen: number; // of the last count
  locks: number;
  signIns: number;
  /** How often each kind of event was played. */
  readonly events: Record<string, number>;
  /** How often the till said no, by code; every one of them was meant to. */
  readonly refusals: Record<string, number>;
};

export function newTally(): DayTally {
  return {
    sales: 0,
    takingsFen: 0,
    asideFen: 0,
    depositFen: 0,
    subsidyBackFen: 0,
    tenderedFen: 0,
    changeFen: 0,
    units: 0,
    serials: 0,
    tickets: 0,
    holds: 0,
    recalls: 0,
    clearedCarts: 0,
    removedLines: 0,
    discounts: 0,
    overrides: 0,
    approvals: 0,
    reprints: 0,
    returns: 0,
    refundedFen: 0,
    unitsBack: 0,
    practised: 0,
    movements: 0,
    movedFen: 0,
    handovers: 0,
    disputes: 0,
    floatFen: 0,
    overShortFen: 0,
    locks: 0,
    signIns: 0,
    events: {},
    refusals: {},
  };
}

/** What must lie in the drawer now, by the pencil alone. */
export function expectedInDrawer(tally: DayTally): number {
  const { floatFen, takingsFen, asideFen, depositFen, refundedFen, movedFen } = tally;
  return floatFen + takingsFen - asideFen + depositFen - refundedFen + movedFen;
}

export function countUp(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
