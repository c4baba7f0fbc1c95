import { reportWord } from '../../shared/i18n/report-cells.ts';
import { useWords } from '../client/use-words.ts';

/** What a line or bar of a chart is called: as the column of the same name, or the figure. */
export function useSeriesName(): (key: string) => string {
  const { language } = useWords();
  return (key) => {
    const column = reportWord('columns', key, language);
    return column === key ? reportWord('figures', key, language) : column;
  };
}
