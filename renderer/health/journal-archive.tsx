import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { Segments } from '../components/segments.tsx';
import { ARCHIVE_ENDS, type ArchiveEnd, archiveFile, lastMonthOf } from './archive-file.ts';
import { ArchiveKept } from './archive-kept.tsx';
import { ArchiveList } from './archive-list.tsx';
import { useJournalProgress } from './use-journal-progress.ts';

const END_WORDS = {
  last_month: 'books.throughLastMonth',
  last_year: 'books.throughLastYear',
  month: 'books.throughMonth',
  now: 'books.throughAll',
} as const;

/** The owner's journal archives: write one, say that it is put away, purge what lawfully may go. */
export function JournalArchive() {
  const { t } = useWords();
  const standing = useQuery(reads.journal.standing.queryOptions());
  const [written, setWritten] = useState<{ file: string; entries: number } | null>(null);
  const archives = standing.data?.archives ?? [];
  const waits = archives.some((one) => one.keptAt === null);
  return (
    <section className="card panel books">
      <h2>{t('books.archiveTitle')}</h2>
      <p className="quiet-text">{t('books.archiveHint')}</p>
      <WriteForm isWriting={standing.data?.running === 'archive'} onWritten={setWritten} />
      {written && (
        <p className="books-verdict" role="status" data-testid={testIds.archiveWritten}>
          {t('books.written', { file: written.file, count: written.entries })}
        </p>
      )}
      {waits && <ArchiveKept key={written?.file} file={written?.file ?? ''} />}
      <ArchiveList archives={archives} />
    </section>
  );
}

function WriteForm(props: {
  readonly isWriting: boolean;
  readonly onWritten: (written: { file: string; entries: number }) => void;
}) {
  const { t } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const [end, setEnd] = useState<ArchiveEnd>('last_month');
  const [month, setMonth] = useState('');
  const [folder, setFolder] = useState('');
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const write = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    const at = Date.now();
    const today = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
    const through = lastMonthOf(end, today, month);
    const register = session.data?.store.registerId ?? '';
    const file = archiveFile(folder, { register, through, at });
    const answer = await ask(core.journal.archive.mutate({ file, through }));
    if (!answer.ok) return setRefusal(answer.refusal);
    props.onWritten({ file, entries: answer.value.entries });
  };
  return (
    <form className="stack" onSubmit={(event) => void write(event)}>
      <Segments
        label={t('books.through')}
        value={end}
        options={ARCHIVE_ENDS.map((value) => ({ value, label: t(END_WORDS[value]) }))}
        onChoose={setEnd}
        testId={testIds.archiveThrough}
      />
      <div className="books-paper">
        {end === 'month' && (
          <Field label={t('books.month')} value={month} onText={setMonth} type="month" required />
        )}
        <Field
          className="books-wide"
          label={t('books.folder')}
          value={folder}
          onText={setFolder}
          placeholder={t('books.folderHint')}
          maxLength={300}
          required
          testId={testIds.archiveFolder}
        />
        <button
          type="submit"
          className="button next"
          disabled={props.isWriting}
          data-testid={testIds.archiveWrite}
        >
          {t('books.write')}
        </button>
      </div>
      {props.isWriting && <Writing />}
      <Notice refusal={refusal} />
    </form>
  );
}

function Writing() {
  const { t } = useWords();
  const progress = useJournalProgress();
  const done = progress?.done ?? 0;
  const total = Math.max(1, progress?.total ?? 1);
  return (
    <div className="row wrap" role="status">
      <span>{t('books.writing', { percent: Math.floor((100 * done) / total) })}</span>
      <progress value={done} max={total} />
      <button
        type="button"
        className="button"
        onClick={() => void ask(core.journal.cancel.mutate())}
      >
        {t('books.stop')}
      </button>
    </div>
  );
}
