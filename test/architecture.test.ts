import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');
const FOLDERS = ['shared', 'electron', 'renderer', 'cloud', 'test'];

type Source = { readonly path: string; readonly text: string; readonly imports: readonly Import[] };
type Import = { readonly to: string; readonly isType: boolean };

const sources: readonly Source[] = FOLDERS.flatMap((folder) => filesBelow(join(ROOT, folder)))
  .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
  .map((file) => readSource(file));
const product = sources.filter(({ path }) => !isTest(path));

/** Subjects of the domain, upstream first: each may use those before it. */
const SUBJECTS = ['catalog', 'cart', 'promotions', 'pricing', 'tender', 'sale'];
const LAST_SUBJECTS = ['returns', 'fulfilment', 'shift', 'customer', 'journal'];

/** Who may import which of our own folders, the narrowest prefix first. Folders not named are refused. */
const MAY_IMPORT: readonly (readonly [from: string, to: readonly string[]])[] = [
  ['shared/kernel', ['shared/kernel']],
  ['shared/domain', ['shared/kernel', 'shared/domain']],
  ['shared/documents', ['shared/kernel', 'shared/domain', 'shared/documents']],
  ['shared/scanning', ['shared/kernel', 'shared/domain', 'shared/scanning']],
  ['shared/contract', ['shared/kernel', 'shared/domain', 'shared/contract']],
  ['shared/i18n', ['shared/kernel', 'shared/contract', 'shared/i18n']],
  ['electron/core/db', ['shared/kernel', 'electron/core/db']],
  ['electron/core/devices', ['shared', 'electron/core']],
  ['electron/core', ['shared', 'electron/core', 'package.json']],
  [
    'electron/transports',
    ['shared', 'electron/core', 'electron/transports', 'electron/window-guards.ts'],
  ],
  ['electron', ['shared', 'electron']],
  ['renderer', ['shared', 'renderer']],
  ['cloud', ['shared', 'cloud', 'package.json']],
];

/** Packages a folder may use, the narrowest prefix first. `node` stands for everything built into Node. */
const MAY_USE: readonly (readonly [from: string, packages: readonly string[]])[] = [
  ['shared/contract', ['zod']],
  ['shared', []],
  ['electron/core/db', ['node', 'better-sqlite3']],
  ['electron/core/api', ['node', '@trpc/server', 'zod', 'better-sqlite3']],
  ['electron/core/backup', ['node', 'zod', 'better-sqlite3']],
  ['electron/core/staff', ['node', '@node-rs/argon2', 'zod']],
  [
    'electron/core/catalog',
    [
      ...[
        'node',
        'zod',
        'pinyin-pro',
        'iconv-lite',
        'csv-parse',
        'read-excel-file',
        'better-sqlite3',
      ],
    ],
  ],
  [
    'electron/core/printing',
    [
      ...['node', 'zod', 'iconv-lite', '@napi-rs/canvas', '@fontsource/noto-sans-sc'],
      ...['qrcode', 'node-thermal-printer'],
    ],
  ],
  ['electron/core/reports', ['node', 'zod', 'csv-stringify', 'write-excel-file']],
  ['electron/core/subsidy', ['node', 'csv-stringify']],
  ['electron/core/health', ['node', 'better-sqlite3']],
  ['electron/core/devices', ['node', 'serialport']],
  ['electron/core', ['node', 'zod', 'pino']],
  ['electron/transports', ['node', '@trpc/server', 'ws']],
  ['electron/main.ts', ['node', 'electron']],
  ['electron/preload.ts', ['electron']],
  ['electron/core-process.ts', ['node', 'electron']],
  ['electron/window-guards.ts', ['electron']],
  ['electron/data-folder-lock.ts', ['node', 'better-sqlite3']],
  ['electron/pos', ['node', 'commander', 'zod', '@trpc/server']],
  ['electron', ['node', 'commander']],
  [
    'renderer',
    [
      ...[
        'react',
        'react-dom',
        'react-i18next',
        'i18next',
        'lucide-react',
        'react-aria-components',
      ],
      ...['@tanstack/react-query', '@tanstack/react-router', '@tanstack/react-virtual', 'uplot'],
      ...['@trpc/client', '@trpc/server', '@trpc/tanstack-react-query', '@fontsource/noto-sans-sc'],
    ],
  ],
  ['cloud', ['node', 'pino', 'zod', 'fastify', 'kysely', '@electric-sql/pglite', 'postgres']],
];

/** Files over 300 lines and why they are one; nothing is over 400. */
const LONG_FILES: Readonly<Record<string, string>> = {
  'shared/i18n/refusals.ts':
    'a dictionary: one entry a refusal, read by key and never from top to bottom',
  'shared/i18n/en.ts': 'a dictionary, as its Chinese twin',
  'shared/i18n/zh-CN.ts': 'a dictionary: the screen in one language',
};

describe('who may import whom', () => {
  it('each folder imports only the folders that it may', () => {
    const wrong = product.flatMap((source) =>
      source.imports
        .filter(({ to }) => isOurs(to) && !mayImport(source.path, to))
        .map(({ to }) => `${source.path} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('a subject of the domain uses only subjects upstream of it', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => !isUpstream(path, to)).map(({ to }) => `${path} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('the screen knows of the core nothing but the type of its router', () => {
    const wrong = product
      .filter(({ path }) => path.startsWith('renderer/'))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ to }) => to.startsWith('electron/'))
          .filter(({ to, isType }) => !isType || to !== 'electron/core/api/app-router.ts')
          .map(({ to }) => `${path} → ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it('a device or the sync knows no feature, and no feature knows a device or the network', () => {
    const plumbing = ['electron/core/devices', 'electron/core/sync'];
    const allowed = [
      ...plumbing,
      'electron/core/db',
      'electron/core/printing',
      'electron/core/settings',
    ];
    const wrong = product
      .filter(({ path }) => plumbing.some((folder) => isIn(path, folder)))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ to }) => to.startsWith('electron/core/') && dirname(to) !== 'electron/core')
          .filter(
            ({ to }) => !to.endsWith('-table.ts') && !allowed.some((folder) => isIn(to, folder)),
          )
          .map(({ to }) => `${path} → ${to}`),
      );
    expect(wrong).toEqual([]);
  });

  it('a package is used only by the folders that may use it', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ to }) => !isOurs(to) && !mayUse(path, to))
        .map(({ to }) => `${path} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it('nothing of the product imports a test or what supports tests', () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => isTest(to)).map(({ to }) => `${path} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('how files look', () => {
  it('a file name is kebab-case, says a noun or a deed, and is the only one of its name in its program', () => {
    const names = sources
      .map(({ path }) => path)
      .filter((path) => !/(^|\/)(main|run|i18n\/(en|zh-CN))\.\w+$/.test(path))
      .map((path) => basename(path));
    const odd = names.filter(
      (name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.(ts|tsx|mjs|mts)$/.test(name),
    );
    const empty = names.filter((name) => /\b(utils?|helpers?|common|manager|service)\b/.test(name));
    // The contract names its files as the features do that answer it: same subject, another program.
    const placed = sources
      .filter(({ path }) => !/(^|\/)(main|run)\.\w+$/.test(path))
      .map(({ path }) => `${path.split('/')[0]}: ${basename(path)}`);
    const twice = placed.filter((name, i) => placed.indexOf(name) !== i);
    expect({ odd, empty, twice }).toEqual({ odd: [], empty: [], twice: [] });
  });

  it('a file stays short enough to read at one sitting, or says why not', () => {
    const long = product
      .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
      .filter(({ path, lines }) => lines > 300 && !(path in LONG_FILES))
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    expect(long).toEqual([]);
  });

  it('no default export, no `any`, no `!` that silences the compiler, no barrel', () => {
    const judged = sources.filter(({ path }) => path !== 'test/architecture.test.ts');
    const wrong = judged.flatMap(({ path, text }) => {
      const code = withoutText(text);
      const found = [
        /\bexport default\b/,
        /:\s*any\b(?!\s*\()|<any\b|\bany\[\]/,
        /\bas any\b/,
        /[\w)\]]!\.(?=\w)/,
        /^export \* from/m,
      ]
        .filter((pattern) => pattern.test(code))
        .map((pattern) => `${path}: ${pattern.source}`);
      return found;
    });
    expect(wrong).toEqual([]);
  });

  it('SQL stands in table files, migrations and the opening of the database only', () => {
    const sql = /\.(prepare|exec)\(|\b(INSERT INTO|DELETE FROM)\b/;
    const allowed = /-table\.ts$|electron\/core\/db\/|data-folder-lock\.ts$/;
    const wrong = product
      .filter(({ path }) => path.startsWith('electron/') && path.endsWith('.ts'))
      .filter(
        ({ path, text }) => !allowed.test(path) && sql.test(text) && /\.db\b|Database/.test(text),
      )
      .filter(({ text }) => /\b(SELECT|INSERT|UPDATE|DELETE)\b/.test(text))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('the product writes nothing to the console', () => {
    expect(
      product.filter(({ text }) => /\bconsole\.\w+\(/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

function mayImport(from: string, to: string): boolean {
  const rule = MAY_IMPORT.find(([folder]) => isIn(from, folder));
  if (!rule) return false;
  const isRouterType = from.startsWith('renderer/') && to === 'electron/core/api/app-router.ts';
  return isRouterType || rule[1].some((folder) => isIn(to, folder));
}

function mayUse(from: string, to: string): boolean {
  const name = isBuiltin(to)
    ? 'node'
    : to
        .split('/')
        .slice(0, to.startsWith('@') ? 2 : 1)
        .join('/');
  const rule = MAY_USE.find(([folder]) => isIn(from, folder));
  return from.endsWith('.mjs') ? name === 'node' : (rule?.[1].includes(name) ?? false);
}

function isUpstream(from: string, to: string): boolean {
  const [own, other] = [subjectOf(from), subjectOf(to)];
  if (own === null || other === null || own === other) return true;
  if (LAST_SUBJECTS.includes(own)) return SUBJECTS.includes(other);
  return SUBJECTS.includes(other) && SUBJECTS.indexOf(other) < SUBJECTS.indexOf(own);
}

function subjectOf(path: string): string | null {
  return /^shared\/domain\/([\w-]+)\//.exec(path)?.[1] ?? null;
}

function isIn(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function isOurs(to: string): boolean {
  return FOLDERS.some((folder) => isIn(to, folder)) || to === 'package.json';
}

function isTest(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$/.test(path);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}

function readSource(file: string): Source {
  const path = relative(ROOT, file).split(sep).join('/');
  const text = readFileSync(file, 'utf8');
  const found = text.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?[^'";]*?from\s*['"]([^'"]+)['"]|^\s*import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/gm,
  );
  const imports = [...found].map(([, type, from, bare, dynamic]) => ({
    to: target(path, from ?? bare ?? dynamic ?? ''),
    isType: type !== undefined,
  }));
  return { path, text, imports };
}

function target(from: string, to: string): string {
  return to.startsWith('.')
    ? join(dirname(from), to).split(sep).join('/').replace(/\?.*$/, '')
    : to;
}

/** Code without comments and texts, which may speak of anything. */
function withoutText(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g, "''")
    .replace(/\/\/.*$/gm, '');
}
