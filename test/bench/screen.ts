import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { testIds } from '../../renderer/client/test-ids.ts';
import { launchBrowser } from '../support/browser.ts';
import { startStation } from '../support/station-process.ts';
import { absolute, type BenchRecord, compared, quantileOf } from './bench.ts';

const ROUNDS = 5;
const BLANK = 'data:text/html,<title>blank</title><p>blank';

/** What one start costs: until the first screen can be used, and the memory of all processes it takes. */
type Start = { readonly ms: number; readonly pssMb: number };

/** G7: browser and store up to the sign-in screen, against the same browser up to a blank page. */
async function firstScreen(): Promise<readonly BenchRecord[]> {
  const blank: Start[] = [];
  const ours: Start[] = [];
  // As `npm start` runs the store: set up before, and with what an earlier start compiled.
  process.env.NODE_COMPILE_CACHE = join(tmpdir(), 'zhendian-bench-compiled');
  const folder = mkdtempSync(join(tmpdir(), 'zhendian-bench-'));
  await usableScreen(folder);
  for (let i = 0; i < ROUNDS; i += 1) {
    blank.push(await blankPage());
    ours.push(await usableScreen(folder));
  }
  rmSync(folder, { recursive: true, force: true });
  const p50 = (starts: readonly Start[], of: (start: Start) => number) =>
    quantileOf(starts.map(of), 0.5);
  const name = 'a blank page in the same browser';
  const screen = {
    bench: 'start.screen',
    metric: 'p50',
    value: p50(ours, (s) => s.ms),
    unit: 'ms',
  };
  return [
    compared(screen, { name, value: p50(blank, (s) => s.ms) }, { is: '<=', bound: 2 }),
    absolute(screen, { most: 1_800 }),
    compared(
      { bench: 'start.memory', metric: 'pss', value: p50(ours, (s) => s.pssMb), unit: 'MB' },
      { name, value: p50(blank, (s) => s.pssMb) },
      { is: '<=', bound: 1.3 },
    ),
  ];
}

async function blankPage(): Promise<Start> {
  const start = performance.now();
  const browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(BLANK);
  await page.getByText('blank').waitFor();
  const ms = performance.now() - start;
  const pssMb = memoryOfChildren();
  await browser.close();
  return { ms, pssMb };
}

async function usableScreen(folder: string): Promise<Start> {
  const start = performance.now();
  const [browser, station] = await Promise.all([launchBrowser(), startStation({ folder })]);
  const page = await browser.newPage();
  await page.goto(station.address);
  await page.getByTestId(testIds.staffCard('demo-cashier')).waitFor();
  const ms = performance.now() - start;
  const pssMb = memoryOfChildren();
  await browser.close();
  await station.stop();
  return { ms, pssMb };
}

/** Proportional memory of every process below this one, MB (Linux; elsewhere 0). */
function memoryOfChildren(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const parent = /^\d+$/.test(name) ? parentOf(Number(name)) : null;
    if (parent !== null) parents.set(Number(name), parent);
  }
  const isBelow = (one: number): boolean => {
    const parent = parents.get(one);
    return parent === pid || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  const kilobytes = [...parents.keys()].filter(isBelow).map(pssOf);
  return kilobytes.reduce((sum, one) => sum + one, 0) / 1024;
}

function parentOf(process: number): number | null {
  try {
    // The name in brackets may hold anything; what follows the last bracket is state and parent.
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

function pssOf(process: number): number {
  try {
    return Number(
      /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${process}/smaps_rollup`, 'utf8'))?.[1] ?? 0,
    );
  } catch {
    return 0;
  }
}

export const benches = { screen: firstScreen };
