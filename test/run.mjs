// What `npm test` runs: set-up, then every check and suite, each with a line of progress; the last line is
// `N passed, N failed`. `--check` is the inner loop: types, lint and unit tests. Plain JavaScript without
// dependencies, for Node 18 and later.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  checkTools,
  ensureInstalled,
  ensureScreen,
  ensureWindowHost,
  ROOT,
  SetUpRefusal,
  say,
  storeEnvironment,
  storeNode,
} from '../electron/set-up.mjs';

const OUTPUT = join(ROOT, 'test-output');

/** Every stage in order; `quick` ones make up the inner loop. What a stage cannot do, it fails at. */
const STAGES = [
  { name: 'types', quick: true, work: () => tool('typescript/bin/tsc', ['-b']) },
  { name: 'lint', quick: true, work: () => tool('@biomejs/biome/bin/biome', ['check', '.']) },
  { name: 'unused', quick: false, work: () => tool('knip/bin/knip.js', ['--no-progress']) },
  { name: 'screen build', quick: false, work: () => built(ensureScreen) },
  { name: 'window host build', quick: false, work: () => built(ensureWindowHost) },
  { name: 'unit tests', quick: true, work: () => suite('unit') },
  { name: 'long tests', quick: false, work: () => suite('long') },
  { name: 'system tests', quick: false, work: () => suite('system') },
  { name: 'browser tests', quick: false, work: () => suite('browser') },
];

async function runStages(stages) {
  let passed = 0;
  let failed = 0;
  for (const [index, stage] of stages.entries()) {
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
async function tool(script, args) {
  const code = await run([join(ROOT, 'node_modules', script), ...args]);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function built(ensure) {
  try {
    await ensure();
    return { passed: 1, failed: 0 };
  } catch (error) {
    say(String(error.message));
    return { passed: 0, failed: 1 };
  }
}

/** One project of vitest.config; a test that was skipped counts as failed, because it showed nothing. */
async function suite(project) {
  const report = join(OUTPUT, `${project}.json`);
  rmSync(report, { force: true });
  const code = await run([
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...['--project', project, '--reporter', 'default', '--reporter', 'json'],
    ...['--outputFile.json', report],
    // On two cores one worker would be used; system tests keep both busy with programs of their own.
    ...(project === 'system' ? [] : ['--maxWorkers', '2']),
  ]);
  const counts = readReport(report);
  if (counts === null) {
    say(`${project}: the suite could not run (exit code ${code})`);
    return { passed: 0, failed: 1 };
  }
  if (counts.skipped > 0)
    say(`${project}: ${counts.skipped} tests were skipped; they count as failed`);
  const failed = counts.failed + counts.skipped;
  return { passed: counts.passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function readReport(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    const broken = report.testResults.filter(
      (result) => result.status === 'failed' && result.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return null;
  }
}

function run(args) {
  return new Promise((done) => {
    const child = spawn(storeNode(), args, {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: storeEnvironment(),
    });
    const pass = (signal) => child.kill(signal);
    process.once('SIGTERM', pass);
    child.on('error', () => done(1));
    child.on('close', (code) => {
      process.off('SIGTERM', pass);
      done(code ?? 1);
    });
  });
}

const isQuick = process.argv.includes('--check');
let total = { passed: 0, failed: 1 };
try {
  checkTools();
  await ensureInstalled();
  mkdirSync(OUTPUT, { recursive: true });
  total = await runStages(isQuick ? STAGES.filter((stage) => stage.quick) : STAGES);
} catch (error) {
  say(error instanceof SetUpRefusal ? error.message : String(error?.stack));
}
process.exitCode = total.failed === 0 ? 0 : 1;
say(`\n${total.passed} passed, ${total.failed} failed`);
