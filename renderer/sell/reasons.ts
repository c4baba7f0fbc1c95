import { zhCN } from '../../shared/i18n/zh-CN.ts';
import { useWords } from '../client/use-words.ts';
import type { BarMode } from './use-bar.ts';

type ReasonKey = keyof typeof zhCN.reasons;

const OFFERED: Readonly<Partial<Record<BarMode['kind'], readonly ReasonKey[]>>> = {
  price: ['bargain', 'display', 'damaged', 'match', 'regular'],
  discount: ['bargain', 'regular', 'display', 'damaged', 'match'],
  clear: ['left', 'mistake'],
  drawer: ['change', 'check'],
};

/** The reasons a person may give for what the bar is doing, as they are kept; none where none is needed. */
export function reasonsFor(kind: BarMode['kind']): readonly string[] {
  return (OFFERED[kind] ?? []).map((key) => zhCN.reasons[key]);
}

/** Reasons are kept in Chinese, because receipts print them; the screen says them in its language. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useWords();
  return (reason) => {
    const known = Object.entries(zhCN.reasons).find(([, words]) => words === reason);
    // The entry came out of the table itself, so its key is one of the table's.
    return known ? t(`reasons.${known[0] as ReasonKey}`) : reason;
  };
}
