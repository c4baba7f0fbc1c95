// Finds an Electron that can run, without importing the package: that would start a download and throw.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The path of the Electron binary of the lock file's version, or `null`. */
export function electronBinary(root, env = process.env) {
  const home = join(root, 'node_modules', 'electron');
  const name = textOf(join(home, 'path.txt'));
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const binary = join(override, name || defaultName());
    return existsSync(binary) ? binary : null;
  }
  if (name === '' || textOf(join(home, 'dist', 'version')).replace(/^v/, '') !== wanted(home)) {
    return null;
  }
  const binary = join(home, 'dist', name);
  return existsSync(binary) ? binary : null;
}

function defaultName() {
  if (process.platform === 'win32') return 'electron.exe';
  return process.platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron';
}

function wanted(home) {
  try {
    return JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')).version;
  } catch {
    return '';
  }
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
