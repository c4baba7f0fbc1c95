import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Browser, chromium as driver, type LaunchOptions } from 'playwright-core';

/** Where Chromium, Chrome and Edge are installed; the first one found is used. */
const SYSTEM_BROWSERS: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe',
];

const LIBRARY_FOLDERS = ['/lib64', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu'];
const ROOT = resolve(import.meta.dirname, '../..');
const PACKAGE = join(ROOT, 'node_modules/@sparticuz/chromium');

export type BrowserChoice = {
  readonly executablePath: string;
  /** Shared libraries to run it with where the system lacks them. */
  readonly libraryFolder: string | null;
};

/** A headless browser of this machine, or the one that the lock file brings. Close it when done. */
export async function launchBrowser(options: LaunchOptions = {}): Promise<Browser> {
  const { executablePath, libraryFolder } = await findBrowser();
  const env =
    libraryFolder === null ? process.env : { ...process.env, LD_LIBRARY_PATH: libraryFolder };
  return driver.launch({
    executablePath,
    env: Object.fromEntries(Object.entries(env).filter((entry) => entry[1] !== undefined)),
    chromiumSandbox: false, // its helper is not installed with the package's browser
    ...options,
    args: ['--font-render-hinting=none', '--disable-dev-shm-usage', ...(options.args ?? [])],
  });
}

/** The system's browser, else the package's, unpacked once into node_modules/.cache. */
export async function findBrowser(
  system: readonly string[] = SYSTEM_BROWSERS,
): Promise<BrowserChoice> {
  const installed = system.find((file) => existsSync(file));
  if (installed !== undefined) return { executablePath: installed, libraryFolder: null };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('no browser for the tests: install Chrome, Chromium or Edge');
  }
  const folder = await unpackedBrowser();
  const hasNss = LIBRARY_FOLDERS.some((lib) => existsSync(join(lib, 'libnss3.so')));
  return {
    executablePath: join(folder, 'chromium'),
    libraryFolder: hasNss ? null : join(folder, 'al2023', 'lib'),
  };
}

/** Unpacks beside the final place and renames, so that two test runs at once never see half a browser. */
async function unpackedBrowser(): Promise<string> {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(PACKAGE, 'package.json'), 'utf8'),
  );
  const folder = join(ROOT, 'node_modules/.cache', `zhendian-chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const staging = mkdtempSync(`${folder}-`);
  const { inflate } = await import('@sparticuz/chromium');
  const tmpBefore = process.env.TMPDIR;
  process.env.TMPDIR = staging; // the package unpacks into the system's temporary folder, wherever that is
  try {
    const parts = ['chromium.br', 'swiftshader.tar.br', 'al2023.tar.br'];
    await Promise.all(parts.map((part) => inflate(join(PACKAGE, 'bin', part))));
  } finally {
    if (tmpBefore === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = tmpBefore;
  }
  try {
    renameSync(staging, folder);
  } catch {
    rmSync(staging, { recursive: true }); // another run was first
  }
  return folder;
}
