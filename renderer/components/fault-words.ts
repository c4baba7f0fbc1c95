import { useWords } from '../client/use-words.ts';

const FAULTS = [
  'unreachable',
  'paper_out',
  'cover_open',
  'offline',
  'timed_out',
  'cut_short',
] as const;

/** A printer's fault in words: what is wrong and what to do. */
export function useFaultWords(): (fault: string) => string {
  const { t } = useWords();
  return (fault) => t(`fault.${FAULTS.find((known) => known === fault) ?? 'other'}`);
}
