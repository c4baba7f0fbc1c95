import { type FormEvent, useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

/** An archive counts as put away once it was read where it lies now. */
export function ArchiveKept(props: { readonly file: string }) {
  const { t } = useWords();
  const [file, setFile] = useState(props.file);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(core.journal.acknowledge.mutate({ file: file.trim() }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('books.keptDone', { count: answer.value.entries }));
  };
  return (
    <form className="stack" onSubmit={(event) => void keep(event)}>
      <h3>{t('books.keptTitle')}</h3>
      <p className="quiet-text">{t('books.keptHint')}</p>
      <div className="books-paper">
        <Field
          className="books-wide"
          label={t('books.keptFile')}
          value={file}
          onText={setFile}
          placeholder={t('books.keptFileHint')}
          maxLength={400}
          required
          testId={testIds.archiveKeptFile}
        />
        <button type="submit" className="button" data-testid={testIds.archiveKeep}>
          {t('books.keep')}
        </button>
      </div>
      <Notice refusal={refusal} />
    </form>
  );
}
