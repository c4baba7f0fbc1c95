import { useState } from 'react';
import type { ReportPaper } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { saveFile } from '../documents/save-file.ts';

/** A report's paper: seen as it prints, kept as the slip or on A4. */
export function ReportPaperActs({ which }: { which: ReportPaper }) {
  const { t } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [slip, setSlip] = useState<{ readonly name: string; readonly base64: string } | null>(null);
  const paper = async (format: 'png' | 'pdf' | 'a4') => {
    const answer = await ask(core.printing.report.query({ which, format }));
    setRefusal(answer.ok ? null : answer.refusal);
    return answer.ok ? answer.value : null;
  };
  const save = async (format: 'pdf' | 'a4') => {
    const file = await paper(format);
    if (!file) return;
    const name = format === 'a4' ? `${file.name}-A4.pdf` : `${file.name}.pdf`;
    saveFile(name, 'application/pdf', file.base64);
  };
  return (
    <>
      <div className="row wrap report-acts">
        <button
          type="button"
          className="button"
          data-testid={testIds.reportPreview}
          onClick={() => void (slip ? setSlip(null) : paper('png').then(setSlip))}
        >
          {t(slip ? 'report.hidePreview' : 'report.preview')}
        </button>
        <button
          type="button"
          className="button"
          data-testid={testIds.reportPdf}
          onClick={() => void save('pdf')}
        >
          {t('report.savePdf')}
        </button>
        <button
          type="button"
          className="button"
          data-testid={testIds.reportA4}
          onClick={() => void save('a4')}
        >
          {t('report.saveA4')}
        </button>
      </div>
      <Notice refusal={refusal} />
      {slip && (
        <img
          className="report-slip"
          src={`data:image/png;base64,${slip.base64}`}
          alt={t('report.previewAlt', { name: slip.name })}
          data-testid={testIds.reportSlip}
        />
      )}
    </>
  );
}
