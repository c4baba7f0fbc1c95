import { stdout } from 'node:process';
import { type Command, InvalidArgumentError } from 'commander';
import type { JournalVerdict } from '../../shared/contract/journal.ts';
import { JOURNAL_FAULT_WORDS } from '../../shared/i18n/journal-words.ts';
import type { Anchor } from '../core/journal/chain-walk.ts';
import { checkArchive } from '../core/journal/check-archive.ts';
import { verifyStore } from '../core/journal/verify-store.ts';
import { withStoreReadOnly } from './with-store-read-only.ts';
import { type ExitCode, readFolder } from './with-till.ts';

type Options = {
  readonly data?: string;
  readonly archive?: string;
  readonly anchor: readonly Anchor[];
  readonly json?: boolean;
};

/** `pos verify`: checks the whole journal beside a running till, and names the first entry that is wrong. */
export function registerVerify(program: Command): void {
  program
    .command('verify')
    .description('核对账本 · check the journal, every close and every row against it')
    .option('--data <dir>', 'folder of the store', readFolder)
    .option('--archive <file>', 'an archive instead of a store')
    .option(
      '--anchor <register:seq:hash>',
      'what paper says of an entry: the code on a receipt, or the hash on a Z report',
      readAnchor,
      [],
    )
    .option('--json', 'print the verdict as JSON')
    .action((options: Options) => verify(options));
}

async function verify(options: Options): Promise<void> {
  if (options.archive !== undefined) {
    process.exitCode = answer(await checkArchive(options.archive), options);
    return;
  }
  await withStoreReadOnly(options.data, (till) =>
    answer(verifyStore(till.db, { anchors: options.anchor }), options),
  );
}

function answer(verdict: JournalVerdict, { json }: Options): ExitCode {
  stdout.write(json ? `${JSON.stringify(verdict)}\n` : asText(verdict));
  return verdict.ok ? 0 : 1;
}

function asText({ ok, entries, firstBad, zReports, chains }: JournalVerdict): string {
  const wrongZ = zReports.filter((z) => !z.ok).map((z) => z.number);
  const lines = chains.map(
    (chain) =>
      `收银台 ${chain.register}：第 ${chain.fromSeq}–${chain.toSeq} 条，签名到第 ${chain.signedThroughSeq} 条，` +
      `云端到第 ${chain.uploadedThroughSeq} 条，链尾 ${chain.headHash.slice(0, 8).toUpperCase()}`,
  );
  if (firstBad) {
    const { zh, en } = JOURNAL_FAULT_WORDS[firstBad.why];
    const what = firstBad.what === '' ? '' : `（${firstBad.what}）`;
    lines.push(
      `第一处不符：收银台 ${firstBad.register} 第 ${firstBad.seq} 条，${zh}${what}`,
      `first bad: register ${firstBad.register}, entry ${firstBad.seq}: ${en}`,
    );
  }
  lines.push(
    `日结单 ${zReports.length} 张${wrongZ.length > 0 ? `，不符：${wrongZ.join('、')}` : '，全部相符'}`,
    ok
      ? `核对 ${entries} 条账：全部相符。 · ${entries} entries verify.`
      : `核对 ${entries} 条账：账本对不上！ · the journal does not verify.`,
  );
  return `${lines.join('\n')}\n`;
}

function readAnchor(text: string, before: readonly Anchor[]): readonly Anchor[] {
  const [, register, seq, hash] = /^([0-9A-Z]+):(\d+):([0-9a-fA-F]{8,64})$/.exec(text) ?? [];
  if (!register || !seq || !hash) throw new InvalidArgumentError('REGISTER:SEQ:HASH');
  return [...before, { register, seq: Number(seq), hash }];
}
