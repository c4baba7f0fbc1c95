import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Around a run of Vitest: a folder in which its test files keep what they make once and copy. */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-templates-'));
  process.env.STORE_TEMPLATES = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
