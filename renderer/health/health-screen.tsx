import { useQuery } from '@tanstack/react-query';
import type { HealthReport } from '../../shared/contract/health.ts';
import { reads } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { HealthRow } from './health-row.tsx';
import { JournalArchive } from './journal-archive.tsx';
import { PaperCode } from './paper-code.tsx';
import { useJournalProgress } from './use-journal-progress.ts';

/** The till cannot tell that a disk fills or a clock was set: the page looks again by itself. */
const LOOK_MS = 15_000;

/** How the store's machine and data are: one line a topic, the worst first, each with what to do. */
export function HealthScreen() {
  const { t, time } = useWords();
  const may = useMay();
  const report = useQuery({ ...reads.health.report.queryOptions(), refetchInterval: LOOK_MS });
  return (
    <main className="page">
      <div className="inner health">
        <div className="page-head">
          <h1>
            {t('health.title')}{' '}
            {report.data && (
              <small className="quiet-text">
                {t('health.lookedAt', { time: time(report.data.at) })}
              </small>
            )}
          </h1>
          <button
            type="button"
            className="button"
            data-testid={testIds.healthAgain}
            onClick={() => void report.refetch()}
          >
            {t('health.again')}
          </button>
        </div>
        {report.data && <Report report={report.data} again={() => void report.refetch()} />}
        {may('see_reports') && <PaperCode />}
        {may('archive_journal') && <JournalArchive />}
      </div>
    </main>
  );
}

function Report({ report, again }: { report: HealthReport; again: () => void }) {
  const { t } = useWords();
  const { lines } = report;
  const progress = useJournalProgress() ?? report.progress;
  const count = lines.filter(({ tone }) => tone === report.tone).length;
  const sum = { green: 'allGood', amber: 'someAmber', red: 'someRed' } as const;
  const order = { red: 0, amber: 1, green: 2 } as const;
  const sorted = [...lines].sort((a, b) => order[a.tone] - order[b.tone]);
  return (
    <>
      <p className="health-sum" data-tone={report.tone} data-testid={testIds.healthSum}>
        <i className="dot" aria-hidden="true" />
        {t(`health.${sum[report.tone]}`, { count })}
      </p>
      {progress && (
        <p className="health-progress" role="status">
          {t('health.checkingPart', {
            percent: Math.floor((100 * progress.done) / Math.max(1, progress.total)),
          })}
          <progress value={progress.done} max={Math.max(1, progress.total)} />
        </p>
      )}
      <ul className="card">
        {sorted.map((line) => (
          <HealthRow key={line.topic} line={line} again={again} />
        ))}
      </ul>
    </>
  );
}
