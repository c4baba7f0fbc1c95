import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ZReport } from '../../shared/contract/shift.ts';
import { overShortOf } from '../../shared/domain/shift/period-report.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { SheetDialog } from '../components/sheet-dialog.tsx';
import { ReportCard } from '../shift/report-card.tsx';
import { ReprintZ } from '../shift/reprint-z.tsx';

/** The days that are closed, newest first; each Z can be looked at. */
export function ZHistory() {
  const { t, day } = useWords();
  const reports = useQuery(reads.shift.zReports.queryOptions({ limit: 30 }));
  const [shown, show] = useState<ZReport | null>(null);
  const list = reports.data ?? [];
  return (
    <section className="card panel">
      <h2>{t('cash.history')}</h2>
      {reports.isSuccess && list.length === 0 && (
        <p className="quiet-text">{t('cash.historyEmpty')}</p>
      )}
      <ul>
        {list.map((report) => (
          <li key={`${report.registerId} ${report.zNumber}`}>
            <button
              type="button"
              className="list-row"
              data-testid={testIds.zRow}
              onClick={() => show(report)}
            >
              <span className="list-main">
                <b>
                  {t('cash.zOf', { number: report.zNumber ?? '', day: day(report.businessDate) })}
                </b>
                <span className="quiet-text">
                  {t('cash.zNet', { amount: yuan(report.netSalesFen) })}
                </span>
              </span>
              <b className="figures">{differenceWords(overShortOf(report), t)}</b>
            </button>
          </li>
        ))}
      </ul>
      {shown && (
        <SheetDialog
          title={t('shift.zTitle', { number: shown.zNumber ?? '' })}
          testId={testIds.zDialog}
          isWide
          onClose={() => show(null)}
        >
          <div className="stack">
            {shown.zNumber !== null && (
              <ReprintZ zNumber={shown.zNumber} registerId={shown.registerId} />
            )}
            <ReportCard report={shown} />
          </div>
        </SheetDialog>
      )}
    </section>
  );
}

function differenceWords(difference: number, t: ReturnType<typeof useWords>['t']): string {
  if (difference === 0) return t('cash.zEven');
  const word = t(difference > 0 ? 'shift.over' : 'shift.short');
  return `${word} ${yuan(Math.abs(difference))}`;
}
