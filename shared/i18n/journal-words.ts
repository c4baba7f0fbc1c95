import type { JournalFault } from '../contract/journal.ts';

/** What is wrong with an entry of the journal, in both languages. */
export const JOURNAL_FAULT_WORDS: Readonly<
  Record<JournalFault, { readonly zh: string; readonly en: string }>
> = {
  gap: { zh: '缺号，这一条不见了', en: 'the entry of this number is missing' },
  link: { zh: '接不上前一条', en: 'it does not follow from the entry before' },
  hash: { zh: '内容被改过', en: 'its content was changed' },
  signature_missing: { zh: '结账没有签名', en: 'the close is not signed' },
  signature_wrong: { zh: '结账的签名不对', en: 'the signature of the close is wrong' },
  key_unknown: { zh: '签名的钥匙没有登记', en: 'it is signed with a key nobody registered' },
  totals: {
    zh: '合计与所含的销售、退货对不上',
    en: 'its totals are not the sum of what it covers',
  },
  row_differs: { zh: '店里的记录与这一条不同', en: 'the row it records says something else' },
  row_missing: { zh: '这一条记下的内容不见了', en: 'the row it records is missing' },
  entry_missing: { zh: '有记录却没有这一条账', en: 'a row stands without its entry' },
  tail_cut: { zh: '后面的账被截断了', en: 'the journal was cut off before this entry' },
  anchor: { zh: '与云端保存的不同', en: 'the cloud holds another entry of this number' },
  purge: { zh: '清理没有依据', en: 'entries were removed without a lawful purge' },
  archive_header: { zh: '归档的开头不对', en: 'the head of the archive is wrong' },
  archive_trailer: {
    zh: '归档的结尾、校验或签名不对',
    en: 'the end, checksum or signature is wrong',
  },
  archive_unreadable: { zh: '归档读不下去', en: 'the archive cannot be read on' },
};
