import { statfs } from 'node:fs/promises';

/** Free space for files in `folder`, in bytes; `null` when the system does not say. */
export async function freeSpace(folder: string): Promise<number | null> {
  try {
    const disk = await statfs(folder);
    return disk.bavail * disk.bsize;
  } catch {
    return null;
  }
}
