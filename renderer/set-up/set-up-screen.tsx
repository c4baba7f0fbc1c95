import { type FormEvent, useState } from 'react';
import { RestoreHere } from '../backup/restore-here.tsx';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { beginSession } from '../client/session-change.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { LanguageSwitch } from '../components/language-switch.tsx';
import { Notice } from '../components/notice.tsx';

const EMPTY = {
  storeName: '',
  branch: '',
  address: '',
  phone: '',
  ownerName: '',
  pin: '',
  pinAgain: '',
};

/** The first start of a real store: its name, and who owns it. */
export function SetUpScreen() {
  const { t } = useWords();
  const [form, setForm] = useState(EMPTY);
  const [differs, setDiffers] = useState(false);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const put = (key: keyof typeof EMPTY) => (text: string) => setForm({ ...form, [key]: text });
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setDiffers(form.pin !== form.pinAgain);
    if (form.pin !== form.pinAgain) return;
    const { pinAgain: _, ...input } = form;
    const answer = await ask(core.session.setUp.mutate(input));
    if (!answer.ok) return setRefusal(answer.refusal);
    await beginSession(answer.value);
  };
  const [isRestoring, setRestoring] = useState(false);
  if (isRestoring) return <RestoreHere onBack={() => setRestoring(false)} />;
  const digits = { inputMode: 'numeric', pattern: '\\d{4,12}', type: 'password' } as const;
  return (
    <main className="front" data-testid={testIds.setUp}>
      <form className="card set-up" onSubmit={(event) => void send(event)}>
        <div className="front-head">
          <h1>{t('setUp.title')}</h1>
          <LanguageSwitch />
        </div>
        <p className="quiet-text">{t('setUp.hint')}</p>
        <div className="form-grid">
          <Field
            label={t('setUp.storeName')}
            value={form.storeName}
            onText={put('storeName')}
            maxLength={40}
            required
          />
          <Field
            label={t('setUp.branch')}
            value={form.branch}
            onText={put('branch')}
            maxLength={40}
          />
          <Field
            label={t('setUp.address')}
            value={form.address}
            onText={put('address')}
            maxLength={80}
          />
          <Field label={t('setUp.phone')} value={form.phone} onText={put('phone')} maxLength={20} />
          <Field
            label={t('setUp.ownerName')}
            value={form.ownerName}
            onText={put('ownerName')}
            maxLength={20}
            required
          />
          <Field label={t('setUp.pin')} value={form.pin} onText={put('pin')} {...digits} required />
          <Field
            label={t('setUp.pinAgain')}
            value={form.pinAgain}
            onText={put('pinAgain')}
            {...digits}
            required
          />
        </div>
        {differs && (
          <div className="notice" role="alert">
            <p>{t('setUp.pinDiffers')}</p>
          </div>
        )}
        <Notice refusal={refusal} />
        <div className="dialog-foot">
          <button
            type="button"
            className="button large"
            data-testid={testIds.fromBackup}
            onClick={() => setRestoring(true)}
          >
            {t('backup.fromBackup')}
          </button>
          <button type="submit" className="button next large">
            {t('setUp.start')}
          </button>
        </div>
      </form>
    </main>
  );
}
