import { spawnSync } from 'node:child_process';
import { execPath, stderr } from 'node:process';
import { fileURLToPath } from 'node:url';
import { absolute, type BenchRecord, compared, exponent } from './bench.ts';
import type { EngineName, EngineReport } from './search-engine.ts';
import { KINDS, type Kind } from './search-questions.ts';

const COUNT = 100_000;
const SMALLER = [1_000, 10_000];
/** Questions of each kind, each asked at every key; fewer where one answer takes a second. */
const ASKED = { ours: 100, minisearch: 100, flexsearch: 100, fuse: 1 } as const;
/** A peer that answers fewer questions right than this is not compared. */
const RIGHT = 0.95;

/**
 * G2: what is found while typing, at every key from the second on, over names, pinyin, initials, models and models
 * with one slip; each engine in a process of its own, asked for the same goods, times printed only of right answers.
 */
function search(): readonly BenchRecord[] {
  const ours = run('ours', COUNT);
  const peers = (['minisearch', 'flexsearch', 'fuse'] as const).map((name) => ({
    name,
    report: run(name, COUNT),
  }));
  const [minisearch] = peers;
  if (!minisearch) throw new Error('there is no peer');
  for (const kind of KINDS) {
    if (ours.kinds[kind].hit < RIGHT) throw new Error(`ours misses ${kind}`);
  }
  const kinds = KINDS.flatMap((kind): readonly BenchRecord[] => [
    ...peers.flatMap(({ name, report }) => againstPeer(kind, ours, name, report)),
    absolute(figure(`search.${kind}`, 'p99', ours.kinds[kind].p99), { most: 16 }),
  ]);
  return [...kinds, typoHits(ours), ...costs(ours, minisearch.report), ...growth(ours)];
}

/** Only Chinese and initials have a ratio as their goal; beside the other peers it is for information. */
function againstPeer(
  kind: Kind,
  ours: EngineReport,
  name: EngineName,
  peer: EngineReport,
): readonly BenchRecord[] {
  if (peer.kinds[kind].hit < RIGHT) {
    stderr.write(`${name} answers ${peer.kinds[kind].hit} of ${kind} right: not compared\n`);
    return [];
  }
  const isGoal = name === 'minisearch' && (kind === 'zh' || kind === 'initials');
  const beside = compared(
    figure(`search.${kind}`, 'p50', ours.kinds[kind].p50),
    { name, value: peer.kinds[kind].p50 },
    { is: '<=', bound: 0.1 },
  );
  return [isGoal ? beside : { ...beside, goal: 'for information', pass: true }];
}

function typoHits(ours: EngineReport): BenchRecord {
  const value = ours.kinds.typo.hit;
  const measured = { bench: 'search.typo', metric: 'hit@20', value, unit: 'share' };
  return { ...absolute(measured, { most: 1 }), goal: '>=0.99', pass: value >= 0.99 };
}

function costs(ours: EngineReport, peer: EngineReport): readonly BenchRecord[] {
  return [
    compared(
      { bench: 'search.memory', metric: 'added RSS', value: ours.rssMb, unit: 'MB' },
      { name: 'minisearch', value: peer.rssMb },
      { is: '<=', bound: 0.25 },
    ),
    compared(
      figure('search.build', 'total', ours.buildMs),
      { name: 'minisearch', value: peer.buildMs },
      { is: '<=', bound: 0.5 },
    ),
  ];
}

function growth(large: EngineReport): readonly BenchRecord[] {
  const smaller = SMALLER.map((size) => ({ size, report: run('ours', size) }));
  const all = [...smaller, { size: COUNT, report: large }];
  return KINDS.map((kind) => {
    const points = all.map(({ size, report }) => ({ size, cost: report.kinds[kind].p50 }));
    const value = exponent(points);
    const measured = { bench: `search.${kind}`, metric: 'exponent', value, unit: '' };
    return absolute(measured, { most: 0.25 });
  });
}

function figure(bench: string, metric: string, value: number) {
  return { bench, metric, value, unit: 'ms' };
}

function run(engine: EngineName, count: number): EngineReport {
  const file = fileURLToPath(new URL('./search-engine.ts', import.meta.url));
  const args = ['--expose-gc', file, engine, String(count), String(ASKED[engine])];
  const ran = spawnSync(execPath, args, { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`${engine} could not be measured`);
  return JSON.parse(ran.stdout) as EngineReport;
}

export const benches = { search };
