import { useState } from 'react';
import type { ZReport } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { ReportCard } from './report-card.tsx';

/** Prints and shows the report of the running shift; only for who may know the expected cash. */
export function XReportButton() {
  const { t } = useWords();
  const may = useMay();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [report, setReport] = useState<ZReport | null>(null);
  if (!may('accept_over_short')) return null;
  const show = async () => {
    const answer = await ask(core.shift.xReport.mutate());
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setReport(answer.value);
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid={testIds.xReport}
        onClick={() => void show()}
      >
        {t('shift.xReport')}
      </button>
      <Notice refusal={refusal} />
      {report && (
        <SheetDialog
          title={t('shift.xTitle')}
          testId={testIds.xReportDialog}
          isWide
          onClose={() => setReport(null)}
        >
          <ReportCard report={report} />
        </SheetDialog>
      )}
    </>
  );
}
