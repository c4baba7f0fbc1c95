import type { PaperCodeState } from '../contract/journal.ts';
import type { Words } from './words.ts';

/** The journal's papers and archives on the health page, in Chinese. */
export const booksZh = {
  paperTitle: '拿一张纸来对',
  paperHint:
    '小票、退货单、日结单的底部印着收银台、账本号和验签码（链尾）。对得上，这张纸和账本就没有人改过。',
  paperRegister: '收银台',
  paperSeq: '账本号（交易序号）',
  paperCode: '验签码（或链尾）',
  paperCompare: '对一对',
  paper: {
    same: '一致：第 {{seq}} 条，{{at}} 记的，和纸上一样。',
    differs:
      '不一致：第 {{seq}} 条的验签码不是这个。先看有没有输错；没输错就留好这张纸，联系老板。',
    altered: '第 {{seq}} 条的内容被改过。不要动这台电脑，留好这张纸和备份，联系老板和服务商。',
    purged: '第 {{seq}} 条已经归档清理，请拿归档来核对。',
    unknown:
      '{{register}} 号收银台没有第 {{seq}} 条。先看有没有输错；没输错就留好这张纸，联系老板。',
  } satisfies Readonly<Record<PaperCodeState, string>>,
  archiveTitle: '账本归档',
  archiveHint:
    '把账本写成一个文件，存到别处（U 盘、会计那里），没有本程序也能核对。会计凭证要保存 30 年。',
  through: '归档到',
  throughLastMonth: '上个月底',
  throughLastYear: '去年年底',
  throughAll: '现在',
  throughMonth: '指定月份',
  month: '哪个月',
  folder: '写到哪个文件夹',
  folderHint: '例如 E:\\账本归档',
  write: '写归档',
  writing: '正在核对并写归档 {{percent}}%，照常收银不受影响',
  stop: '停下',
  written: '归档写好了，{{count}} 条，在 {{file}}。下一步：存到别处，再在下面确认。',
  keptTitle: '确认存好',
  keptHint:
    '把文件拷到要长期存放的地方，再在这里填它现在的位置。会到那里重读一遍，一字不差才算存好。',
  keptFile: '归档现在放在哪里',
  keptFileHint: '例如 E:\\账本归档\\journal-01-2025-12.jsonl.gz',
  keep: '重读并确认',
  keptDone: '已确认存好，{{count}} 条。',
  list: '写过的归档',
  empty: '还没有写过归档。',
  range: '收银台 {{register}}：第 {{from}}–{{to}} 条',
  states: { written: '还没确认存好', kept: '已存好', purged: '已清理' },
  purge: '清理旧账…',
  purgeTitle: '清理店里的旧账？',
  purgeHint:
    '只清满 24 个月、已确认存好、云端也有的那一段；累计数、日结单和每笔销售都留着。清理会记一条签了名的账，不能撤回。',
  purgeConfirm: '清理',
  purged: '已清理到第 {{seq}} 条。',
} as const;

/** The same in English. */
export const booksEn: Words<typeof booksZh> = {
  paperTitle: 'Compare a paper with the journal',
  paperHint:
    'A register, an entry number and a verify code stand at the foot of receipts, return slips and Z reports. Where they agree with the journal, nobody altered the paper or the journal.',
  paperRegister: 'Register',
  paperSeq: 'Entry number',
  paperCode: 'Verify code or chain head',
  paperCompare: 'Compare',
  paper: {
    same: 'They agree: entry {{seq}} of {{at}} is the one on the paper.',
    differs:
      'They differ: entry {{seq}} has another verify code. See whether it was typed right; if so, keep the paper and tell the owner.',
    altered:
      'Entry {{seq}} was altered. Leave this computer as it is, keep the paper and the backups, tell the owner and your support.',
    purged: 'Entry {{seq}} was archived and purged: check the archive instead.',
    unknown:
      'Register {{register}} has no entry {{seq}}. See whether it was typed right; if so, keep the paper and tell the owner.',
  },
  archiveTitle: 'Journal archive',
  archiveHint:
    'Writes the journal into one file to keep elsewhere (a USB stick, your accountant). It can be checked without this program. Accounting records are kept for 30 years.',
  through: 'Archive through',
  throughLastMonth: 'Last month',
  throughLastYear: 'Last year',
  throughAll: 'Now',
  throughMonth: 'Another month',
  month: 'Month',
  folder: 'Folder to write to',
  folderHint: 'For example E:\\archives',
  write: 'Write archive',
  writing: 'Checking and writing, {{percent}}%. Selling goes on meanwhile',
  stop: 'Stop',
  written: 'Written: {{count}} entries, in {{file}}. Next: put it away and confirm that below.',
  keptTitle: 'Confirm that it is put away',
  keptHint:
    'Copy the file to where it will be kept, and say where it lies now. It is read there once more and counts as put away only if nothing differs.',
  keptFile: 'Where the archive lies now',
  keptFileHint: 'For example E:\\archives\\journal-01-2025-12.jsonl.gz',
  keep: 'Read again and confirm',
  keptDone: 'Confirmed as put away: {{count}} entries.',
  list: 'Archives written',
  empty: 'No archive was written yet.',
  range: 'Register {{register}}: entries {{from}}–{{to}}',
  states: { written: 'Not confirmed yet', kept: 'Put away', purged: 'Purged' },
  purge: 'Purge old entries…',
  purgeTitle: 'Purge old entries of the journal?',
  purgeHint:
    'Only what is older than 24 months, confirmed as put away and in the cloud goes. Totals, Z reports and every sale stay. A signed entry records it, and it cannot be undone.',
  purgeConfirm: 'Purge',
  purged: 'Purged up to entry {{seq}}.',
};
