import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupFile } from '../../shared/contract/backup.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { fileSize } from './file-size.ts';
import { RestoreDialog } from './restore-dialog.tsx';

/** Every backup at the place that is set, newest first; the owner can go back to one. */
export function BackupList({ canRestore }: { canRestore: boolean }) {
  const { t } = useWords();
  const list = useQuery(reads.backup.list.queryOptions());
  const [chosen, setChosen] = useState<BackupFile | null>(null);
  const files = list.data ?? [];
  return (
    <section className="card panel">
      <h2>{t('backup.list')}</h2>
      {list.isSuccess && files.length === 0 && <p className="empty">{t('backup.empty')}</p>}
      <ul>
        {files.map((file) => (
          <BackupRow key={file.file} file={file}>
            {canRestore && file.verdict === 'whole' && (
              <button
                type="button"
                className="button"
                data-testid={testIds.backupRestore}
                onClick={() => setChosen(file)}
              >
                {t('backup.restore')}
              </button>
            )}
          </BackupRow>
        ))}
      </ul>
      {chosen && <RestoreDialog file={chosen} onClose={() => setChosen(null)} />}
    </section>
  );
}

/** One backup as it is listed, with what can be done with it. */
export function BackupRow({ file, children }: { file: BackupFile; children: React.ReactNode }) {
  const { t, dayTime } = useWords();
  return (
    <li className="list-row" data-testid={testIds.backupRow}>
      <span className="list-main">
        <b>
          {dayTime(file.at)} {file.storeName}
        </b>
        <span className="quiet-text">
          {t('backup.facts', {
            sales: file.saleCount,
            size: fileSize(file.bytes),
            register: file.registerId,
          })}
        </span>
      </span>
      {file.verdict !== 'whole' && (
        <span className="chip">{t(`backup.verdict.${file.verdict}`)}</span>
      )}
      {children}
    </li>
  );
}
