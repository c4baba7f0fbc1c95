/**
 * Options for a program that a test waits for without doing anything else: no limit of Vitest's would ever end the
 * waiting, so it is killed when it takes too long.
 */
export const ENDS = { timeout: 100_000, killSignal: 'SIGKILL' } as const;
