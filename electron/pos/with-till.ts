import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { stderr } from 'node:process';
import { InvalidArgumentError } from 'commander';
import type { Core } from '../core/core.ts';
import { STORE_FILE } from '../core/db/open.ts';
import type { Till } from '../core/till.ts';
import { dataFolder } from '../data-folder.ts';
import { openStoreFolder } from '../open-store.ts';
import { refusalLine } from './refusal-line.ts';

/** The folder a person named, for `--data`; an empty text is most likely a variable that was not set. */
export function readFolder(text: string): string {
  if (text === '') throw new InvalidArgumentError('--data DIR');
  return text;
}

/** What a command answers: 0 done, 1 refused (it has written its one sentence to stderr itself). */
export type ExitCode = 0 | 1;

/**
 * Runs a command on the store in `folder` (by default the one `npm start` opens) and sets the exit code. The command
 * holds the folder alone: while a till has it open, the command is refused with `data_in_use`.
 */
export type WithTill = (
  folder: string | undefined,
  work: (till: Till, core: Core) => ExitCode | Promise<ExitCode>,
) => Promise<void>;

export const withTill: WithTill = async (folder, work) => {
  const at = dataFolder(folder);
  const store = await openStoreFolder(at, 'pos');
  if (!store.ok) {
    stderr.write(refusalLine(store.refusal, at));
    process.exitCode = 1;
    return;
  }
  store.value.sign({ pid: process.pid, host: 'pos', url: null });
  try {
    process.exitCode = await work(store.value.core.till, store.value.core);
  } finally {
    await store.value.close();
  }
};

/** Whether a store was set up in `folder` before. */
export function hasStore(folder: string | undefined): boolean {
  return existsSync(join(dataFolder(folder), STORE_FILE));
}
