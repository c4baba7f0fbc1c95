import type { ImportIssue } from '../../shared/contract/catalog.ts';
import { useWords } from '../client/use-words.ts';
import { ScrollArea } from '../components/scroll-area.tsx';

const MOST_SHOWN = 200;

/** Rows of a price list by number, and why they were left out or should be looked at. */
export function IssueList(props: { title: string; issues: readonly ImportIssue[] }) {
  const { t } = useWords();
  if (props.issues.length === 0) return null;
  return (
    <section className="card panel">
      <h3>
        {props.title} · {props.issues.length}
      </h3>
      <ScrollArea className="issues" label={props.title}>
        <ul>
          {props.issues.slice(0, MOST_SHOWN).map((issue) => (
            <li key={`${issue.row} ${issue.why}`}>
              <span className="chip">
                {t('goods.row')} {issue.row}
              </span>{' '}
              {issue.why}
            </li>
          ))}
        </ul>
      </ScrollArea>
    </section>
  );
}
