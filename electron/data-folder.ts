import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type Surroundings = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** The folder of the store: the one asked for, else one per user where the system keeps programs' data. */
export function dataFolder(
  asked: string | undefined,
  at: Surroundings = { platform: process.platform, env: process.env, home: homedir() },
): string {
  if (asked !== undefined) return resolve(asked);
  return join(programFolder(at), 'zhendian', 'store');
}

function programFolder({ platform, env, home }: Surroundings): string {
  if (platform === 'win32') return env.APPDATA ?? join(home, 'AppData', 'Roaming');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  return env.XDG_DATA_HOME ?? join(home, '.local', 'share');
}
