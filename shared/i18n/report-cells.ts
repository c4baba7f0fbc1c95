import type { Cell, ReportColumn } from '../contract/reports.ts';
import { fen, formatYuan } from '../kernel/money.ts';
import { en } from './en.ts';
import type { Language } from './refusals.ts';
import { zhCN } from './zh-CN.ts';

type Group = 'columns' | 'figures' | 'tables' | 'notes' | 'names' | 'leads';

/** The words of a report for a key of the core; a key that this program does not know stands for itself. */
export function reportWord(group: Group, key: string, language: Language): string {
  const words: Readonly<Record<string, string>> = dictionary(language).reports[group];
  return ownWord(words, key) ?? key;
}

/** A cell as people read it: amounts in yuan, rates in percent, codes in words. */
export function cellText(
  cell: Cell,
  column: Omit<ReportColumn, 'key'>,
  language: Language,
): string {
  if (cell === null) return '';
  switch (column.kind) {
    case 'fen':
      return formatYuan(fen(Number(cell))).replace('-', '−');
    case 'rate':
      return `${(Number(cell) / 100).toFixed(1).replace('-', '−')}%`;
    case 'milli':
      return (Number(cell) / 1000).toLocaleString('en-US', { maximumFractionDigits: 3 });
    case 'count':
      return Number(cell).toLocaleString('en-US');
    case 'word':
      return wordText(String(cell), column.words ?? '', language);
    case 'date':
    case 'text':
      return String(cell);
  }
}

/** A column that is read from the right, digit under digit. */
export function isNumeric(kind: ReportColumn['kind']): boolean {
  return kind === 'fen' || kind === 'rate' || kind === 'milli' || kind === 'count';
}

function wordText(code: string, group: string, language: Language): string {
  if (group === 'hour') return `${code}:00`;
  const groups: Readonly<Record<string, Readonly<Record<string, string>>>> =
    dictionary(language).reports.words;
  const known = ownWord(groups[group] ?? {}, code);
  if (known !== undefined) return known;
  return group === 'reason' ? reasonWords(code, language) : code;
}

/** Reasons are kept in Chinese, because paper says them; those the screen offers are said in its language. */
function reasonWords(reason: string, language: Language): string {
  const offered = Object.entries(zhCN.reasons).find(([, words]) => words === reason);
  const words: Readonly<Record<string, string>> = dictionary(language).reasons;
  return (offered && ownWord(words, offered[0])) ?? reason;
}

/** What a dictionary says of a key: a brand may be called `constructor`. */
function ownWord(words: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}

function dictionary(language: Language) {
  return language === 'en' ? en : zhCN;
}
