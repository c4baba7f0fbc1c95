import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Answer } from '../../shared/contract/answer.ts';
import type { StaffCard } from '../../shared/contract/session.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';

type Run = <Value>(command: Promise<Answer<Value>>) => Promise<boolean>;

/** Who works here: add, change a PIN, stop. Only the owner sees it. */
export function StaffSettings() {
  const { t } = useWords();
  const staff = useQuery(reads.staff.list.queryOptions());
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const run: Run = async (command) => {
    const answer = await ask(command);
    setRefusal(answer.ok ? null : answer.refusal);
    if (answer.ok) toast(t('app.saved'));
    await queryClient.invalidateQueries({ queryKey: [['staff']] });
    await queryClient.invalidateQueries({ queryKey: [['session', 'staff']] });
    return answer.ok;
  };
  return (
    <section className="card panel">
      <h2>{t('settings.staff')}</h2>
      <Notice refusal={refusal} />
      <ul>
        {staff.data?.map((person) => (
          <StaffRow key={person.staffId} person={person} run={run} />
        ))}
      </ul>
      <AddPerson run={run} />
    </section>
  );
}

function StaffRow({ person, run }: { person: StaffCard; run: Run }) {
  const { t } = useWords();
  const [pin, setPin] = useState<string | null>(null);
  const [isStopping, setStopping] = useState(false);
  const { staffId } = person;
  const change = async (event: FormEvent) => {
    event.preventDefault();
    if (pin !== null && (await run(core.staff.changePin.mutate({ staffId, pin })))) setPin(null);
  };
  return (
    <li className="list-row" data-testid={testIds.staffRow}>
      <span className="list-main">
        <b>{person.name}</b>
        <span className="quiet-text">{t(`role.${person.role}`)}</span>
      </span>
      {pin === null ? (
        <button type="button" className="button" onClick={() => setPin('')}>
          {t('settings.staffNewPin')}
        </button>
      ) : (
        <form className="row" onSubmit={(event) => void change(event)}>
          <input
            className="input"
            type="password"
            inputMode="numeric"
            pattern="\d{4,12}"
            required
            aria-label={t('settings.staffPin')}
            placeholder={t('settings.staffPin')}
            // biome-ignore lint/a11y/noAutofocus: whoever asks for a new PIN types it next
            autoFocus
            value={pin}
            onChange={(event) => setPin(event.target.value)}
          />
          <button type="submit" className="button">
            {t('app.save')}
          </button>
        </form>
      )}
      {isStopping ? (
        <span className="row wrap">
          <span>{t('settings.staffStopAsk', { name: person.name })}</span>
          <button
            type="button"
            className="button"
            onClick={() => void run(core.staff.deactivate.mutate({ staffId }))}
          >
            {t('app.confirm')}
          </button>
          <button type="button" className="button quiet" onClick={() => setStopping(false)}>
            {t('app.cancel')}
          </button>
        </span>
      ) : (
        <button type="button" className="button" onClick={() => setStopping(true)}>
          {t('settings.staffStop')}
        </button>
      )}
    </li>
  );
}

const ROLES = ['cashier', 'manager', 'owner', 'trainer'] as const;

function AddPerson({ run }: { run: Run }) {
  const { t } = useWords();
  const [name, setName] = useState('');
  const [role, setRole] = useState<(typeof ROLES)[number]>('cashier');
  const [pin, setPin] = useState('');
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await run(core.staff.add.mutate({ name, role, pin })))) return;
    setName('');
    setPin('');
  };
  return (
    <form className="form-grid add-person" onSubmit={(event) => void add(event)}>
      <Field
        label={t('settings.staffName')}
        value={name}
        onText={setName}
        maxLength={20}
        required
      />
      <Choice
        label={t('settings.staffRole')}
        value={role}
        options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChoose={setRole}
      />
      <Field
        label={t('settings.staffPin')}
        value={pin}
        onText={setPin}
        type="password"
        inputMode="numeric"
        pattern="\d{4,12}"
        required
      />
      <button type="submit" className="button">
        {t('settings.staffAdd')}
      </button>
    </form>
  );
}
