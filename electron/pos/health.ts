import { dirname } from 'node:path';
import { stdout } from 'node:process';
import type { Command } from 'commander';
import type { DatabaseCheck, HealthReport } from '../../shared/contract/health.ts';
import type { SystemStatus } from '../../shared/contract/system.ts';
import { healthSentences } from '../../shared/i18n/health-sentences.ts';
import { shanghaiTime } from '../../shared/kernel/business-date.ts';
import { backupStatus } from '../core/backup/backup-status.ts';
import { freeSpace } from '../core/free-space.ts';
import { checkDatabase } from '../core/health/check-database.ts';
import { healthFacts } from '../core/health/health-facts.ts';
import { healthLines, worstTone } from '../core/health/health-lines.ts';
import { verifyStore } from '../core/journal/verify-store.ts';
import { stuckCount } from '../core/printing/print-job-table.ts';
import { readSettings } from '../core/settings/settings.ts';
import { storeOf } from '../core/staff/store-table.ts';
import { createJournalUpload } from '../core/sync/journal-upload.ts';
import { outboxCounts } from '../core/sync/outbox-table.ts';
import type { Till } from '../core/till.ts';
import { withStoreReadOnly } from './with-store-read-only.ts';
import { type ExitCode, readFolder } from './with-till.ts';

type Options = { readonly data?: string; readonly json?: boolean };

/** `pos health`: the health page beside a running till, its database and journal checked on the spot; 1 when red. */
export function registerHealth(program: Command): void {
  program
    .command('health')
    .description('体检 · how the machine and the data of a store are')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--json', 'print the report as JSON')
    .action((options: Options) => withStoreReadOnly(options.data, (till) => answer(till, options)));
}

async function answer(till: Till, { json }: Options): Promise<ExitCode> {
  const report = await reportOf(till);
  stdout.write(json ? `${JSON.stringify(report)}\n` : asText(report));
  return report.tone === 'red' ? 1 : 0;
}

async function reportOf(till: Till): Promise<HealthReport> {
  const folder = dirname(till.db.name);
  const facts = await healthFacts(till, {
    database: checked(till, folder),
    journal: { checkedAt: till.clock.now(), verdict: verifyStore(till.db), running: null },
    backup: await backupStatus(till, null),
    printer: { state: 'ready', describe: '', fault: null, stuckCount: stuckCount(till.db) },
    isVirtualPrinter: readSettings(till.db).printer.transport.kind === 'virtual',
    scanner: 'none', // who reads beside the till has no device in hand
    sync: syncOf(till),
    freeBytes: await freeSpace(folder),
  });
  const lines = healthLines(facts);
  return { at: facts.now, tone: worstTone(lines), lines, progress: null };
}

function checked(till: Till, folder: string): DatabaseCheck {
  const at = till.clock.now();
  const faults = checkDatabase(till.db.name);
  return faults.length === 0
    ? { state: 'good', at, durationMs: till.clock.now() - at }
    : { state: 'corrupt', faults, folder, newestBackup: null, cloud: null };
}

/** What the store's rows say of the way to the cloud; the way itself is the running till's. */
function syncOf(till: Till): SystemStatus['sync'] {
  const store = storeOf(till.db);
  const origin = store ?? { storeId: '', nodeId: '', epoch: 1 };
  return {
    ...outboxCounts(till.db),
    state: readSettings(till.db).cloud.url === null ? 'off' : 'idle',
    unconfirmed: 0,
    lastError: null,
    journal: { ...createJournalUpload(till, origin).standing(), lastError: null },
  };
}

const MARKS = { green: '正常', amber: '留意', red: '要处理' } as const;

function asText({ lines }: HealthReport): string {
  const text = lines.flatMap((line) => {
    const zh = healthSentences(line, 'zh-CN', shanghaiTime);
    const todo = zh.todo === null ? [] : [`        ${zh.todo}`];
    return [`[${MARKS[line.tone]}] ${zh.topic}：${zh.says}`, ...todo];
  });
  return `${text.join('\n')}\n`;
}
