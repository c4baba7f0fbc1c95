import { useState } from 'react';
import type { ImportPreview } from '../../shared/contract/catalog.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useCoreEvent } from '../client/core-events.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { acceptable } from './accepted-rows.ts';
import { ColumnTable } from './column-table.tsx';
import type { Mapping } from './goods-screen.tsx';
import { IssueList } from './issue-list.tsx';
import { PreviewLines } from './preview-lines.tsx';
import { QuestionList } from './question-list.tsx';
import { SupplierField } from './supplier-field.tsx';

const COUNTS = ['new', 'changed', 'unchanged', 'refused'] as const;

/** What an import would do, before it does it. */
export function PreviewPanel(props: {
  readonly preview: ImportPreview;
  readonly isReading: boolean;
  readonly onMapping: (mapping: Mapping) => void;
  readonly onSupplier: (supplier: string) => void;
  readonly onClose: () => void;
}) {
  const { t } = useWords();
  const { preview } = props;
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [accepted, setAccepted] = useState<ReadonlySet<number>>(new Set());
  useCoreEvent((event) => {
    if (event.type === 'import.progress' && progress) setProgress(event);
  });
  const commit = async () => {
    setProgress({ done: 0, total: preview.rows });
    const answer = await ask(
      core.catalog.commitImport.mutate({
        previewId: preview.previewId,
        acceptQuestions: [...accepted],
      }),
    );
    setProgress(null);
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(t('goods.committed'));
    await queryClient.invalidateQueries({ queryKey: [['catalog']] });
    props.onClose();
  };
  const toWrite =
    preview.counts.new +
    preview.counts.changed -
    acceptable(preview.questions).filter((row) => !accepted.has(row)).length;
  return (
    <section className="stack" data-testid={testIds.importPreview}>
      <div className="page-head">
        <h2>
          {t('goods.preview', { name: preview.fileName })}{' '}
          <span className="quiet-text">
            {t('goods.rows', { rows: preview.rows, priced: preview.priced })}
          </span>
        </h2>
        <div className="row wrap">
          <button type="button" className="button" onClick={props.onClose}>
            {t('goods.discard')}
          </button>
          <button
            type="button"
            className="button next"
            data-testid={testIds.importCommit}
            disabled={toWrite === 0 || progress !== null || props.isReading}
            onClick={() => void commit()}
          >
            {progress
              ? t('goods.committing', progress)
              : toWrite === 0
                ? t('goods.nothing')
                : t('goods.commit', { count: toWrite })}
          </button>
        </div>
      </div>
      {progress && (
        <progress
          aria-label={t('goods.committing', progress)}
          value={progress.done}
          max={progress.total}
        />
      )}
      <Notice refusal={refusal} />
      <ul className="counts">
        {COUNTS.map((kind) => (
          <li key={kind} className="card" data-kind={kind}>
            <b>{preview.counts[kind]}</b>
            <span>{t(`goods.count.${kind}`)}</span>
          </li>
        ))}
      </ul>
      <SupplierField
        supplier={preview.supplier}
        isBusy={props.isReading || progress !== null}
        onSupplier={props.onSupplier}
      />
      <ColumnTable preview={preview} isBusy={props.isReading} onMapping={props.onMapping} />
      <div className="issue-columns">
        <IssueList title={t('goods.refused')} issues={preview.refused} />
        <QuestionList questions={preview.questions} accepted={accepted} onAccepted={setAccepted} />
      </div>
      <PreviewLines lines={preview.lines} />
    </section>
  );
}
