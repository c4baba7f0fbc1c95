import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

type Locked = {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly resolved?: string;
  readonly integrity?: string;
};
type Manifest = Readonly<Record<string, unknown>> & { readonly scripts: Record<string, string> };

const ROOT = resolve(import.meta.dirname, '..');
const read = (file: string): unknown => JSON.parse(readFileSync(resolve(ROOT, file), 'utf8'));
const manifest = read('package.json') as Manifest; // our own files, in npm's form
const lock = read('package-lock.json') as { packages: Record<string, Locked> };

describe('what is installed', () => {
  it('every version is exact, so that a clone of today and of next year are the same', () => {
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      const versions = Object.entries((manifest[group] ?? {}) as Record<string, string>);
      const loose = versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
      expect(loose).toEqual([]);
    }
  });

  it('the lock file was made from this package.json', () => {
    const root = lock.packages[''] as Record<string, unknown>;
    for (const group of ['dependencies', 'devDependencies', 'optionalDependencies']) {
      expect(root[group]).toEqual(manifest[group]);
    }
  });

  it('every optional package of a locked package is in the lock, so that each system can install', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, locked]) =>
      Object.keys(locked.optionalDependencies ?? {})
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path || 'package.json'} wants ${name}`),
    );
    expect(missing).toEqual([]);
  });

  it('everything comes from the registry and is checked by its hash', () => {
    const odd = Object.entries(lock.packages)
      .filter(([path]) => path !== '')
      .filter(([, { resolved, integrity }]) => !isFromRegistry(resolved) || !integrity)
      .map(([path]) => path);
    expect(odd).toEqual([]);
  });

  it('no install script is needed: they are off, and our own scripts hang on none', () => {
    expect(readFileSync(resolve(ROOT, '.npmrc'), 'utf8')).toContain('ignore-scripts=true');
    const hooks = Object.keys(manifest.scripts).filter((name) =>
      Object.keys(manifest.scripts).some(
        (other) => name === `pre${other}` || name === `post${other}`,
      ),
    );
    expect(hooks).toEqual([]);
  });
});

/** Whether `name` resolves from the package at `path`: in its own node_modules or in one further up. */
function isLocked(path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const below = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (below in lock.packages) return true;
    if (at === '') return false;
  }
}

function isFromRegistry(resolved: string | undefined): boolean {
  return resolved === undefined || resolved.startsWith('https://registry.npmjs.org/');
}
