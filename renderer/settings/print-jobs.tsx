import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { PrintJobView } from '../../shared/contract/printing.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { useFaultWords } from '../components/fault-words.ts';
import { Notice } from '../components/notice.tsx';

/** Print jobs that need a person: what happened, and what to do. */
export function PrintJobs() {
  const { t } = useWords();
  const jobs = useQuery(reads.printing.jobs.queryOptions());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const settle = async (command: Parameters<typeof ask<unknown>>[0]) => {
    const answer = await ask(command);
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['printing']] });
    await queryClient.invalidateQueries({ queryKey: [['system', 'status']] });
  };
  const panel = useRef<HTMLElement>(null);
  const location = useLocation();
  // Whoever comes from the printer's chip wants to see this part, also when already on the page.
  useEffect(() => {
    if (location.searchStr.includes('part=jobs')) panel.current?.scrollIntoView();
  }, [location]);
  const stuck = (jobs.data ?? []).filter((job) => /failed|unknown|queued/.test(job.state));
  return (
    <section ref={panel} className="card panel">
      <h2>{t('settings.jobs')}</h2>
      <Notice refusal={refusal} />
      {stuck.length === 0 && <p className="quiet-text">{t('settings.jobsEmpty')}</p>}
      <ul>
        {stuck.map((job) => (
          <li key={job.jobId} className="list-row" data-testid={testIds.stuckJob}>
            <JobWords job={job} />
            {(job.state !== 'queued' || job.fault !== null) && (
              <span className="row wrap">
                <button
                  type="button"
                  className="button"
                  data-testid={testIds.retryJob}
                  onClick={() => void settle(core.printing.retry.mutate({ jobId: job.jobId }))}
                >
                  {t('settings.jobRetry')}
                </button>
                <button
                  type="button"
                  className="button"
                  data-testid={testIds.abandonJob}
                  onClick={() => void settle(core.printing.abandon.mutate({ jobId: job.jobId }))}
                >
                  {t('settings.jobAbandon')}
                </button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function JobWords({ job }: { job: PrintJobView }) {
  const { t, dayTime } = useWords();
  const faultWords = useFaultWords();
  const advice =
    job.state === 'failed' || job.state === 'unknown' || job.state === 'queued' ? job.state : null;
  return (
    <span className="list-main">
      <b>
        {t(`document.${job.kind}`)}
        {job.copy > 1 && ` · ${t('settings.jobCopy', { copy: job.copy })}`}
      </b>
      <span className="quiet-text">
        {dayTime(job.createdAt)} · {t(`paper.${job.state}`)} ·{' '}
        {t('settings.jobAttempts', { count: job.attempts })}
      </span>
      {job.fault && <span>{faultWords(job.fault)}</span>}
      {advice && <span className="quiet-text">{t(`settings.jobAdvice.${advice}`)}</span>}
    </span>
  );
}
