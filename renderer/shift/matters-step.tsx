import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ShiftView, ZReport } from '../../shared/contract/shift.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';
import { Notice } from '../components/notice.tsx';
import { MatterList } from './matter-list.tsx';
import { ReportCard } from './report-card.tsx';

/** A shift is open: what is not finished yet, and the way into counting. */
export function MattersStep({ shift }: { shift: ShiftView }) {
  const { t, dayTime } = useWords();
  const session = useQuery(reads.session.state.queryOptions());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const [report, setReport] = useState<ZReport | null>(null);
  const mayReport = session.data?.rights.includes('accept_over_short') ?? false;
  const start = async () => {
    const answer = await ask(core.shift.startCount.mutate());
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries();
  };
  const showX = async () => {
    const answer = await ask(core.shift.xReport.mutate());
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) setReport(answer.value);
  };
  return (
    <div className="two-columns">
      <div className="stack">
        <h1>{t('shift.mattersTitle')}</h1>
        <MatterList />
        {report && <ReportCard report={report} />}
      </div>
      <div className="stack">
        <div className="card detail">
          <p>
            {t('shift.nowOpen', {
              number: shift.number,
              name: shift.openedBy,
              time: dayTime(shift.openedAt),
            })}
          </p>
          <p className="quiet-text">
            {t('shift.float')} ￥{yuan(shift.openingFloatFen)} ·{' '}
            {t('shift.sales', { count: shift.saleCount })}
          </p>
        </div>
        <button
          type="button"
          className="button next primary"
          data-testid={testIds.startClosing}
          onClick={() => void start()}
        >
          <b>{t('shift.startClose')}</b>
        </button>
        <p className="quiet-text">{t('shift.startHint')}</p>
        {mayReport && (
          <button type="button" className="button" onClick={() => void showX()}>
            {t('shift.xReport')}
          </button>
        )}
        <Notice refusal={refusal} />
      </div>
    </div>
  );
}
