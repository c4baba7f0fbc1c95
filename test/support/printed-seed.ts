/** A seed for fast-check, printed so that a failure can be run again: `SEED=… npm test`. */
export function printedSeed(what: string): { readonly seed: number; readonly numRuns: number } {
  const seed = Number(process.env.SEED ?? Date.now() % 2_147_483_647);
  process.stdout.write(`${what}: seed ${seed}\n`);
  return { seed, numRuns: Number(process.env.RUNS ?? 300) };
}
