/**
 * A seed for fast-check, printed so that a failure can be run again: `SEED=… npm test`. With `usual` every run tries the
 * same cases unless another seed is asked for: for searches in which a case may be too hard to be proved.
 */
export function printedSeed(
  what: string,
  usual = Date.now() % 2_147_483_647,
): { readonly seed: number; readonly numRuns: number } {
  const seed = Number(process.env.SEED ?? usual);
  process.stdout.write(`${what}: seed ${seed}\n`);
  return { seed, numRuns: Number(process.env.RUNS ?? 300) };
}
