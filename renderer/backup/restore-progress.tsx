import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';

const LOOK_MS = 500;

/** How far the restore is that is under way; afterwards, how much came back and that the program opens again. */
export function RestoreProgress({ sales }: { readonly sales: number | null }) {
  const { t } = useWords();
  const isUnderWay = sales === null;
  const { data } = useQuery({
    ...reads.backup.restoring.queryOptions(),
    enabled: isUnderWay,
    refetchInterval: isUnderWay ? LOOK_MS : false,
  });
  const { done, total } = data ?? { done: 0, total: 1 };
  return (
    <div className="row wrap" role="status">
      <span>{isUnderWay ? t('backup.restoring') : t('backup.restored', { sales })}</span>
      <progress value={isUnderWay ? done : total} max={total} />
    </div>
  );
}
