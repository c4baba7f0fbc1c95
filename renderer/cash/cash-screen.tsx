import { useQuery } from '@tanstack/react-query';
import { reads } from '../client/core-client.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { OnlyFor } from '../components/only-for.tsx';
import { PeriodPanel } from '../shift/period-panel.tsx';
import { XReportButton } from '../shift/x-report-button.tsx';
import { DisputedHandovers } from './disputed-handovers.tsx';
import { MovementForm } from './movement-form.tsx';
import { MovementList } from './movement-list.tsx';
import { ZHistory } from './z-history.tsx';

/** Cash that moves without a sale, what it came to in this shift, disputed handovers, and the days that are closed. */
export function CashScreen() {
  const { t } = useWords();
  const may = useMay();
  const standing = useQuery(reads.shift.standing.queryOptions());
  const shift = standing.data?.shift ?? null;
  return (
    <main className="page">
      <div className="inner">
        <div className="page-head">
          <div>
            <h1>{t('cash.title')}</h1>
            <p className="quiet-text">{t('cash.lead')}</p>
          </div>
          <div className="row wrap">
            {may('take_deposit') && (
              <a className="button" href="#/deposits">
                {t('tenders.take')}
              </a>
            )}
            {shift && <XReportButton />}
          </div>
        </div>
        <OnlyFor rights={['move_cash']}>
          {standing.isSuccess && (
            <div className="two-columns cash-columns">
              {shift?.state === 'open' ? (
                <MovementForm shift={shift} />
              ) : (
                <div className="card detail">
                  <p>{t(shift ? 'cash.counting' : 'cash.noShift')}</p>
                  <a className="button next" href="#/shift">
                    {t(shift ? 'nav.shift' : 'cash.toShift')}
                  </a>
                </div>
              )}
              <div className="stack">
                {shift && <MovementList canUndo={shift.state === 'open'} />}
                {may('accept_over_short') && <DisputedHandovers />}
                {may('close_shift') && <ZHistory />}
                {may('close_period') && <PeriodPanel />}
              </div>
            </div>
          )}
        </OnlyFor>
      </div>
    </main>
  );
}
