// One suite of Vitest with a limit of time: Vitest's own limits end neither an endless loop in a test nor a worker
// that does not exit. Plain JavaScript without dependencies, for Node 18 and later.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runBounded } from './bounded-run.mjs';

/**
 * Runs Vitest with `args` and counts its tests. A test that was skipped counts as failed, because it showed nothing. A
 * suite that is not through after `limitSeconds` is killed, and each file that was running counts as failed and is
 * named with its test.
 */
export async function runVitest(suite) {
  const { name, args, limitSeconds, graceSeconds, root, output, node, env, isQuiet, say } = suite;
  const report = join(output, `${name}.json`);
  const progress = join(output, `${name}.progress.jsonl`);
  rmSync(report, { force: true });
  rmSync(progress, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const reporters = ['default', 'json', join(root, 'test', 'runner', 'progress-reporter.ts')];
  const command = [
    ...[vitest, 'run', ...args, `--outputFile.json=${report}`],
    ...reporters.map((reporter) => `--reporter=${reporter}`),
  ];
  const { code, end } = await runBounded(node, command, {
    cwd: root,
    env: { ...env, TEST_PROGRESS: progress },
    ...{ limitSeconds, graceSeconds },
    ...(isQuiet ? { stdio: 'ignore' } : {}),
    isOver: () => readReport(report) !== null,
  });
  const counts = readReport(report);
  if (counts === null) {
    return unfinished({ name, code, end, limitSeconds, progress: readProgress(progress), say });
  }
  if (end !== 'exit') say(`${name}: every test had ended, Vitest had not: it was killed`);
  if (counts.skipped > 0)
    say(`${name}: ${counts.skipped} tests were skipped; they count as failed`);
  const failed = counts.failed + counts.skipped;
  const isUnclean = end === 'exit' && code !== 0 && failed === 0;
  return { passed: counts.passed, failed: isUnclean ? 1 : failed };
}

/** What is known of a suite without a report: Vitest could not run, died, or was killed. */
function unfinished({ name, code, end, limitSeconds, progress, say }) {
  if (end === 'exit') say(`${name}: the suite could not run (exit code ${code})`);
  else say(`${name}: not through after ${limitSeconds} s and killed`);
  const running = stillRunning(progress);
  for (const { file, seconds, test } of running) {
    say(`${name}: STILL RUNNING after ${seconds} s: ${file}${inTest(test)}`);
  }
  const waiting = notBegun(progress);
  if (waiting.length > 0) say(`${name}: not begun: ${waiting.join(', ')}`);
  const ended = progress.filter(({ what }) => what === 'test ended');
  const passed = ended.filter(({ state }) => state === 'passed').length;
  return { passed, failed: ended.length - passed + Math.max(1, running.length) };
}

/** A loop without end keeps a worker from saying what ended and began just before it: hence "or after". */
function inTest(test) {
  return test === null ? ', outside of a test' : `, in or after "${test}"`;
}

/** Test files that were begun and did not end, each with the first of its tests that is not known to have ended. */
function stillRunning(progress) {
  const ended = new Set(filesOf(progress, 'file ended'));
  return progress
    .filter(({ what, file }) => what === 'file begun' && !ended.has(file))
    .map(({ file, at }) => {
      const of = (what) => progress.filter((line) => line.what === what && line.file === file);
      const through = new Set(of('test ended').map(({ test }) => test));
      const found = of('tests found').flatMap(({ tests }) => tests);
      return {
        file,
        seconds: Math.round((Date.now() - at) / 1000),
        test: found.find((test) => !through.has(test)) ?? null,
      };
    });
}

function notBegun(progress) {
  const begun = new Set(filesOf(progress, 'file begun'));
  return filesOf(progress, 'file wanted').filter((file) => !begun.has(file));
}

function filesOf(progress, what) {
  return progress.filter((line) => line.what === what).map(({ file }) => file);
}

function readProgress(file) {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.filter((line) => line.endsWith('}')).map((line) => JSON.parse(line));
  } catch {
    return [];
  }
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
