import { mkdirSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

/** What a run may come to need of memory for its files, with room to spare. */
const ROOM_BYTES = 4 * 1024 ** 3;

/** Where Linux keeps files in memory. */
const MEMORY = '/dev/shm';

/**
 * Around a run of Vitest: a folder in which its test files keep what they make once and copy. Where a suite asks for it
 * (`provide`), all its temporary files lie there too, in memory where there is room: thousands of small stores write
 * through to the disk at every sale. Nothing is left of it.
 */
export function setup({ config }: TestProject): () => void {
  const inMemory = config.provide.filesInMemory === true && hasRoomInMemory();
  const place = inMemory ? MEMORY : tmpdir();
  removeAbandoned(place);
  const folder = mkdtempSync(join(place, `zhendian-run-${process.pid}-`));
  const templates = join(folder, 'templates');
  mkdirSync(templates);
  process.env.STORE_TEMPLATES = templates;
  if (inMemory) process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Folders of runs that were killed. */
function removeAbandoned(place: string): void {
  for (const name of readdirSync(place)) {
    const pid = /^zhendian-run-(\d+)-/.exec(name)?.[1];
    if (pid && !isAlive(Number(pid))) rmSync(join(place, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // another person's
  }
}

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || freemem() < ROOM_BYTES) return false;
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM_BYTES;
  } catch {
    return false;
  }
}

declare module 'vitest' {
  interface ProvidedContext {
    filesInMemory?: boolean;
  }
}
