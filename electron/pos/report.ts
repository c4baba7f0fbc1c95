import { writeFileSync } from 'node:fs';
import { stderr, stdout } from 'node:process';
import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  COMPARISONS,
  type Comparison,
  EXPORT_FORMATS,
  REPORT_NAMES,
  type ReportName,
} from '../../shared/contract/reports.ts';
import { type Language, refusalSentence } from '../../shared/i18n/refusals.ts';
import { businessDate } from '../../shared/kernel/business-date.ts';
import { reportFile } from '../core/api/report-file.ts';
import { wholeReport } from '../core/reports/report-page.ts';
import { dayCutoff } from '../core/settings/setting-table.ts';
import type { Till } from '../core/till.ts';
import { withStoreReadOnly } from './with-store-read-only.ts';
import { type ExitCode, readFolder } from './with-till.ts';

type ReportOptions = {
  readonly from?: string;
  readonly to?: string;
  readonly compare: Comparison;
  readonly csv?: true;
  readonly xlsx?: true;
  readonly pdf?: true;
  readonly language: Language;
  readonly out?: string;
  readonly data?: string;
};

/** `pos report NAME --from DATE --to DATE [--csv | --xlsx | --pdf] --out FILE`: a report beside a running till. */
export function registerReport(program: Command): void {
  program
    .command('report')
    .description('导出一张报表 · a report as JSON, CSV, Excel or A4 PDF')
    .argument('<name>', REPORT_NAMES.join(', '), readName)
    .option('--from <date>', 'first business date, YYYY-MM-DD (default: --to)', readDate)
    .option('--to <date>', 'last business date (default: today)', readDate)
    .addOption(new Option('--compare <period>', 'set beside').choices(COMPARISONS).default('none'))
    .addOption(new Option('--csv', 'UTF-8 CSV').conflicts(['xlsx', 'pdf']))
    .addOption(new Option('--xlsx', 'Excel workbook').conflicts(['csv', 'pdf']))
    .addOption(new Option('--pdf', 'A4 PDF').conflicts(['csv', 'xlsx']))
    .addOption(
      new Option('--language <language>', 'of titles').choices(['zh-CN', 'en']).default('zh-CN'),
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--data <dir>', 'folder of the store', readFolder)
    .action((name: ReportName, options: ReportOptions) =>
      withStoreReadOnly(options.data, (till) => printReport(till, name, options)),
    );
}

async function printReport(
  till: Till,
  name: ReportName,
  options: ReportOptions,
): Promise<ExitCode> {
  const to = options.to ?? businessDate(till.clock.now(), dayCutoff(till.db));
  const { compare, language } = options;
  const input = { name, from: options.from ?? to, to, compare };
  // Whoever can read the data folder can read the costs in it.
  const page = wholeReport(till, { seesMargin: true }, input);
  if (!page.ok) return refuse(sentences(page.refusal));
  const format = EXPORT_FORMATS.find((one) => options[one]) ?? null;
  const file = format && (await reportFile(till, page.value, { format, language, person: 'pos' }));
  if (file && !file.ok) return refuse(sentences(file.refusal));
  const bytes = file ? file.value.bytes : `${JSON.stringify(page.value, null, 2)}\n`;
  if (options.out !== undefined) return writeOut(options.out, bytes);
  const isBinary = format === 'xlsx' || format === 'pdf';
  if (isBinary && stdout.isTTY) {
    return refuse('请用 --out FILE 指定文件 · binary output needs --out FILE or a pipe');
  }
  await new Promise<void>((resolve) => stdout.write(bytes, () => resolve()));
  return 0;
}

function sentences(refusal: Parameters<typeof refusalSentence>[0]): string {
  return `${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}`;
}

function writeOut(file: string, bytes: Uint8Array | string): ExitCode {
  try {
    writeFileSync(file, bytes);
    return 0;
  } catch {
    return refuse(`写不进文件: ${file} · cannot write the file`);
  }
}

function refuse(sentence: string): ExitCode {
  stderr.write(`${sentence}\n`);
  return 1;
}

function readName(text: string): ReportName {
  const name = REPORT_NAMES.find((one) => one === text);
  if (!name) throw new InvalidArgumentError(REPORT_NAMES.join(', '));
  return name;
}

function readDate(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) throw new InvalidArgumentError('YYYY-MM-DD');
  return text;
}
