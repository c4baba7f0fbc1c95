import { constants } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';

/**
 * A file on a stick that anybody may have prepared, opened to be read: a plain file and nothing else. A pipe would
 * never answer, a device never end. Throws like `open`, and EINVAL where it is no plain file.
 */
export async function openForeign(file: string): Promise<{ handle: FileHandle; bytes: number }> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const found = await handle.stat();
  if (found.isFile()) return { handle, bytes: found.size };
  await handle.close();
  throw Object.assign(new Error('not a plain file'), { code: 'EINVAL' });
}

/** The text of a small foreign file; null where it is not there, not plain or larger than `most` bytes. */
export async function readForeign(file: string, most: number): Promise<string | null> {
  const opened = await openForeign(file).catch(() => null);
  if (!opened) return null;
  const { handle, bytes } = opened;
  try {
    return bytes > most ? null : await handle.readFile('utf8');
  } catch {
    return null; // the stick was pulled
  } finally {
    await handle.close().catch(() => undefined);
  }
}

/** Opens a file of ours to be written anew. What lies there goes first: a link could lead to the store's own books. */
export async function openAnew(file: string): Promise<FileHandle> {
  await rm(file, { force: true });
  return open(file, 'wx', 0o600);
}
