import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type ReportChart,
  type ReportName,
  type ReportStanding,
  STANDING_REPORTS,
} from '../../shared/contract/reports.ts';
import { reportWord } from '../../shared/i18n/report-cells.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { type ScreenRefusal, screenCode } from '../client/ask.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { ChartCard } from './chart-card.tsx';
import { ExportBar } from './export-bar.tsx';
import { Headline } from './headline.tsx';
import { PeriodBar } from './period-bar.tsx';
import { ReportList } from './report-list.tsx';
import { type ChosenPeriod, firstPeriod } from './report-period.ts';
import { ReportTableCard } from './sorted-table.tsx';
import { TargetDialog } from './target-dialog.tsx';

/** Reports: which ones there are, and the chosen one in figures, a chart and tables. */
export function ReportsScreen() {
  const { t } = useWords();
  const location = useLocation();
  const standing = useQuery(reads.reports.standing.queryOptions());
  const given = new URLSearchParams(location.searchStr).get('name');
  const fault = standing.error ? refuse(screenCode(standing.error)).refusal : null;
  if (!standing.data) {
    return (
      <main className="page">
        <div className="inner stack">
          <h1>{t('reports.title')}</h1>
          <Notice refusal={fault} />
        </div>
      </main>
    );
  }
  const { names } = standing.data;
  const name = names.find((one) => one === given) ?? 'today';
  return (
    <main key={name} className="page">
      <div className="inner reports">
        <ReportList names={names} chosen={name} />
        <Report name={name} standing={standing.data} />
      </div>
    </main>
  );
}

function Report(props: { readonly name: ReportName; readonly standing: ReportStanding }) {
  const { t, language, day } = useWords();
  const { name, standing } = props;
  const [period, setPeriod] = useState<ChosenPeriod>(() => firstPeriod(name, standing.today));
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [isSettingTarget, setSettingTarget] = useState(false);
  const input = { name, from: period.from, to: period.to, compare: period.compare };
  const page = useQuery(
    reads.reports.page.queryOptions(input, { placeholderData: keepPreviousData }),
  );
  const shown = page.data?.ok ? page.data.value : null;
  const refused = page.data?.ok === false ? page.data.refusal : null;
  const fault = page.error ? refuse(screenCode(page.error)).refusal : null;
  const isPast = name === 'today' && period.to !== standing.today;
  const title = isPast ? day(period.to) : reportWord('names', name, language);
  const besideWords = isPast
    ? t('reports.besideDay')
    : name === 'today'
      ? t('reports.besideNow')
      : t(`reports.comparisons.${period.compare}`);
  return (
    <div className="stack report" data-testid="report" data-report={shown?.name}>
      <div className="report-head">
        <div>
          <h1>{title}</h1>
          <p className="quiet-text">
            {reportWord('leads', name, language)}
            {shown?.beside && name !== 'today' && (
              <> {t('reports.besideDates', { from: shown.beside.from, to: shown.beside.to })}</>
            )}
          </p>
        </div>
        {standing.mayExport && shown && <ExportBar input={input} onRefusal={setRefusal} />}
      </div>
      {STANDING_REPORTS.includes(name) ? (
        <p className="quiet-text">{t('reports.standing')}</p>
      ) : (
        <div className="row wrap spread period-row">
          <PeriodBar name={name} today={standing.today} period={period} onPeriod={setPeriod} />
          {name === 'today' && standing.maySetTarget && (
            <button
              type="button"
              className="button"
              data-testid="set-target"
              onClick={() => setSettingTarget(true)}
            >
              {t(standing.target.dailyFen === 0 ? 'reports.setTarget' : 'reports.changeTarget')}
            </button>
          )}
        </div>
      )}
      <Notice refusal={refusal ?? refused ?? fault} />
      {page.isPending && <p className="quiet-text">{t('reports.reading')}</p>}
      {shown && (
        <>
          <Headline page={shown} besideWords={besideWords} />
          {shown.chart && hasFigures(shown.chart) && (
            <ChartCard chart={shown.chart} title={title} />
          )}
          {shown.tables.map((table) => (
            <ReportTableCard key={table.key} table={table} />
          ))}
        </>
      )}
      {isSettingTarget && (
        <TargetDialog {...standing.target} onClose={() => setSettingTarget(false)} />
      )}
    </div>
  );
}

/** Bars and lines without a figure tell nothing. */
function hasFigures(chart: ReportChart): boolean {
  return chart.series.some(({ values }) => values.some((value) => value !== null && value !== 0));
}
