import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CloseValue, CountResult } from '../../shared/contract/shift.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { CheckStep } from './check-step.tsx';
import { CountStep } from './count-step.tsx';
import { MattersStep } from './matters-step.tsx';
import { OpenShift } from './open-shift.tsx';
import { ReportCard } from './report-card.tsx';
import { StepBar } from './step-bar.tsx';

/** Open with a float; later open matters, blind count, check, Z. The core knows at which step the shift is. */
export function ShiftScreen() {
  const { t } = useWords();
  const shift = useQuery(reads.shift.state.queryOptions());
  const [closed, setClosed] = useState<CloseValue | null>(null);
  const [recounted, setRecounted] = useState<number | null>(null);
  if (!shift.isSuccess) return <main className="page" />;
  const view = shift.data;
  const result: CountResult | null =
    view?.count && view.count.seq !== recounted ? view.count : null;
  const step = closed ? 3 : view?.state === 'counting' ? (result ? 2 : 1) : 0;
  return (
    <main className="page">
      <div className="inner">
        {(view || closed) && <StepBar step={step} />}
        {closed ? (
          <div className="closed">
            <div className="page-head">
              <h1>{t('shift.closed')}</h1>
              <button type="button" className="button next" onClick={() => setClosed(null)}>
                {t('shift.next')}
              </button>
            </div>
            <ReportCard report={closed.report} />
          </div>
        ) : !view ? (
          <OpenShift />
        ) : view.state === 'open' ? (
          <MattersStep shift={view} />
        ) : result ? (
          <CheckStep
            result={result}
            onRecount={() => setRecounted(result.seq)}
            onClosed={setClosed}
          />
        ) : (
          <CountStep attempt={view.attempt} onClosed={setClosed} />
        )}
      </div>
    </main>
  );
}
