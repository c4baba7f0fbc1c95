import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PeriodReport } from '../../shared/domain/shift/period-report.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { periodSections, periodZs } from './period-sections.ts';
import { ReportPaperActs } from './report-paper-acts.tsx';
import { totalYuan } from './report-row.ts';
import { ReportTable } from './report-table.tsx';

/** Months and years: those that can be closed by hand, those that run, and those that are closed for good. */
export function PeriodPanel() {
  const { t } = useWords();
  const periods = useQuery(reads.periods.list.queryOptions({ limit: 24 }));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [shown, show] = useState<PeriodReport | null>(null);
  const { open = [], closed = [] } = periods.data ?? {};
  const close = async (kind: 'month' | 'year', period: string) => {
    const answer = await ask(core.periods.close.mutate({ kind, period }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) show(answer.value);
    await queryClient.invalidateQueries();
  };
  return (
    <section className="card panel" data-testid={testIds.periods}>
      <h2>{t('report.periods')}</h2>
      <Notice refusal={refusal} />
      {periods.isSuccess && open.length + closed.length === 0 && (
        <p className="quiet-text">{t('report.periodsEmpty')}</p>
      )}
      <ul>
        {open.map((one) => (
          <li key={`${one.kind}${one.period}`} className="list-row">
            <span className="list-main">
              <b>{t(`report.periodKind.${one.kind}`, { period: one.period })}</b>
              <span className="quiet-text">
                {one.isOver
                  ? t('report.periodOpen', { zs: periodZs(one) })
                  : t('report.periodRunning')}
              </span>
            </span>
            {one.isOver && (
              <button
                type="button"
                className="button"
                data-testid={testIds.closePeriod}
                onClick={() => void close(one.kind, one.period)}
              >
                {t('report.closePeriod')}
              </button>
            )}
          </li>
        ))}
        {closed.map((one) => (
          <li key={`${one.registerId} ${one.period}`}>
            <button
              type="button"
              className="list-row"
              data-testid={testIds.periodRow}
              onClick={() => show(one)}
            >
              <span className="list-main">
                <b>{t(`report.periodKind.${one.kind}`, { period: one.period })}</b>
                <span className="quiet-text">
                  {t('report.periodLine', {
                    zs: periodZs(one),
                    net: totalYuan(one.netSalesFen),
                  })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <PeriodDialog report={shown} onClose={() => show(null)} />}
    </section>
  );
}

function PeriodDialog(props: { readonly report: PeriodReport; readonly onClose: () => void }) {
  const words = useWords();
  const { report } = props;
  const title = words.t(`report.periodKind.${report.kind}`, { period: report.period });
  return (
    <SheetDialog title={title} testId="period-dialog" isWide onClose={props.onClose}>
      <section className="detail report">
        <header className="report-head">
          <ReportPaperActs
            which={{
              kind: 'period_report',
              period: report.period,
              registerId: report.registerId,
            }}
          />
        </header>
        <ReportTable sections={periodSections(report, words)} />
      </section>
    </SheetDialog>
  );
}
