/** The path of the Electron binary of the lock file's version, or `null`. */
export function electronBinary(
  root: string,
  env?: Readonly<Record<string, string | undefined>>,
): string | null;
