import { type FormEvent, useState } from 'react';
import type { BackupFile } from '../../shared/contract/backup.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { RestoreProgress } from './restore-progress.tsx';

/** Says what a restore does, asks for the phrase, and does it. */
export function RestoreDialog({ file, onClose }: { file: BackupFile; onClose: () => void }) {
  const { t, dayTime } = useWords();
  const [phrase, setPhrase] = useState('');
  const [isWorking, setWorking] = useState(false);
  const [sales, setSales] = useState<number | null>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const restore = async (event: FormEvent) => {
    event.preventDefault();
    setWorking(true);
    const input = { folder: null, file: file.file, phrase };
    const answer = await ask(core.backup.restore.mutate(input));
    setRefusal(answer.ok ? null : answer.refusal);
    setWorking(answer.ok);
    if (answer.ok) setSales(answer.value.saleCount);
  };
  return (
    <SheetDialog title={t('backup.restoreTitle')} testId={testIds.restoreDialog} onClose={onClose}>
      <form className="backup-form" onSubmit={(event) => void restore(event)}>
        <p className="lead">{t('backup.restoreWarn', { time: dayTime(file.at) })}</p>
        <p className="quiet-text">{t('backup.restoreLane')}</p>
        <Field
          label={t('backup.phrase')}
          value={phrase}
          onText={setPhrase}
          type="password"
          maxLength={200}
          required
          testId={testIds.restorePhrase}
        />
        <Notice refusal={refusal} />
        {isWorking && <RestoreProgress sales={sales} />}
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            {t('app.cancel')}
          </button>
          <button
            type="submit"
            className="button next wide"
            disabled={isWorking}
            data-testid={testIds.restoreConfirm}
          >
            {t('backup.restoreGo')}
          </button>
        </div>
      </form>
    </SheetDialog>
  );
}
