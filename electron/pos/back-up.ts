import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import { refusalSentence } from '../../shared/i18n/refusals.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import { type ExitCode, readFolder, type WithTill } from './with-till.ts';

type Options = { readonly data?: string; readonly file?: string; readonly json?: boolean };

/** `pos back-up`: one backup to the place that is set, now. `pos rehearse`: tries one out without touching the store. */
export function registerBackUp(program: Command, withTill: WithTill): void {
  program
    .command('back-up')
    .description('立即备份 · back up to the place that is set')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--json', 'print the manifest as JSON')
    .action(({ data, json }: Options) =>
      withTill(data, async (_, core) => {
        const made = await core.backups.run('by_hand', 'system');
        if (!made.ok || made.value === null) return refused(made.ok ? null : made.refusal);
        const { file, bytes, saleCount } = made.value;
        const words = `已备份 · backed up: ${file}（${bytes} B，${saleCount} 笔销售 · sales）`;
        stdout.write(`${json ? JSON.stringify(made.value) : words}\n`);
        return 0;
      }),
    );
  program
    .command('rehearse')
    .description('演练恢复 · restore a backup aside and check it')
    .option('--file <name>', 'a backup in the place that is set; the newest one when left out')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--json', 'print the result as JSON')
    .action(({ data, file, json }: Options) =>
      withTill(data, async (_, core) => {
        const answer = await core.backups.rehearse(file ?? null, 'system');
        if (!answer.ok || answer.value === null) return refused(answer.ok ? null : answer.refusal);
        const result = answer.value;
        const verdict = result.ok
          ? '完好，可以恢复 · whole, can be restored'
          : `不能用 · not usable: ${result.faults.join('; ')}`;
        const counts = `${result.saleCount} 笔销售 · sales，${result.entryCount} 条账 · entries`;
        const words = `${result.file}：${verdict}（${counts}）`;
        stdout.write(`${json ? JSON.stringify(result) : words}\n`);
        return result.ok ? 0 : 1;
      }),
    );
}

function refused(refusal: Refusal<ErrorCode> | null): ExitCode {
  if (refusal) {
    stderr.write(`${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}\n`);
  }
  return 1;
}
