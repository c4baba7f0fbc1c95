type Counts = { readonly passed: number; readonly failed: number };

/** Runs Vitest with `args` and counts its tests; killed and told of when it is not through after `limitSeconds`. */
export function runVitest(suite: {
  readonly name: string;
  readonly args: readonly string[];
  readonly limitSeconds: number;
  /** How long Vitest may take to end once its report is there. */
  readonly graceSeconds?: number;
  readonly root: string;
  readonly output: string;
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
  /** Whether what Vitest prints is dropped. */
  readonly isQuiet?: boolean;
  readonly say: (line: string) => void;
}): Promise<Counts>;
