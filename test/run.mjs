// What `npm test` runs: set-up, then every check and suite, each with a line of progress and a limit of time; the last
// line is `N passed, N failed`. `--check` is the inner loop: types, lint and unit tests. Plain JavaScript without
// dependencies, for Node 18 and later.
import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import {
  checkTools,
  ROOT,
  SetUpRefusal,
  say,
  storeEnvironment,
  storeNode,
} from '../electron/set-up.mjs';
import { endOnSignals, runBounded, stopSignal } from './runner/bounded-run.mjs';
import { runVitest } from './runner/vitest-suite.mjs';

const OUTPUT = join(ROOT, 'test-output');

/** Some times what a step takes on two quiet cores, in seconds; one that hangs still leaves the others their time. */
const INSTALL_LIMIT = 480;

/** Every stage in order; `quick` ones make up the inner loop. What a stage cannot do, it fails at. */
const STAGES = [
  { name: 'types', quick: true, work: () => tool('typescript/bin/tsc', ['-b'], 180) },
  { name: 'lint', quick: true, work: () => tool('@biomejs/biome/bin/biome', ['check', '.'], 60) },
  { name: 'unused', work: () => tool('knip/bin/knip.js', ['--no-progress'], 90) },
  { name: 'screen build', work: () => setUpStep('ensureScreen', 180) },
  { name: 'window host build', work: () => setUpStep('ensureWindowHost', 120) },
  { name: 'unit tests', quick: true, work: () => suite('unit', 360) },
  { name: 'long tests', work: () => suite('long', 600) },
  { name: 'system tests', work: () => suite('system', 780) },
  { name: 'browser tests', work: () => suite('browser', 780) },
];

async function runStages(stages) {
  let passed = 0;
  let failed = 0;
  for (const [index, stage] of stages.entries()) {
    if (stopSignal() !== null) {
      say(`\nstopped by ${stopSignal()}: ${stage.name} and what follows did not run`);
      return { passed, failed: failed + 1 };
    }
    say(`\n[${index + 1}/${stages.length}] ${stage.name} …`);
    const startedAt = Date.now();
    const counts = await stage.work();
    passed += counts.passed;
    failed += counts.failed;
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
    const verdict = counts.failed === 0 ? 'ok' : 'FAILED';
    say(`[${index + 1}/${stages.length}] ${stage.name}: ${verdict}, ${seconds} s`);
  }
  return { passed, failed };
}

/** A tool of the lock file, run by the store's own Node; it counts as one check. */
function tool(script, args, limitSeconds) {
  const command = [join(ROOT, 'node_modules', script), ...args];
  return check(storeNode(), command, { env: storeEnvironment(), limitSeconds });
}

/** A step of the set-up, run by the Node that runs this. */
function setUpStep(name, limitSeconds) {
  const command = [join(ROOT, 'test', 'runner', 'set-up-step.mjs'), name];
  return check(process.execPath, command, { limitSeconds });
}

async function check(command, args, bounds) {
  const { code, end } = await runBounded(command, args, { cwd: ROOT, ...bounds });
  if (end === 'limit') say(`not through after ${bounds.limitSeconds} s and killed`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** One project of vite.config. */
function suite(project, limitSeconds) {
  return runVitest({
    ...{ name: project, limitSeconds, root: ROOT, output: OUTPUT, say },
    ...{ node: storeNode(), env: storeEnvironment() },
    // On two cores one worker would be used; system tests keep both busy with programs of their own.
    args: ['--project', project, ...(project === 'system' ? [] : ['--maxWorkers', '2'])],
  });
}

const isQuick = process.argv.includes('--check');
let total = { passed: 0, failed: 1 };
endOnSignals();
try {
  checkTools();
  const installed = await setUpStep('ensureInstalled', INSTALL_LIMIT);
  if (installed.failed === 0) {
    mkdirSync(OUTPUT, { recursive: true });
    total = await runStages(isQuick ? STAGES.filter((stage) => stage.quick) : STAGES);
  }
} catch (error) {
  say(error instanceof SetUpRefusal ? error.message : String(error?.stack));
}
const stopped = stopSignal();
process.exitCode = stopped === null ? Number(total.failed > 0) : 128 + constants.signals[stopped];
say(`\n${total.passed} passed, ${total.failed} failed`);
