import { appendFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSpecification } from 'vitest/node';

/** A test file that runs longer than this is named while it runs. */
const LONG_MS = 60_000;
/** A test file that took longer than this is named with its time. */
const SLOW_MS = 10_000;

type Running = { readonly startedAt: number; test: string | null };

/**
 * Says what runs long and what was slow, and keeps in the file that `TEST_PROGRESS` names, a line each, what has begun
 * and what has ended: that must be known when the run is killed. Vitest makes it with `new`.
 */
function progressReporter(): Reporter {
  const file = process.env.TEST_PROGRESS ?? null;
  const running = new Map<string, Running>();
  const firstParent = process.ppid;
  let root = process.cwd();
  let ticking: NodeJS.Timeout | null = null;
  const keep = (line: object) => {
    if (file !== null) appendFileSync(file, `${JSON.stringify({ at: Date.now(), ...line })}\n`);
  };
  const nameOf = (module: TestModule) => relative(root, module.moduleId);
  const begin = (module: TestModule) => {
    if (running.has(nameOf(module))) return;
    running.set(nameOf(module), { startedAt: Date.now(), test: null });
    keep({ what: 'file begun', file: nameOf(module) });
  };
  const tick = () => {
    // Whoever asked for this run was killed: nobody waits for it, and nobody would end it.
    if (file !== null && process.ppid !== firstParent) process.exit(1);
    for (const [name, { startedAt, test }] of running) {
      const ms = Date.now() - startedAt;
      if (ms > LONG_MS) say(`  … ${name} ${seconds(ms)} s${test === null ? '' : `: ${test}`}`);
    }
  };
  return {
    onInit: (vitest) => {
      root = vitest.config.root;
      if (file !== null) writeFileSync(file, '');
    },
    onTestRunStart: (specifications: readonly TestSpecification[]) => {
      for (const { moduleId } of specifications) {
        keep({ what: 'file wanted', file: relative(root, moduleId) });
      }
      ticking = setInterval(tick, LONG_MS);
      ticking.unref();
    },
    onTestModuleQueued: begin,
    onTestModuleCollected: (module) => {
      const tests = [...module.children.allTests()].map((test) => test.fullName);
      keep({ what: 'tests found', file: nameOf(module), tests });
    },
    onTestModuleStart: begin,
    onTestCaseReady: (test: TestCase) => {
      const at = running.get(nameOf(test.module));
      if (at) at.test = test.fullName;
    },
    onTestCaseResult: (test: TestCase) => {
      const { state } = test.result();
      keep({ what: 'test ended', file: nameOf(test.module), test: test.fullName, state });
    },
    onTestModuleEnd: (module) => {
      const name = nameOf(module);
      const ms = Date.now() - (running.get(name)?.startedAt ?? Date.now());
      running.delete(name);
      keep({ what: 'file ended', file: name, ok: module.ok() });
      if (ms > SLOW_MS) say(`  ${name} took ${seconds(ms)} s`);
    },
    onTestRunEnd: () => {
      if (ticking) clearInterval(ticking);
    },
  };
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

// biome-ignore lint/style/noDefaultExport: Vitest takes a reporter by this name alone.
export { progressReporter as default };
