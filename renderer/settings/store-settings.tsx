import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { CASH_ROUNDINGS, type Settings } from '../../shared/contract/system.ts';
import { ask, type ScreenRefusal } from '../client/ask.ts';
import { core, reads } from '../client/core-client.ts';
import { queryClient } from '../client/query-client.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { Notice } from '../components/notice.tsx';
import { toast } from '../components/toast.tsx';
import { PrinterFields } from './printer-fields.tsx';

/** What the whole store shares; saved together. */
export function StoreSettings() {
  const settings = useQuery(reads.settings.get.queryOptions(undefined, { staleTime: Infinity }));
  if (!settings.data) return null;
  return <SettingsForm kept={settings.data} />;
}

function SettingsForm({ kept }: { kept: Settings }) {
  const { t } = useWords();
  const [form, setForm] = useState(kept);
  const [refusal, setRefusal] = useState<ScreenRefusal | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await ask(core.settings.save.mutate(form));
    setRefusal(answer.ok ? null : answer.refusal);
    if (!answer.ok) return;
    toast(t('app.saved'));
    await queryClient.invalidateQueries();
  };
  const { scanner, cloud } = form;
  return (
    <form className="card panel" onSubmit={(event) => void save(event)}>
      <PrinterFields
        printer={form.printer}
        onPrinter={(printer) => setForm({ ...form, printer })}
        onRefused={setRefusal}
      />
      <h2>{t('settings.scanner')}</h2>
      <p className="quiet-text">{t('settings.scannerHint')}</p>
      <div className="form-grid">
        <Field
          label={t('settings.scannerPath')}
          value={scanner.serialPath ?? ''}
          onText={(text) =>
            setForm({ ...form, scanner: { ...scanner, serialPath: text.trim() || null } })
          }
          maxLength={100}
        />
      </div>
      <h2>{t('settings.money')}</h2>
      <div className="form-grid">
        <Choice
          label={t('settings.rounding')}
          value={form.cashRounding}
          options={CASH_ROUNDINGS.map((mode) => ({
            value: mode,
            label: t(`settings.roundings.${mode}`),
          }))}
          onChoose={(cashRounding) => setForm({ ...form, cashRounding })}
        />
        <Field
          label={t('settings.autoLock')}
          type="number"
          min={1}
          max={240}
          value={String(form.autoLockMinutes)}
          onText={(text) => setForm({ ...form, autoLockMinutes: Number(text) })}
        />
        <Choice
          label={t('settings.dayCutoff')}
          value={String(form.dayCutoffMinutes)}
          options={cutoffTimes(kept.dayCutoffMinutes)}
          onChoose={(text) => setForm({ ...form, dayCutoffMinutes: Number(text) })}
          testId={testIds.dayCutoff}
        />
        <Field
          label={t('settings.region')}
          value={form.region}
          onText={(text) => setForm({ ...form, region: text.trim() })}
          inputMode="numeric"
          maxLength={6}
          pattern="(\d{2}|\d{4}|\d{6})?"
          name="store-code"
          testId={testIds.storeRegion}
        />
      </div>
      <h2>{t('settings.cloud')}</h2>
      <div className="form-grid">
        <Field
          label={t('settings.cloudUrl')}
          type="url"
          value={cloud.url ?? ''}
          onText={(text) => setForm({ ...form, cloud: { ...cloud, url: text.trim() || null } })}
          maxLength={200}
        />
        <Field
          label={t('settings.cloudToken')}
          type="password"
          value={cloud.token ?? ''}
          onText={(text) => setForm({ ...form, cloud: { ...cloud, token: text || null } })}
          maxLength={200}
        />
      </div>
      <Notice refusal={refusal} />
      <div className="dialog-foot">
        <button type="submit" className="button next wide" data-testid={testIds.saveSettings}>
          {t('app.save')}
        </button>
      </div>
    </form>
  );
}

/** Every half hour from midnight to noon, and the time that is set. */
function cutoffTimes(kept: number): readonly { readonly value: string; readonly label: string }[] {
  const times = Array.from({ length: 25 }, (_, index) => index * 30);
  return [...new Set([...times, kept])]
    .sort((a, b) => a - b)
    .map((minutes) => ({ value: String(minutes), label: timeOfDay(minutes) }));
}

function timeOfDay(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
