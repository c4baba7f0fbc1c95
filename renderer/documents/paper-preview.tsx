import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { Segments } from '../components/segments.tsx';
import { saveFile } from './save-file.ts';

/** A paper of a sale: its receipt, or the slip of a return. */
type SalePaper = {
  readonly kind: 'receipt' | 'return_slip';
  readonly ref: string;
  readonly number: string;
};

/** The receipt of a sale and its return slips as they print, and as a PDF to keep or send. */
export function PaperPreview({
  papers,
}: {
  readonly papers: readonly [SalePaper, ...SalePaper[]];
}) {
  const { t } = useWords();
  const [ref, setRef] = useState(papers[0].ref);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const shown = papers.find((paper) => paper.ref === ref) ?? papers[0];
  const which = { kind: shown.kind, ref: shown.ref };
  const paper = useQuery(reads.printing.preview.queryOptions({ ...which, format: 'png' }));
  const savePdf = async () => {
    const answer = await ask(core.printing.preview.query({ ...which, format: 'pdf' }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) saveFile(`${shown.number}.pdf`, 'application/pdf', answer.value.base64);
  };
  const picture = paper.data?.ok ? paper.data.value.base64 : null;
  return (
    <section className="stack paper-preview">
      <div className="page-head">
        <h3>{t('documents.preview')}</h3>
        <button
          type="button"
          className="button"
          data-testid={testIds.savePdf}
          disabled={picture === null}
          onClick={() => void savePdf()}
        >
          {t('documents.savePdf')}
        </button>
      </div>
      {papers.length > 1 && (
        <Segments
          label={t('documents.previewOf')}
          value={shown.ref}
          options={papers.map(({ kind, ref: value, number }) => ({
            value,
            label:
              kind === 'receipt' ? t('documents.receipt') : t('documents.returnSlip', { number }),
          }))}
          onChoose={setRef}
          testId={testIds.paperChoice}
        />
      )}
      <Notice refusal={refusal} />
      <ScrollArea className="paper-box" label={t('documents.preview')}>
        {picture !== null && (
          <img
            src={`data:image/png;base64,${picture}`}
            alt={t('documents.previewAlt', { number: shown.number })}
            data-testid={testIds.paperPreview}
          />
        )}
        {paper.data?.ok === false && <p className="empty">{t('documents.noPaper')}</p>}
      </ScrollArea>
    </section>
  );
}
