import { useState } from 'react';
import type { SessionState } from '../../shared/contract/session.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { signOutHere } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Notice } from '../components/notice.tsx';
import { PinPad } from '../components/pin-pad.tsx';

/** The till stood alone: the same person's PIN goes on where it stopped. */
export function LockScreen({ session }: { session: SessionState }) {
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const unlock = async (entered: string) => {
    setBusy(true);
    const answer = await ask(core.session.unlock.mutate({ pin: entered }));
    setBusy(false);
    setPin('');
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) await queryClient.invalidateQueries();
  };
  return (
    <main className="front" data-testid={testIds.lockScreen}>
      <div className="card lock-card">
        <h1>{t('signIn.locked')}</h1>
        <p className="quiet-text">{t('signIn.lockedHint')}</p>
        <PinPad
          label={t('signIn.pinOf', { name: session.staff?.name ?? '' })}
          action={t('signIn.unlock')}
          pin={pin}
          isBusy={isBusy}
          onPin={setPin}
          onEnter={(entered) => void unlock(entered)}
        />
        {session.staff?.demoPin && (
          <p className="quiet-text">{t('signIn.demoHint', { pin: session.staff.demoPin })}</p>
        )}
        <Notice refusal={refusal} />
        <button type="button" className="button quiet" onClick={() => void signOutHere()}>
          {t('signIn.other')}
        </button>
      </div>
    </main>
  );
}
