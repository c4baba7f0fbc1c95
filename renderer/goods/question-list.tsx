import type { ImportIssue } from '../../shared/contract/catalog.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { acceptable, toggled } from './accepted-rows.ts';
import { IssueList, RowNumber } from './issue-list.tsx';

/** Rows with a doubtful price: left out unless the owner ticks them, one by one or all at once. */
export function QuestionList(props: {
  readonly questions: readonly ImportIssue[];
  readonly accepted: ReadonlySet<number>;
  readonly onAccepted: (accepted: ReadonlySet<number>) => void;
}) {
  const { t } = useWords();
  const { questions, accepted, onAccepted } = props;
  const rows = acceptable(questions);
  const isAll = rows.length > 0 && rows.every((row) => accepted.has(row));
  return (
    <IssueList
      title={t('goods.questions')}
      issues={questions}
      head={
        rows.length > 0 && (
          <label className="check">
            <input
              type="checkbox"
              data-testid={testIds.acceptAll}
              checked={isAll}
              onChange={() => onAccepted(new Set(isAll ? [] : rows))}
            />
            <span>
              <b>{t('goods.acceptAll', { count: rows.length })}</b>
              <br />
              <span className="quiet-text">{t('goods.acceptHint')}</span>
            </span>
          </label>
        )
      }
      mark={(issue) =>
        issue.isHeld ? (
          <label className="check">
            <input
              type="checkbox"
              data-testid={testIds.acceptRow(issue.row)}
              checked={accepted.has(issue.row)}
              onChange={() => onAccepted(toggled(accepted, issue.row))}
            />
            <RowNumber row={issue.row} />
          </label>
        ) : null
      }
    />
  );
}
