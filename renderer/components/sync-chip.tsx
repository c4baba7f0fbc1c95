import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SystemStatus } from '../../shared/contract/system.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from './notice.tsx';
import { StatusChip } from './status-chip.tsx';
import { cloudFaultKey, parkedReasonKey, syncWords } from './sync-words.ts';

/** What of the sales is at the cloud, what waits, and what nobody knows; with the reason and the way out. */
export function SyncChip({ sync, now }: { sync: SystemStatus['sync']; now: number }) {
  const { t, dayTime } = useWords();
  const words = syncWords(sync, now);
  const isOn = sync.state !== 'off';
  return (
    <StatusChip
      testId={testIds.statusSync}
      tone={words.tone}
      label={t(words.label, { count: words.count })}
    >
      <p>{t(words.hint)}</p>
      {isOn && sync.lastError !== null && <p>{t(cloudFaultKey(sync.lastError))}</p>}
      {isOn && sync.waiting > 0 && (
        <p className="quiet-text">{t('status.syncWaiting', { count: sync.waiting })}</p>
      )}
      {isOn && sync.unconfirmed > 0 && (
        <p className="quiet-text">{t('status.syncUnconfirmed', { count: sync.unconfirmed })}</p>
      )}
      {isOn && sync.oldestWaitingAt !== null && sync.waiting > 0 && (
        <p className="quiet-text">{t('status.since', { time: dayTime(sync.oldestWaitingAt) })}</p>
      )}
      {sync.journal.fork && (
        <a className="button" href="#/health">
          {t('health.seeHealth')}
        </a>
      )}
      {sync.parked > 0 && <ParkedFacts />}
      {(sync.parked > 0 || (isOn && sync.waiting > 0)) && <SendNow />}
    </StatusChip>
  );
}

function ParkedFacts() {
  const { t, dayTime } = useWords();
  const parked = useQuery(reads.sync.parked.queryOptions());
  return (
    <ul className="parked">
      {(parked.data ?? []).slice(0, MOST_SHOWN).map((fact) => (
        <li key={fact.factId} data-testid={testIds.parkedFact} data-reason={fact.reason}>
          <span className="quiet-text">{dayTime(fact.createdAt)}</span>{' '}
          {t(parkedReasonKey(fact.reason))}
        </li>
      ))}
    </ul>
  );
}

/** Sends at once what waits or was refused, without waiting for the next try by itself. */
function SendNow() {
  const { t } = useWords();
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const sendAgain = async () => {
    const answer = await ask(core.sync.sendAgain.mutate({ factIds: null }));
    setRefusal(answer.ok ? null : answer.refusal);
    await queryClient.invalidateQueries({ queryKey: [['sync']] });
    await queryClient.invalidateQueries({ queryKey: [['system', 'status']] });
  };
  return (
    <>
      <button
        type="button"
        className="button"
        data-testid={testIds.sendAgain}
        onClick={() => void sendAgain()}
      >
        {t('status.sendAgain')}
      </button>
      <Notice refusal={refusal} />
    </>
  );
}

const MOST_SHOWN = 5;
