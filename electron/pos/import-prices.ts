import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { stderr, stdout } from 'node:process';
import type { Command } from 'commander';
import type { ImportPreview } from '../../shared/contract/catalog.ts';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import { refusalSentence } from '../../shared/i18n/refusals.ts';
import { asId, type StaffId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import { commitImport } from '../core/catalog/commit-import.ts';
import { IMPORT_LIMITS } from '../core/catalog/import-limits.ts';
import { previewImport } from '../core/catalog/preview-import.ts';
import type { Till } from '../core/till.ts';
import { type ExitCode, readFolder, type WithTill } from './with-till.ts';

type Options = {
  readonly data?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly supplier?: string;
};

/** Who the command line acts as. */
const SYSTEM = { staffId: asId<StaffId>('system') };

/** Adds `import-prices FILE` to the `pos` program. */
export function registerImportPrices(program: Command, withTill: WithTill): void {
  program
    .command('import-prices')
    .argument('<file>', 'price list, .xlsx or .csv')
    .description('导入价目表 · import a price list into the store')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--dry-run', 'show what would change, change nothing')
    .option('--json', 'print the result as JSON')
    .option('--supplier <name>', 'whose list it is; corrected columns are remembered for it')
    .action(async (file: string, options: Options) => {
      const bytes = await bytesOf(file);
      if (typeof bytes === 'string') {
        stderr.write(`${bytes}\n`);
        process.exitCode = 1;
        return;
      }
      await withTill(options.data, (till) => importFile(till, file, bytes, options));
    });
}

/** The file's content, or one sentence that says why there is none. */
async function bytesOf(file: string): Promise<Uint8Array | string> {
  try {
    const about = await stat(file);
    if (about.isDirectory()) return `${file} 是文件夹，请指定价目表文件，什么都没有导入。`;
    if (!about.isFile()) return `${file} 不是普通文件，什么都没有导入。`;
    if (about.size > IMPORT_LIMITS.fileBytes) return sentence({ code: 'price_list_too_large' });
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOENT') return `找不到文件 ${file}，什么都没有导入。`;
    return `文件 ${file} 读不出来（${String(code)}），什么都没有导入。`;
  }
}

async function importFile(
  till: Till,
  file: string,
  bytes: Uint8Array,
  options: Options,
): Promise<ExitCode> {
  const { supplier } = options;
  const preview = await previewImport(till, { fileName: basename(file), bytes, supplier });
  if (!preview.ok) return failed(preview.refusal);
  let heldBack = 0;
  if (!options.dryRun) {
    const done = await commitImport(till, SYSTEM, { previewId: preview.value.previewId });
    if (!done.ok) return failed(done.refusal);
    heldBack = done.value.heldBack;
  }
  stdout.write(options.json ? asJson(preview.value) : asText(preview.value, options, heldBack));
  return 0;
}

function failed(refusal: Refusal<ErrorCode>): ExitCode {
  stderr.write(`${sentence(refusal)}\n`);
  return 1;
}

function sentence(refusal: Refusal<ErrorCode>): string {
  const why = refusal.params?.why;
  return refusalSentence(refusal, 'zh-CN') + (why === undefined ? '' : `（${why}）`);
}

function asJson({ rows, priced, counts, refused, questions, columns }: ImportPreview): string {
  return `${JSON.stringify({
    rows,
    priced,
    new: counts.new,
    changed: counts.changed,
    unchanged: counts.unchanged,
    refused: refused.map(({ row, why }) => ({ row, reason: why })),
    questions: questions.map(({ row, why }) => ({ row, why })),
    columns: Object.fromEntries(columns.map(({ header, meaning }) => [header, meaning])),
  })}\n`;
}

function asText(preview: ImportPreview, options: Options, heldBack: number): string {
  const { rows, priced, counts, refused, questions, columns } = preview;
  const lines = [
    `${preview.fileName}：${rows} 行，有零售价 ${priced} 行`,
    `新增 ${counts.new}，改价 ${counts.changed}，不变 ${counts.unchanged}，拒收 ${counts.refused}，待确认 ${questions.length}`,
    `列：${columns.map(({ header, meaning }) => `${header}=${meaning}`).join('，')}`,
    ...refused.slice(0, 20).map(({ row, why }) => `  第 ${row} 行拒收：${why}`),
    ...questions.slice(0, 20).map(({ row, why }) => `  第 ${row} 行待确认：${why}`),
    options.dryRun
      ? '只是预览，什么都没有改动。'
      : `已导入${heldBack > 0 ? `；${heldBack} 行价格存疑，没有导入` : ''}。`,
  ];
  return `${lines.join('\n')}\n`;
}
