import { useState } from 'react';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import type { Ended } from './end-shift.ts';
import { ReportCard } from './report-card.tsx';
import { StepHead } from './step-head.tsx';

/** The paper is on its way: signatures, and what comes next. */
export function EndedStep({ ended, onNext }: { ended: Ended; onNext: () => void }) {
  const { t } = useWords();
  if (ended.kind === 'handOver') {
    return (
      <div data-testid={testIds.handedOver}>
        <StepHead title={t('shift.handedOver')} step={3} />
        <div className="card detail handed-over">
          <p>{t('shift.handedOverHint')}</p>
          <button
            type="button"
            className="button next primary"
            // biome-ignore lint/a11y/noAutofocus: the one next step
            autoFocus
            data-testid={testIds.nextShift}
            onClick={() => void signOutHere()}
          >
            <b>{t('shift.changePerson')}</b>
          </button>
        </div>
      </div>
    );
  }
  return (
    <>
      <StepHead title={t('shift.closed')} step={3}>
        {t('shift.closedHint')}
      </StepHead>
      <div className="stack">
        <ClosedActs onNext={onNext} />
        <ReportCard report={ended.report} />
      </div>
    </>
  );
}

function ClosedActs({ onNext }: { onNext: () => void }) {
  const { t } = useWords();
  const may = useMay();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const reprint = async () => {
    const jobs = await core.printing.jobs.query();
    const ref = jobs.find((job) => job.kind === 'z_report')?.ref ?? '';
    const answer = await ask(core.printing.reprint.mutate({ kind: 'z_report', ref }));
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('sell.reprinted'));
  };
  return (
    <>
      <div className="row wrap">
        <button
          type="button"
          className="button next"
          // biome-ignore lint/a11y/noAutofocus: the one next step
          autoFocus
          data-testid={testIds.nextShift}
          onClick={onNext}
        >
          {t('shift.next')}
        </button>
        {may('reprint') && (
          <button
            type="button"
            className="button"
            data-testid={testIds.reprintZ}
            onClick={() => void reprint()}
          >
            {t('shift.reprintZ')}
          </button>
        )}
        <button type="button" className="button" onClick={() => void signOutHere()}>
          {t('signIn.signOut')}
        </button>
      </div>
      <Notice refusal={refusal} />
    </>
  );
}
