import { resolve } from 'node:path';
import { stderr, stdout } from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import { refusalSentence } from '../../shared/i18n/refusals.ts';
import { asId, type StaffId } from '../../shared/kernel/ids.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import {
  acknowledgeArchive,
  prepareArchive,
  purgeJournal,
  recordArchive,
} from '../core/journal/archive.ts';
import type { Actor, Till } from '../core/till.ts';
import { type ExitCode, readFolder, type WithTill } from './with-till.ts';

type Options = {
  readonly data?: string;
  readonly out?: string;
  readonly through?: string;
  readonly kept?: string;
  readonly purge?: boolean;
};

const SYSTEM: Actor = { staffId: asId<StaffId>('system'), name: 'system', role: 'owner' };

/** `pos archive --out FILE`, then `--kept FILE` once it is put away, then `--purge` of what may lawfully go. */
export function registerArchive(program: Command, withTill: WithTill): void {
  program
    .command('archive')
    .description('账本归档 · write, acknowledge or purge an archive of the journal')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--out <file>', 'write the archive here; its description and a checker go beside it')
    .option(
      '--through <month>',
      'last month in it, such as 2026-11; everything when left out',
      month,
    )
    .option('--kept <file>', 'the archive was put away: read it there and note that')
    .option(
      '--purge',
      'remove entries that are archived, put away, older than 24 months, in the cloud',
    )
    .action((options: Options, command: Command) => {
      const asked = [options.out, options.kept, options.purge].filter((one) => one !== undefined);
      if (asked.length !== 1) command.error('--out FILE | --kept FILE | --purge');
      return withTill(options.data, (till) => carryOut(till, options));
    });
}

async function carryOut(till: Till, options: Options): Promise<ExitCode> {
  if (options.out !== undefined) return write(till, resolve(options.out), options.through ?? null);
  if (options.kept !== undefined) {
    const kept = await acknowledgeArchive(till, SYSTEM, resolve(options.kept));
    if (!kept.ok) return failed(kept.refusal);
    return said(
      `归档已确认存放：${kept.value.entries} 条。 · kept, ${kept.value.entries} entries.`,
    );
  }
  const purged = purgeJournal(till, SYSTEM);
  if (!purged.ok) return failed(purged.refusal);
  const places = purged.value.purged.map(({ register, throughSeq }) => `${register}#${throughSeq}`);
  return said(`已清理到 ${places.join('，')}。 · purged through ${places.join(', ')}.`);
}

function write(till: Till, file: string, through: string | null): ExitCode {
  const order = { file, through, archiveId: till.random.uuid(), by: SYSTEM.staffId };
  const written = prepareArchive(till, order);
  if (!written.ok) return failed(written.refusal);
  const { entries, sha256 } = recordArchive(till, SYSTEM, order, written.value);
  return said(
    `已归档 ${entries} 条到 ${file}\nSHA-256 ${sha256}\n核对 · check: node check.mjs ${file}`,
  );
}

function said(text: string): ExitCode {
  stdout.write(`${text}\n`);
  return 0;
}

function failed(refusal: Refusal<ErrorCode>): ExitCode {
  stderr.write(`${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}\n`);
  return 1;
}

function month(text: string): string {
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError('YYYY-MM');
}
