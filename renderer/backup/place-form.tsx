import { type FormEvent, useState } from 'react';
import type { BackupStatus } from '../../shared/contract/backup.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

/** Chooses where backups go, and the phrase that opens them; folded away once both are set. */
export function PlaceForm({ status, isOwner }: { status: BackupStatus; isOwner: boolean }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(status.folder === null);
  const [folder, setFolder] = useState(status.folder ?? '');
  const [wantsPhrase, setWantsPhrase] = useState(!status.hasPhrase);
  const [phrase, setPhrase] = useState('');
  const [again, setAgain] = useState('');
  const [differs, setDiffers] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setDiffers(wantsPhrase && phrase !== again);
    if (wantsPhrase && phrase !== again) return;
    const input = { folder, phrase: wantsPhrase ? phrase : null };
    const answer = await ask(core.backup.setTarget.mutate(input));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    setOpen(false);
    toast(t('app.saved'));
    await queryClient.invalidateQueries({ queryKey: [['backup']] });
  };
  if (!isOpen) {
    return (
      <div className="row wrap">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t('backup.changePlace')}
        </button>
        {status.hasPhrase && <PhraseCheck />}
      </div>
    );
  }
  return (
    <form className="card panel" onSubmit={(event) => void save(event)}>
      <h2>{t('backup.place')}</h2>
      <Field
        label={t('backup.folder')}
        value={folder}
        onText={setFolder}
        placeholder={t('backup.folderHint')}
        maxLength={400}
        required
        testId={testIds.backupFolder}
      />
      {wantsPhrase ? (
        <>
          <div className="form-grid">
            <Field
              label={t('backup.phrase')}
              value={phrase}
              onText={setPhrase}
              type="password"
              maxLength={200}
              required
              testId={testIds.backupPhrase}
            />
            <Field
              label={t('backup.phraseAgain')}
              value={again}
              onText={setAgain}
              type="password"
              maxLength={200}
              required
              testId={testIds.backupPhraseAgain}
            />
          </div>
          <p className="quiet-text">{t('backup.phraseHint')}</p>
        </>
      ) : (
        <p className="row wrap">
          <span className="chip">{t('backup.phraseSet')}</span>
          {isOwner && (
            <button type="button" className="button" onClick={() => setWantsPhrase(true)}>
              {t('backup.newPhrase')}
            </button>
          )}
        </p>
      )}
      {differs && (
        <div className="notice" role="alert">
          <p>{t('backup.phraseDiffers')}</p>
        </div>
      )}
      <Notice refusal={refusal} />
      <div className="dialog-foot">
        {status.folder !== null && (
          <button type="button" className="button" onClick={() => setOpen(false)}>
            {t('app.cancel')}
          </button>
        )}
        <button type="submit" className="button next wide" data-testid={testIds.backupSave}>
          {t('backup.setPlace')}
        </button>
      </div>
    </form>
  );
}

/** The paper with the phrase is checked before it is needed. */
function PhraseCheck() {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const [phrase, setPhrase] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const check = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(core.backup.checkPhrase.mutate({ phrase }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    setOpen(false);
    setPhrase('');
    toast(t('backup.phraseRight'));
  };
  if (!isOpen) {
    return (
      <button type="button" className="button" onClick={() => setOpen(true)}>
        {t('backup.checkPhrase')}
      </button>
    );
  }
  return (
    <form className="row wrap" onSubmit={(event) => void check(event)}>
      <input
        className="input"
        type="password"
        aria-label={t('backup.checkPhrase')}
        value={phrase}
        onChange={(event) => setPhrase(event.target.value)}
      />
      <button type="submit" className="button">
        {t('backup.checkPhrase')}
      </button>
      <Notice refusal={refusal} />
    </form>
  );
}
