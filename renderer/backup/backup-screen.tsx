import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { BackupList } from './backup-list.tsx';
import { BackupStanding } from './backup-standing.tsx';
import { PlaceForm } from './place-form.tsx';

/** A stick that is pulled or put back announces nothing: the page looks again by itself. */
const LOOK_MS = 3_000;

/** Where backups go, how they stand, which there are, and the way back from one. */
export function BackupScreen() {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const status = useQuery({ ...reads.backup.status.queryOptions(), refetchInterval: LOOK_MS });
  const rights = session.data?.rights ?? [];
  const isManaging = rights.includes('manage_backup');
  return (
    <main className="page">
      <div className="inner backup">
        <div className="page-head">
          <h1>{t('backup.title')}</h1>
        </div>
        {status.data && <BackupStanding status={status.data} isManaging={isManaging} />}
        {!isManaging && <p className="card panel quiet-text">{t('backup.noRight')}</p>}
        {isManaging && status.data && (
          <>
            <PlaceForm
              key={status.data.folder}
              status={status.data}
              isOwner={rights.includes('restore_backup')}
            />
            <BackupList canRestore={rights.includes('restore_backup')} />
          </>
        )}
      </div>
    </main>
  );
}
