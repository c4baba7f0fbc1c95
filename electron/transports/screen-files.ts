import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

export type ScreenFile = { readonly body: Uint8Array; readonly type: string };

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.mp3': 'audio/mpeg',
  '.wav': 'audio/wav',
  '.webmanifest': 'application/manifest+json',
};

/**
 * The file of the built screen that a path of an address names, or `null`: outside the folder, of no known type,
 * or not there. `path` is as it came over the wire, still percent-encoded.
 */
export async function screenFile(folder: string, path: string): Promise<ScreenFile | null> {
  const file = insideFolder(folder, path);
  const type = file === null ? undefined : TYPES[extname(file)];
  if (file === null || type === undefined) return null;
  try {
    return { body: await readFile(file), type };
  } catch {
    return null;
  }
}

function insideFolder(folder: string, path: string): string | null {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return null;
  const root = resolve(folder);
  const file = resolve(join(root, decoded === '/' ? 'index.html' : decoded));
  return file.startsWith(root + sep) ? file : null;
}
