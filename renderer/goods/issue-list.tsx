import type { ReactNode } from 'react';
import type { ImportIssue } from '../../shared/contract/catalog.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';

const MOST_SHOWN = 500;

/** Rows of a price list by number, and why they were left out or should be looked at. */
export function IssueList(props: {
  readonly title: string;
  readonly issues: readonly ImportIssue[];
  readonly head?: ReactNode;
  /** What stands before the reason; by default the number of the row. */
  readonly mark?: (issue: ImportIssue) => ReactNode;
}) {
  const { t } = useWords();
  const { issues, mark } = props;
  if (issues.length === 0) return null;
  const left = issues.length - MOST_SHOWN;
  return (
    <section className="card panel">
      <h3>
        {props.title} · {issues.length}
      </h3>
      {props.head}
      <ScrollArea className="issues" label={props.title}>
        <ul>
          {issues.slice(0, MOST_SHOWN).map((issue) => (
            <li key={`${issue.row} ${issue.why}`}>
              {mark?.(issue) ?? <RowNumber row={issue.row} />} <span>{issue.why}</span>
            </li>
          ))}
        </ul>
        {left > 0 && <p className="quiet-text">{t('goods.moreRows', { count: left })}</p>}
      </ScrollArea>
    </section>
  );
}

export function RowNumber({ row }: { row: number }) {
  const { t } = useWords();
  return (
    <span className="chip">
      {t('goods.row')} {row}
    </span>
  );
}
