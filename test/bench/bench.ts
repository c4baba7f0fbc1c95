/** One measured goal, as `npm run bench` prints it, one JSON object a line. */
export type BenchRecord = {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What was measured beside it in the same run; `null` where the goal is an absolute figure. */
  readonly against: string | null;
  readonly againstValue: number | null;
  readonly ratio: number | null;
  readonly goal: string;
  readonly pass: boolean;
};

/** What a bench file exports as `benches`: each group by the name that `npm run bench -- NAME` takes. */
export type Benches = Readonly<
  Record<string, () => readonly object[] | Promise<readonly object[]>>
>;

type Measured = {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
};

/** A figure whose ratio to the one beside it may be at most (`<=`) or has to be at least (`>=`) `bound`. */
export function compared(
  measured: Measured,
  against: { readonly name: string; readonly value: number },
  goal: { readonly is: '<=' | '>='; readonly bound: number },
): BenchRecord {
  const ratio = measured.value / against.value;
  return {
    ...rounded(measured),
    against: against.name,
    againstValue: toThree(against.value),
    ratio: toThree(ratio),
    goal: `${goal.is}${goal.bound}`,
    pass: goal.is === '<=' ? ratio <= goal.bound : ratio >= goal.bound,
  };
}

/** A figure that stands alone: at most `most`, or with `exactly` no other. */
export function absolute(
  measured: Measured,
  goal: { readonly most: number } | { readonly exactly: number },
): BenchRecord {
  const isExact = 'exactly' in goal;
  return {
    ...rounded(measured),
    against: null,
    againstValue: null,
    ratio: null,
    goal: isExact ? `=${goal.exactly}` : `<=${goal.most}`,
    pass: isExact ? measured.value === goal.exactly : measured.value <= goal.most,
  };
}

/** How a cost grows with a size: the slope of log cost over log size; 0 does not grow, 1 grows in proportion. */
export function exponent(
  points: readonly { readonly size: number; readonly cost: number }[],
): number {
  const logs = points.map(({ size, cost }) => ({ x: Math.log(size), y: Math.log(cost) }));
  const mean = (of: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const x = mean((log) => log.x);
  const y = mean((log) => log.y);
  const over = logs.reduce((sum, log) => sum + (log.x - x) * (log.y - y), 0);
  return over / logs.reduce((sum, log) => sum + (log.x - x) ** 2, 0);
}

/** The `share` quantile of samples, 0 of none. */
export function quantileOf(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function rounded(measured: Measured): Measured {
  return { ...measured, value: toThree(measured.value) };
}

/** Three digits that mean something; a fraction of a ratio is noise. */
function toThree(value: number): number {
  return Number(value.toPrecision(3));
}
