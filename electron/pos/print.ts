import { writeFileSync } from 'node:fs';
import { stderr, stdout } from 'node:process';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { PaperColumns } from '../../shared/documents/lay-out.ts';
import { PREVIEW_FORMATS, type PreviewFormat, previewJob } from '../core/printing/preview.ts';
import { latestReceiptJob, originalJob, type PrintJob } from '../core/printing/print-job-table.ts';
import { saleIdOfReceipt } from '../core/printing/receipt-sale-table.ts';
import { personOnPaper } from '../core/staff/person-on-paper.ts';
import type { Till } from '../core/till.ts';
import { withStoreReadOnly } from './with-store-read-only.ts';
import { type ExitCode, readFolder } from './with-till.ts';

type PrintOptions = {
  readonly sale: string;
  readonly format: PreviewFormat;
  readonly columns: PaperColumns;
  readonly out?: string;
  readonly data?: string;
};

/** `pos print --sale latest|NUMBER|ID`: a stored receipt as text, printer bytes, PNG or PDF. */
export function registerPrint(program: Command): void {
  program
    .command('print')
    .description('打印一张小票 · a stored receipt as text, ESC/POS bytes, PNG or PDF')
    .option('--sale <sale>', 'latest, a receipt number, or a sale id', 'latest')
    .addOption(new Option('--format <format>', 'form').choices(PREVIEW_FORMATS).default('text'))
    .option('--columns <columns>', 'paper: 32, 42 or 48 columns', readColumns, 48)
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--data <dir>', 'folder of the store', readFolder)
    .action((options: PrintOptions) =>
      withStoreReadOnly(options.data, (till) => printReceipt(till, options)),
    );
}

async function printReceipt(till: Till, options: PrintOptions): Promise<ExitCode> {
  const job = findJob(till, options.sale);
  if (!job) return refuse(`没有这张小票: ${options.sale} · no such receipt`);
  const { format, columns } = options;
  const bytes = await previewJob(job, { format, columns, person: personOnPaper(till) });
  if (options.out !== undefined) return writeOut(options.out, bytes);
  if (format !== 'text' && stdout.isTTY) {
    return refuse('请用 --out FILE 指定文件 · binary output needs --out FILE or a pipe');
  }
  await new Promise<void>((resolve) => stdout.write(bytes, () => resolve()));
  return 0;
}

function writeOut(file: string, bytes: Uint8Array): ExitCode {
  try {
    writeFileSync(file, bytes);
    return 0;
  } catch {
    return refuse(`写不进文件: ${file} · cannot write the file`);
  }
}

function findJob(till: Till, sale: string): PrintJob | null {
  if (sale === 'latest') return latestReceiptJob(till.db);
  const saleId = saleIdOfReceipt(till.db, sale) ?? sale;
  return originalJob(till.db, 'receipt', saleId);
}

function refuse(sentence: string): ExitCode {
  stderr.write(`${sentence}\n`);
  return 1;
}

function readColumns(text: string): PaperColumns {
  if (text === '32') return 32;
  if (text === '42') return 42;
  if (text === '48') return 48;
  throw new InvalidArgumentError('32, 42 or 48');
}
