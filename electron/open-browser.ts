import { spawn } from 'node:child_process';

/** Opens an address in the person's own browser; when there is none, the printed address serves. */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const [command, ...args] = browserCommand(url, platform);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', () => undefined); // no desktop here: the address stands in the terminal
  child.unref();
}

/** The system's own way to open an address. */
export function browserCommand(
  url: string,
  platform: NodeJS.Platform,
): readonly [string, ...string[]] {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  if (platform === 'darwin') return ['open', url];
  return ['xdg-open', url];
}
