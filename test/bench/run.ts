/**
 * `npm run bench [-- GROUP]`: measures every goal, or one group of them, and prints one JSON object a line. Each
 * file with benches runs in a process of its own. The exit code is 0 when everything could be measured; whether
 * a goal was met says its line.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { argv, execPath, stderr, stdout } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Benches } from './bench.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const [first, second] = argv.slice(2);
if (first === '--file' && second) await runFile(second, argv[4]);
else runAll(first);

/** Starts one process for each file that has benches. */
function runAll(group: string | undefined): void {
  const files = readdirSync(HERE).filter((name) => /^ *export const benches\b/m.test(textOf(name)));
  let printed = 0;
  for (const file of files) {
    const ran = spawnSync(execPath, [fileURLToPath(import.meta.url), '--file', file, group ?? ''], {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
    });
    stdout.write(ran.stdout);
    printed += ran.stdout.length;
    if (ran.status !== 0) {
      stderr.write(`${file}: could not be measured\n`);
      process.exitCode = 1;
    }
  }
  if (printed === 0 && group !== undefined) {
    stderr.write(`there is no group ${group}\n`);
    process.exitCode = 1;
  }
}

async function runFile(file: string, group: string | undefined): Promise<void> {
  const { benches } = (await import(new URL(file, import.meta.url).href)) as { benches: Benches };
  for (const [name, measure] of Object.entries(benches)) {
    if (group && group !== name) continue;
    stderr.write(`measuring ${name} …\n`);
    for (const record of await measure()) stdout.write(`${JSON.stringify(record)}\n`);
  }
}

function textOf(name: string): string {
  return name.endsWith('.ts') ? readFileSync(`${HERE}${name}`, 'utf8') : '';
}
