import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert } from 'lucide-react';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';

/** What is not finished when a shift closes; nothing of it is lost, and each says what to do. */
export function MatterList() {
  const { t } = useWords();
  const matters = useQuery(reads.shift.matters.queryOptions());
  const open = (matters.data ?? []).filter((matter) => matter.count > 0);
  return (
    <ul className="card matters">
      {matters.isSuccess && open.length === 0 && (
        <li>
          <span className="mark" data-fine aria-hidden="true">
            <Check size={16} />
          </span>
          <b>{t('shift.allClear')}</b>
        </li>
      )}
      {open.map((matter) => (
        <li key={matter.kind}>
          <span className="mark" aria-hidden="true">
            <CircleAlert size={16} />
          </span>
          <span className="list-main">
            <b>{t(`shift.matter.${matter.kind}`, { count: matter.count })}</b>
            <span className="quiet-text">{t(`shift.matterHint.${matter.kind}`)}</span>
          </span>
          <span className={matter.blocks ? 'chip needs' : 'chip'}>
            {t(matter.blocks ? 'shift.block' : 'shift.mayClose')}
          </span>
        </li>
      ))}
    </ul>
  );
}
