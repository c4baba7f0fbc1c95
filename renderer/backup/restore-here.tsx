import { type FormEvent, useState } from 'react';
import type { BackupFile } from '../../shared/contract/backup.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { LanguageSwitch } from '../components/language-switch.tsx';
import { Notice } from '../components/notice.tsx';
import { BackupRow } from './backup-list.tsx';
import { RestoreProgress } from './restore-progress.tsx';

/** On a new PC, before anybody can sign in: the folder, one of its backups, the phrase, done. */
export function RestoreHere({ onBack }: { onBack: () => void }) {
  const { t } = useWords();
  const [folder, setFolder] = useState('');
  const [found, setFound] = useState<readonly BackupFile[]>([]);
  const [file, setFile] = useState<string | null>(null);
  const [phrase, setPhrase] = useState('');
  const [sales, setSales] = useState<number | null>(null);
  const [isWorking, setWorking] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const find = async () => {
    const answer = await ask(core.backup.findHere.mutate({ folder }));
    setRefusal(answer.ok ? null : answer.refusal);
    const files = answer.ok ? answer.value : [];
    setFound(files);
    setFile(files.find(({ verdict }) => verdict === 'whole')?.file ?? null);
  };
  const restore = async () => {
    setWorking(true);
    const answer = await ask(core.backup.restoreHere.mutate({ folder, file: file ?? '', phrase }));
    setRefusal(answer.ok ? null : answer.refusal);
    setWorking(answer.ok);
    if (answer.ok) setSales(answer.value.saleCount);
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    void (file === null ? find() : restore());
  };
  return (
    <main className="front" data-testid={testIds.restoreHere}>
      <form className="card set-up backup-form" onSubmit={send}>
        <div className="front-head">
          <h1>{t('backup.fromBackup')}</h1>
          <LanguageSwitch />
        </div>
        <p className="quiet-text">{t('backup.fromBackupHint')}</p>
        <Field
          label={t('backup.folder')}
          value={folder}
          onText={(text) => {
            setFolder(text);
            setFile(null);
            setFound([]);
          }}
          placeholder={t('backup.folderHint')}
          maxLength={400}
          required
          testId={testIds.backupFolder}
        />
        {found.length > 0 && (
          <ul className="backup-found" aria-label={t('backup.choose')}>
            {found.slice(0, 8).map((one) => (
              <BackupRow key={one.file} file={one}>
                <button
                  type="button"
                  className={one.file === file ? 'button next' : 'button'}
                  aria-pressed={one.file === file}
                  disabled={one.verdict !== 'whole'}
                  onClick={() => setFile(one.file)}
                >
                  {t('backup.choose')}
                </button>
              </BackupRow>
            ))}
          </ul>
        )}
        {file !== null && (
          <Field
            label={t('backup.phrase')}
            value={phrase}
            onText={setPhrase}
            type="password"
            maxLength={200}
            required
            testId={testIds.restorePhrase}
          />
        )}
        <Notice refusal={refusal} />
        {isWorking && <RestoreProgress sales={sales} />}
        <div className="dialog-foot">
          <button type="button" className="button" disabled={isWorking} onClick={onBack}>
            {t('backup.backToSetUp')}
          </button>
          <button
            type="submit"
            className="button next large"
            disabled={isWorking}
            data-testid={testIds.restoreConfirm}
          >
            {file === null ? t('backup.find') : t('backup.restoreGo')}
          </button>
        </div>
      </form>
    </main>
  );
}
