import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { ScrollArea } from '../components/scroll-area.tsx';
import { saveFile } from './save-file.ts';

/** The receipt of a sale as it prints, and as a PDF to keep or send. */
export function PaperPreview(props: { readonly saleId: string; readonly receiptNumber: string }) {
  const { t } = useWords();
  const { saleId, receiptNumber } = props;
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const paper = useQuery(reads.printing.preview.queryOptions({ saleId, format: 'png' }));
  const savePdf = async () => {
    const answer = await ask(core.printing.preview.query({ saleId, format: 'pdf' }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) saveFile(`${receiptNumber}.pdf`, 'application/pdf', answer.value.base64);
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
      <Notice refusal={refusal} />
      <ScrollArea className="paper-box" label={t('documents.preview')}>
        {picture !== null && (
          <img
            src={`data:image/png;base64,${picture}`}
            alt={t('documents.previewAlt', { number: receiptNumber })}
            data-testid={testIds.paperPreview}
          />
        )}
        {paper.data?.ok === false && <p className="empty">{t('documents.noPaper')}</p>}
      </ScrollArea>
    </section>
  );
}
