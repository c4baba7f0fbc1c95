import { useState } from 'react';
import type { BackupStatus } from '../../shared/contract/backup.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { fileSize } from './file-size.ts';

const TONES = { good: 'green', late: 'amber', failing: 'red', off: 'amber' } as const;

/** How backups stand, in one honest sentence, with what can be done about it. */
export function BackupStanding({
  status,
  isManaging,
}: {
  status: BackupStatus;
  isManaging: boolean;
}) {
  const { t } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const runNow = async () => {
    setRefusal(null);
    const answer = await ask(core.backup.run.mutate());
    if (!answer.ok) return setRefusal(answer.refusal);
    toast(
      answer.value ? t('backup.done', { sales: answer.value.saleCount }) : t('backup.cancelled'),
    );
  };
  const rehearse = async () => {
    setRefusal(null);
    const answer = await ask(core.backup.rehearse.mutate({ file: null }));
    if (!answer.ok) setRefusal(answer.refusal);
  };
  return (
    <section className="card panel">
      <p
        className="health-sum"
        data-tone={TONES[status.standing]}
        data-standing={status.standing}
        data-testid={testIds.backupStanding}
      >
        <i className="dot" aria-hidden="true" />
        {t(`backup.standing.${status.standing}`)}
      </p>
      {(status.target === 'missing' || status.target === 'unwritable') && (
        <p>{t(`backup.todo.${status.target}`)}</p>
      )}
      <BackupFacts status={status} />
      <Notice refusal={refusal} />
      {status.running && <Running status={status} isManaging={isManaging} />}
      {isManaging && !status.running && status.folder !== null && (
        <div className="row wrap">
          <button
            type="button"
            className="button next"
            data-testid={testIds.backupRun}
            onClick={() => void runNow()}
          >
            {t('backup.runNow')}
          </button>
          <button
            type="button"
            className="button"
            data-testid={testIds.backupRehearse}
            onClick={() => void rehearse()}
          >
            {t('backup.rehearse')}
          </button>
          <span className="quiet-text">{t('backup.rehearseHint')}</span>
        </div>
      )}
    </section>
  );
}

function BackupFacts({ status }: { status: BackupStatus }) {
  const { t, dayTime, say } = useWords();
  const { lastSuccess, lastFailure, lastRehearsal, folder } = status;
  if (folder === null) return <p className="quiet-text">{t('backup.hint')}</p>;
  return (
    <dl className="facts">
      <div>
        <dt>{t('backup.place')}</dt>
        <dd>
          {folder}{' '}
          <span className={status.target === 'present' ? 'chip' : 'chip needs'}>
            {t(`backup.target.${status.target}`)}
          </span>
        </dd>
      </div>
      <div>
        <dt>{t('backup.last')}</dt>
        <dd>
          {lastSuccess
            ? t('backup.lastOf', {
                time: dayTime(lastSuccess.at),
                sales: lastSuccess.saleCount,
                size: fileSize(lastSuccess.bytes),
              })
            : t('backup.never')}
        </dd>
      </div>
      {lastFailure && (
        <div>
          <dt>{t('backup.failed')}</dt>
          <dd>
            {dayTime(lastFailure.at)} {say({ code: lastFailure.code, params: { folder } })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('backup.rehearsed')}</dt>
        <dd data-testid={testIds.backupRehearsal}>
          {!lastRehearsal && t('backup.never')}
          {lastRehearsal?.ok &&
            t('backup.rehearsedGood', {
              time: dayTime(lastRehearsal.at),
              sales: lastRehearsal.saleCount,
              entries: lastRehearsal.entryCount,
            })}
          {lastRehearsal &&
            !lastRehearsal.ok &&
            t('backup.rehearsedBad', {
              time: dayTime(lastRehearsal.at),
              why: lastRehearsal.faults[0] ?? '',
            })}
        </dd>
      </div>
    </dl>
  );
}

function Running({ status, isManaging }: { status: BackupStatus; isManaging: boolean }) {
  const { t } = useWords();
  const { running } = status;
  if (!running) return null;
  const percent = Math.floor((100 * running.done) / Math.max(1, running.total));
  return (
    <div className="row wrap" role="status">
      <span>{t(`backup.running.${running.kind}`, { percent })}</span>
      <progress value={running.done} max={Math.max(1, running.total)} />
      {isManaging && (
        <button
          type="button"
          className="button"
          onClick={() => void ask(core.backup.cancel.mutate())}
        >
          {t('backup.stop')}
        </button>
      )}
    </div>
  );
}
