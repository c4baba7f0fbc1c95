import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { bestPromotions, WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import { milpOracle } from '../oracle/milp.ts';
import type { RandomCart } from '../support/random-promotions.ts';
import { oneEachCart, shopGoods } from '../support/shop-promotions.ts';
import { absolute, type BenchRecord, compared, quantileOf } from './bench.ts';
import { ourCart, type PeerCart, peerCart, probeCarts } from './peer-questions.ts';

const PEERS = fileURLToPath(new URL('./peers/', import.meta.url));
const SIZE = { units: 20, promotions: 200 };
const SOLVED = 15; // carts for the integer program, which takes seconds for some
const CARTS = 25;
const TIMES = 8;

type Peer = {
  readonly name: string;
  readonly script: string;
  readonly basis: 'activity' | 'running';
};
type Report = { readonly savings: readonly number[]; readonly ms: readonly (readonly number[])[] };

/**
 * G3 beside others: HiGHS on what an integer program can say, Medusa's and Vendure's engines on what they can say, each
 * in memory and without a database. No time is printed of an engine that answers a plain question wrongly.
 */
async function promotions(): Promise<readonly BenchRecord[]> {
  const solver = await againstSolver();
  const folder = installedPeers();
  if (folder === null) {
    process.exitCode = 1;
    return solver;
  }
  const peers: readonly Peer[] = [
    { name: 'medusa', script: 'medusa-pricing.mjs', basis: 'activity' },
    { name: 'vendure', script: 'vendure-pricing.mjs', basis: 'running' },
  ];
  return [...solver, ...peers.flatMap((peer) => againstPeer(peer, folder))];
}

async function againstSolver(): Promise<readonly BenchRecord[]> {
  const solve = await milpOracle();
  const goods = shopGoods();
  const carts = Array.from({ length: SOLVED }, (_, i) => oneEachCart(600 + i, SIZE, goods));
  const [ours, theirs]: [number[], number[]] = [[], []];
  let proved = 0;
  for (const cart of carts) {
    const { result: net, ms } = timed(() => solve(cart).netFen);
    const { netFen, isProved } = bestPromotions(cart.lines, {
      ...cart.context,
      workLimit: WORK_LIMIT,
    });
    if (isProved ? netFen !== net : netFen < net) throw new Error(`${netFen}, HiGHS ${net}`);
    if (isProved) proved += 1;
    theirs.push(ms);
    for (let i = 0; i < (isProved ? TIMES : 1); i++) ours.push(timeOf(cart));
  }
  const share = {
    bench: 'promotions.one_each',
    metric: 'proved best',
    value: proved,
    unit: 'carts',
  };
  return [absolute(share, { exactly: SOLVED }), ...besideSolver(ours, theirs)];
}

function besideSolver(ours: readonly number[], theirs: readonly number[]): readonly BenchRecord[] {
  return ([0.5, 0.99] as const).map((share) => {
    const metric = share === 0.5 ? 'p50' : 'p99';
    const value = quantileOf(ours, share);
    const measured = { bench: 'promotions.one_each', metric, value, unit: 'ms' };
    const record = compared(
      measured,
      { name: 'highs', value: quantileOf(theirs, share) },
      { is: '<=', bound: 0.2 },
    );
    return share === 0.5 ? record : { ...record, goal: 'for information', pass: true };
  });
}

function againstPeer({ name, script, basis }: Peer, folder: string): readonly BenchRecord[] {
  const probes = probeCarts();
  const carts = Array.from({ length: CARTS }, (_, i) => peerCart(900 + i, basis));
  const report = run(script, folder, [...probes, ...carts]);
  for (const [i, probe] of probes.entries()) {
    const [ours, theirs] = [savingOf(probe, basis), report.savings[i]];
    if (ours !== theirs) throw new Error(`${name} saves ${theirs} of question ${i}, not ${ours}`);
  }
  const theirs = report.ms.slice(probes.length).flat();
  const ours = carts.flatMap((cart) => {
    const own = ourCart(cart, basis);
    return Array.from({ length: TIMES }, () => timeOf(own));
  });
  const best = carts.reduce((sum, cart) => sum + savingOf(cart, basis), 0);
  const found = report.savings.slice(probes.length).reduce((sum, saving) => sum + saving, 0);
  const bench = `promotions.as_${name}_can`;
  return [
    compared(
      { bench, metric: 'p50', value: quantileOf(ours, 0.5), unit: 'ms' },
      { name, value: quantileOf(theirs, 0.5) },
      { is: '<=', bound: 1 },
    ),
    {
      ...compared(
        { bench, metric: 'saving', value: best / CARTS, unit: 'fen a cart' },
        { name, value: found / CARTS },
        { is: '>=', bound: 1 },
      ),
      ratio: best / found,
    },
  ];
}

function run(script: string, folder: string, carts: readonly PeerCart[]): Report {
  const ran = spawnSync(execPath, [join(PEERS, script), folder], {
    input: JSON.stringify({ carts, times: TIMES }),
    stdio: ['pipe', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status !== 0) throw new Error(`${script} could not be run`);
  return JSON.parse(ran.stdout) as Report;
}

/** Installs the peers from their own lock file, outside the working tree, once; `null` where there is no registry. */
function installedPeers(): string | null {
  const folder = join(tmpdir(), 'zhendian-bench-peers');
  const lock = readFileSync(join(PEERS, 'package-lock.json'), 'utf8');
  const done = join(folder, 'installed');
  if (existsSync(done) && readFileSync(done, 'utf8') === lock) return folder;
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(PEERS, file), join(folder, file));
  }
  stderr.write(`installing Medusa and Vendure into ${folder} …\n`);
  const arguments_ = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'];
  const ran = spawnSync('npm', arguments_, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (ran.status !== 0) {
    stderr.write('Medusa and Vendure are not measured: the package registry does not answer\n');
    return null;
  }
  writeFileSync(done, lock);
  return folder;
}

function savingOf(cart: PeerCart, basis: 'activity' | 'running'): number {
  const { lines, context } = ourCart(cart, basis);
  const outcome = bestPromotions(lines, { ...context, workLimit: WORK_LIMIT });
  if (!outcome.isProved) throw new Error('ours is not proved');
  return lines.reduce((sum, line) => sum + line.unitCount * line.unitListFen, -outcome.netFen);
}

function timeOf({ lines, context }: RandomCart): number {
  return timed(() => bestPromotions(lines, { ...context, workLimit: WORK_LIMIT })).ms;
}

function timed<T>(of: () => T): { readonly result: T; readonly ms: number } {
  const start = performance.now();
  const result = of();
  return { result, ms: performance.now() - start };
}

export const benches = { promotions };
