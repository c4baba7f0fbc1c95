import { readFileSync, statSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import type { Answer } from '../../shared/contract/answer.ts';
import type { Restored } from '../../shared/contract/backup.ts';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import { refusalSentence } from '../../shared/i18n/refusals.ts';
import { type Refusal, refuse } from '../../shared/kernel/result.ts';
import { applyStagedRestore } from '../core/backup/apply-restore.ts';
import { backupsIn } from '../core/backup/backup-folder.ts';
import { listed } from '../core/backup/listed-backup.ts';
import { stageRestore } from '../core/backup/stage-restore.ts';
import { PROGRAM_VERSION } from '../core/program-version.ts';
import { readingTill } from '../core/reading-till.ts';
import { storeOf } from '../core/staff/store-table.ts';
import { systemClock, systemRandom } from '../core/system-ports.ts';
import { dataFolder } from '../data-folder.ts';
import { lockFolder } from '../data-folder-lock.ts';
import { refusalLine } from './refusal-line.ts';
import { readFolder } from './with-till.ts';

type Options = {
  readonly from: string;
  readonly data?: string;
  readonly phraseFile: string;
  readonly json?: boolean;
};

/**
 * `pos restore --from FILE|FOLDER`: puts a store where there is none or a damaged one. What was there before moves
 * aside and stays. The folder must not be in use; the phrase comes from a file or, with `-`, from standard input.
 */
export function registerRestore(program: Command): void {
  program
    .command('restore')
    .description('从备份恢复 · get a store back from a backup')
    .requiredOption('--from <path>', 'a backup, or a folder with backups: the newest whole one')
    .requiredOption(
      '--phrase-file <file>',
      'file with the recovery phrase, or - for standard input',
    )
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--json', 'print the result as JSON')
    .action(restore);
}

async function restore(options: Options): Promise<void> {
  const folder = dataFolder(options.data);
  process.umask(0o077);
  const lock = lockFolder(folder);
  if (!lock.ok) return say(refusalLine(lock.refusal, folder));
  try {
    const restored = await restoreInto(folder, options);
    if (!restored.ok) return say(sentences(restored.refusal));
    applyStagedRestore(folder);
    const { registerId, saleCount, keptIn } = restored.value;
    const words =
      `已恢复 · restored: ${saleCount} 笔销售 · sales，收银台 · register ${registerId}\n` +
      `原来的数据在 · the data of before is in: ${keptIn}`;
    stdout.write(`${options.json ? JSON.stringify(restored.value) : words}\n`);
  } finally {
    lock.value.release();
  }
}

async function restoreInto(folder: string, options: Options): Promise<Answer<Restored>> {
  const phrase = phraseFrom(options.phraseFile);
  if (phrase === null) return refuse('backup_phrase_wrong');
  const from = await chosen(resolve(options.from));
  if (!from) return refuse('backup_not_found', { folder: options.from });
  const host = { clock: systemClock, random: systemRandom, version: PROGRAM_VERSION };
  const request = { ...from, phrase, storeId: storeIn(folder) };
  return stageRestore({ storeFolder: folder, ...host }, request);
}

/** The store that may be replaced; null where there is none, a demo, or one that can no longer be read. */
function storeIn(folder: string): string | null {
  const till = readingTill(folder);
  if (!till.ok) return null;
  try {
    const store = storeOf(till.value.db);
    return store && !store.isDemo && store.name !== '' ? store.storeId : null;
  } catch {
    return null;
  } finally {
    till.value.db.close();
  }
}

async function chosen(from: string): Promise<{ folder: string; file: string } | null> {
  const found = statSync(from, { throwIfNoEntry: false });
  if (!found) return null;
  if (!found.isDirectory()) return { folder: dirname(from), file: basename(from) };
  const newest = listed(null, await backupsIn(from)).find((one) => one.verdict === 'whole');
  return newest ? { folder: from, file: newest.file } : null;
}

function phraseFrom(file: string): string | null {
  try {
    const text = readFileSync(file === '-' ? 0 : file, 'utf8');
    return text.split(/\r?\n/)[0] ?? null;
  } catch {
    return null;
  }
}

function sentences(refusal: Refusal<ErrorCode>): string {
  return `${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}\n`;
}

function say(text: string): void {
  stderr.write(text);
  process.exitCode = 1;
}
