import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createCore } from '../../electron/core/core.ts';
import type { AckedCart, AckedReturn, AckedSale, Told } from '../support/store-auditor.ts';
import type { Variant } from './planted-bugs.ts';
import type { Said } from './selling-child.ts';

const CHILD = fileURLToPath(new URL('selling-child.ts', import.meta.url));

/** A demo store to copy for each batch of runs. */
export async function storeTemplate(): Promise<{
  readonly folder: string;
  readonly smallGood: string;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-crash-'));
  const core = await createCore({ folder, demo: true });
  if (!core.ok) throw new Error(core.refusal.code);
  const smallGood = core.value.till.db
    .prepare<[], string>(`SELECT i.sku FROM item i JOIN price_change p ON p.sku = i.sku
      WHERE i.serial = 'none' AND i.kind = 'goods' AND p.list_fen > 0 LIMIT 1`)
    .pluck()
    .get();
  await core.value.close();
  return { folder, smallGood: smallGood ?? '' };
}

export function copyOf(template: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-crash-'));
  cpSync(template, folder, {
    recursive: true,
    filter: (from) => !from.endsWith('place.json'), // else each copy would know that it is one
  });
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export type RunPlan = {
  readonly folder: string;
  readonly seed: number;
  readonly variant: Variant;
  /** When to kill, ms after the child said `after` for the first time; `null`: it kills itself at `killAt`. */
  readonly killAfterMs: number | null;
  readonly after?: 'ready' | 'sold';
  readonly killAt?: number;
};

export type CrashRun = {
  readonly told: Told;
  readonly wasKilled: boolean;
  /** Set when the child ended by itself: how many points there are. */
  readonly points: number | null;
  readonly stderr: string;
};

/** Lets one child sell until it is killed, and answers what it had told the world. */
export async function crashOnce(plan: RunPlan): Promise<CrashRun> {
  const child = spawn(execPath, [CHILD, plan.folder, String(plan.seed), plan.variant], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, KILL_AT: String(plan.killAt ?? 0), NODE_NO_WARNINGS: '1' },
  });
  const sales: AckedSale[] = [];
  const returns: AckedReturn[] = [];
  let cart: AckedCart | null = null;
  let points: number | null = null;
  let stderr = '';
  let isAimed = false;
  child.stderr.on('data', (bytes: Buffer) => {
    stderr += bytes.toString();
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const what = parsed(line);
    if (!isAimed && what?.said === (plan.after ?? 'sold') && plan.killAfterMs !== null) {
      isAimed = true;
      setTimeout(() => child.kill('SIGKILL'), plan.killAfterMs);
    }
    if (what?.said === 'sold') sales.push(what);
    if (what?.said === 'returned') returns.push(what);
    if (what?.said === 'cart') cart = { ...what, mayBeGone: false };
    if (what?.said === 'leaving' && cart) cart = { ...cart, mayBeGone: true };
    if (what?.said === 'done') points = what.points;
  });
  const [, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.on('close', (code, by) => resolve([code, by])),
  );
  return { told: { sales, returns, cart }, wasKilled: signal === 'SIGKILL', points, stderr };
}

/** A line cut in the middle was not said. */
function parsed(line: string): Said | null {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return null;
  }
}
