import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';

/** While the check runs it is asked again soon; afterwards an event says when something changed. */
const LOOK_MS = 1_000;

/** Over every screen where the data does not hold: what is wrong, where it is, what there is to go back to. */
export function DataTrouble() {
  const { t, dayTime } = useWords();
  const data = useQuery(
    reads.backup.data.queryOptions(undefined, {
      refetchInterval: (query) => (query.state.data?.state === 'checking' ? LOOK_MS : false),
    }),
  );
  const catchUp = useQuery(
    reads.backup.catchUp.queryOptions(undefined, {
      refetchInterval: (query) => (query.state.data?.state === 'fetching' ? LOOK_MS : false),
    }),
  );
  const fetching = catchUp.data?.state;
  if (data.data?.state !== 'corrupt') {
    if (fetching !== 'fetching' && fetching !== 'waiting') return null;
    return (
      <div className="data-note" role="status">
        {t(`backup.catchUp.${fetching}`)}
      </div>
    );
  }
  const { folder, newestBackup, cloud, faults } = data.data;
  return (
    <div className="data-trouble" role="alert" data-testid={testIds.dataTrouble}>
      <b>{t('backup.trouble')}</b>
      <p>{t('backup.troubleWhere', { folder })}</p>
      <p>
        {newestBackup
          ? t('backup.troubleBackup', {
              time: dayTime(newestBackup.at),
              sales: newestBackup.saleCount,
              file: `${newestBackup.folder}/${newestBackup.file}`,
            })
          : t('backup.troubleNoBackup')}
      </p>
      {cloud && (
        <p>
          {t('backup.troubleCloud', {
            register: cloud.registerId,
            seq: cloud.seq,
            time: dayTime(cloud.at),
          })}
        </p>
      )}
      <p>
        {t('backup.troubleDo')} <a href="#/backup">{t('backup.troubleOpen')}</a>
      </p>
      <code>{faults[0]}</code>
    </div>
  );
}
