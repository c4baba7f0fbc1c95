import { useState } from 'react';
import type { ArchiveView } from '../../shared/contract/journal.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { toast } from '../components/toast.tsx';

/** Every archive that was written, newest first, and the way to purge what is safe elsewhere. */
export function ArchiveList({ archives }: { archives: readonly ArchiveView[] }) {
  const { t, dayTime } = useWords();
  const [isPurging, setPurging] = useState(false);
  return (
    <div className="stack">
      <h3>{t('books.list')}</h3>
      {archives.length === 0 && <p className="quiet-text">{t('books.empty')}</p>}
      <ul>
        {archives.map((one) => (
          <li
            key={one.archiveId}
            className="list-row"
            data-testid={testIds.archiveRow}
            data-state={stateOf(one)}
          >
            <span className="list-main">
              <b>
                {t('books.range', { register: one.register, from: one.fromSeq, to: one.toSeq })}
              </b>
              <span className="quiet-text">
                {dayTime(one.at)} · SHA-256 {one.sha256.slice(0, 16)}…
              </span>
            </span>
            <span className={stateOf(one) === 'written' ? 'chip needs' : 'chip'}>
              {t(`books.states.${stateOf(one)}`)}
            </span>
          </li>
        ))}
      </ul>
      {archives.length > 0 && (
        <button
          type="button"
          className="button books-purge"
          data-testid={testIds.archivePurge}
          onClick={() => setPurging(true)}
        >
          {t('books.purge')}
        </button>
      )}
      {isPurging && <PurgeDialog onClose={() => setPurging(false)} />}
    </div>
  );
}

function stateOf({ keptAt, purgedAt }: ArchiveView): 'written' | 'kept' | 'purged' {
  if (purgedAt !== null) return 'purged';
  return keptAt === null ? 'written' : 'kept';
}

function PurgeDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const purge = async () => {
    const answer = await ask(core.journal.purge.mutate());
    if (!answer.ok) return setRefusal(answer.refusal);
    onClose();
    toast(t('books.purged', { seq: answer.value.purged[0]?.throughSeq ?? 0 }));
  };
  return (
    <SheetDialog title={t('books.purgeTitle')} testId={testIds.purgeDialog} onClose={onClose}>
      <p>{t('books.purgeHint')}</p>
      <Notice refusal={refusal} />
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          {t('app.cancel')}
        </button>
        <button
          type="button"
          className="button next"
          data-testid={testIds.purgeConfirm}
          onClick={() => void purge()}
        >
          {t('books.purgeConfirm')}
        </button>
      </div>
    </SheetDialog>
  );
}
