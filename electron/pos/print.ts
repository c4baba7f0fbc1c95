import { writeFileSync } from 'node:fs';
import { stderr, stdout } from 'node:process';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { LABEL_FORMATS, type LabelFormat } from '../../shared/contract/labels.ts';
import type { PaperColumns } from '../../shared/documents/lay-out.ts';
import { PREVIEW_FORMATS, type PreviewFormat, previewDocument } from '../core/printing/preview.ts';
import { latestOriginal, originalJob, type PrintJob } from '../core/printing/print-job-table.ts';
import { saleIdOfReceipt } from '../core/printing/receipt-sale-table.ts';
import { type NamedPaper, reportPaper } from '../core/shift/report-paper.ts';
import { personOnPaper } from '../core/staff/person-on-paper.ts';
import type { Till } from '../core/till.ts';
import { printLabels } from './print-labels.ts';
import { withStoreReadOnly } from './with-store-read-only.ts';
import { type ExitCode, readFolder } from './with-till.ts';

type PrintOptions = {
  readonly sale?: string;
  readonly z?: string;
  readonly period?: string;
  readonly labels?: string;
  readonly label: LabelFormat;
  readonly format: PreviewFormat;
  readonly columns: PaperColumns;
  readonly out?: string;
  readonly data?: string;
};

/**
 * `pos print [--sale|--z latest|NUMBER] [--period MONTH|YEAR]`: a stored paper as text, printer bytes, PNG, PDF or A4.
 * `pos print --labels GOODS [--label poster|tag|shelf]`: a sheet of labels as an A4 PDF, or its first page as PNG.
 */
export function registerPrint(program: Command): void {
  program
    .command('print')
    .description('打印小票、日结单或月结单 · a stored receipt, Z report or period close')
    .addOption(new Option('--sale <sale>', 'latest, a receipt number, or a sale id').conflicts('z'))
    .addOption(new Option('--z <z>', 'Z report: latest, or its number').conflicts('period'))
    .addOption(new Option('--period <period>', 'period close: 2026-06 or 2026').conflicts('sale'))
    .addOption(
      new Option(
        '--labels <goods>',
        'labels: skus with commas, promotion:ID, brand:NAME, category:NAME or import:ID',
      ).conflicts(['sale', 'z', 'period']),
    )
    .addOption(
      new Option('--label <label>', 'what labels look like').choices(LABEL_FORMATS).default('tag'),
    )
    .addOption(
      new Option('--format <format>', 'form; a4 is a PDF of A4 pages')
        .choices(PREVIEW_FORMATS)
        .default('text'),
    )
    .option('--columns <columns>', 'paper: 32, 42 or 48 columns', readColumns, 48)
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--data <dir>', 'folder of the store', readFolder)
    .action((options: PrintOptions) =>
      withStoreReadOnly(options.data, (till) => printPaper(till, options)),
    );
}

async function printPaper(till: Till, options: PrintOptions): Promise<ExitCode> {
  if (options.labels !== undefined) {
    const sheet = await printLabels(till, { ...options, labels: options.labels });
    return typeof sheet === 'string' ? refuse(sheet) : hand(sheet, options, true);
  }
  const paper = findPaper(till, options);
  if (typeof paper === 'string') return refuse(paper);
  const { format, columns } = options;
  const person = personOnPaper(till);
  const bytes = await previewDocument(paper.document, paper.name, { format, columns, person });
  return hand(bytes, options, format !== 'text');
}

/** Into the file that was named, else to standard output; a screen full of bytes helps nobody. */
async function hand(
  bytes: Uint8Array,
  options: PrintOptions,
  isBinary: boolean,
): Promise<ExitCode> {
  if (isBinary && options.out === undefined && stdout.isTTY) {
    return refuse('请用 --out FILE 指定文件 · binary output needs --out FILE or a pipe');
  }
  if (options.out !== undefined) return writeOut(options.out, bytes);
  await new Promise<void>((resolve) => stdout.write(bytes, () => resolve()));
  return 0;
}

/** The paper that was asked for, or a sentence that there is none. */
function findPaper(till: Till, { z, period, sale = 'latest' }: PrintOptions): NamedPaper | string {
  if (z !== undefined) {
    const number = z === 'latest' ? null : Number(z);
    const isNumber = number === null || (Number.isSafeInteger(number) && number > 0);
    const found = isNumber ? reportPaper(till, { kind: 'z_report', number }) : null;
    return found ?? `没有这张日结单: ${z} · no such Z report`;
  }
  if (period !== undefined) {
    const found = reportPaper(till, { kind: 'period_report', period });
    return found ?? `没有这张月结单或年结单: ${period} · no such period close`;
  }
  const job = findJob(till, sale);
  if (!job) return `没有这张小票: ${sale} · no such receipt`;
  return { document: job.document, name: `${job.kind} ${job.ref}` };
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
  if (sale === 'latest') return latestOriginal(till.db, 'receipt');
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
