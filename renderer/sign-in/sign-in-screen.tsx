import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SessionState, StaffCard } from '../../shared/contract/session.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { beginSession } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { LanguageSwitch } from '../components/language-switch.tsx';
import { Notice } from '../components/notice.tsx';
import { PinPad } from '../components/pin-pad.tsx';

/** Who is at the till: a card a person, and a PIN. */
export function SignInScreen({ session }: { session: SessionState }) {
  const { t } = useWords();
  const staff = useQuery(reads.session.staff.queryOptions());
  const people = staff.data ?? [];
  const [staffId, setStaffId] = useState<string | null>(null);
  const chosen = people.find((person) => person.staffId === staffId);
  return (
    <main className="front" data-testid={testIds.signIn}>
      <div className="front-card">
        <div className="front-head">
          <strong>{t('app.name')}</strong>
          <span>
            {session.store.name}
            {session.store.branch && ` · ${session.store.branch}`}
          </span>
          <LanguageSwitch />
        </div>
        <div className="card sign-in">
          <section aria-labelledby="who">
            <h1 id="who">{t('signIn.title')}</h1>
            <ul className="staff-grid">
              {people.map((person) => (
                <li key={person.staffId}>
                  <PersonCard
                    person={person}
                    isChosen={person.staffId === staffId}
                    onChoose={() => setStaffId(person.staffId)}
                  />
                </li>
              ))}
            </ul>
          </section>
          <PinEntry key={staffId} person={chosen ?? null} />
        </div>
      </div>
    </main>
  );
}

function PersonCard(props: { person: StaffCard; isChosen: boolean; onChoose: () => void }) {
  const { t } = useWords();
  const { person } = props;
  return (
    <button
      type="button"
      className="staff-card"
      aria-pressed={props.isChosen}
      data-testid={testIds.staffCard(person.staffId)}
      onClick={props.onChoose}
    >
      <span className="tile" aria-hidden="true">
        {person.name.slice(0, 1)}
      </span>
      <b>{person.name}</b>
      <span className="quiet-text">{t(`role.${person.role}`)}</span>
      {person.demoPin !== null && (
        <span className="quiet-text">{t('signIn.demoHint', { pin: person.demoPin })}</span>
      )}
    </button>
  );
}

function PinEntry({ person }: { person: StaffCard | null }) {
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const enter = async (entered: string) => {
    if (!person) return;
    setBusy(true);
    const answer = await ask(core.session.signIn.mutate({ staffId: person.staffId, pin: entered }));
    setBusy(false);
    setPin('');
    if (!answer.ok) return setRefusal(answer.refusal);
    await beginSession(answer.value);
  };
  return (
    <div className="pin-side">
      <PinPad
        label={person ? t('signIn.pinOf', { name: person.name }) : t('signIn.choose')}
        action={t('signIn.enter')}
        pin={pin}
        isBusy={isBusy}
        isDisabled={!person}
        onPin={setPin}
        onEnter={(entered) => void enter(entered)}
      />
      <Notice refusal={refusal} />
    </div>
  );
}
