import type { ZReport } from '../../shared/contract/shift.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Money } from '../components/money.tsx';
import { ReportPaperActs } from './report-paper-acts.tsx';
import { signedYuan } from './report-row.ts';
import { dayDifference, reportSections } from './report-sections.ts';
import { ReportTable } from './report-table.tsx';

/** A Z or X report as the paper shows it: expected, counted and missing first, then every figure by section. */
export function ReportCard({ report }: { report: ZReport }) {
  const words = useWords();
  const { t } = words;
  const { zNumber } = report;
  return (
    <section className="card detail report" data-testid={testIds.zReport}>
      <header className="report-head">
        <h2>{zNumber === null ? t('shift.xTitle') : t('shift.zTitle', { number: zNumber })}</h2>
        <p className="quiet-text">
          {t('report.day')} {words.day(report.businessDate)}
        </p>
        <ReportPaperActs
          which={
            zNumber === null
              ? { kind: 'x_report' }
              : { kind: 'z_report', number: zNumber, registerId: report.registerId }
          }
        />
      </header>
      <Result report={report} />
      <ReportTable sections={reportSections(report, words)} />
    </section>
  );
}

/** The three amounts for which a report is looked at, and why they differ. */
function Result({ report }: { report: ZReport }) {
  const { t } = useWords();
  const { countedFen, overShortFen } = report;
  const whole = dayDifference(report);
  const notes = [
    ...(report.reason === '' ? [] : [`${t('report.reason')} ${report.reason}`]),
    ...(report.approvedBy === null ? [] : [`${t('report.approved')} ${report.approvedBy}`]),
    ...(whole === null ? [] : [`${t('report.dayDifference')} ${signedYuan(whole)}`]),
  ];
  return (
    <div className="report-result">
      <dl>
        <div>
          <dt>{t('report.expected')}</dt>
          <dd>
            <Money amount={report.expectedFen} sign />
          </dd>
        </div>
        {countedFen !== null && (
          <div>
            <dt>{t('report.counted')}</dt>
            <dd>
              <Money amount={countedFen} sign />
            </dd>
          </div>
        )}
        {overShortFen !== null && (
          <div data-tone={overShortFen === 0 ? 'fine' : 'needs'}>
            <dt>{t(differenceWord(overShortFen))}</dt>
            <dd>{overShortFen === 0 ? t('report.even') : signedYuan(overShortFen)}</dd>
          </div>
        )}
      </dl>
      {notes.length > 0 && <p>{notes.join(' · ')}</p>}
    </div>
  );
}

function differenceWord(difference: number) {
  if (difference === 0) return 'report.overShort';
  return difference > 0 ? 'report.over' : 'report.short';
}
