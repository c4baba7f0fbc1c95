import { X } from 'lucide-react';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import type { PartProps } from './form-sections.tsx';
import type { HoursText } from './form-values.ts';
import { endText, fromLocal, momentText } from './local-time.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const MOST_HOURS = 6;

/** From when to when, and on which days and at which hours of that time. */
export function TimeFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const { weekdays, hours } = values;
  const change = (index: number, part: Partial<HoursText>) =>
    onChange({ hours: hours.map((one, i) => (i === index ? { ...one, ...part } : one)) });
  return (
    <>
      <div className="form-grid">
        <Field
          label={t('promotions.form.fromDate')}
          type="datetime-local"
          value={values.from}
          onText={(from) => onChange({ from })}
          testId="promotion-from"
        />
        <Field
          label={t('promotions.form.toDate')}
          type="datetime-local"
          value={values.to}
          onText={(to) => onChange({ to })}
          testId="promotion-to"
        />
      </div>
      <SpanInWords from={values.from} to={values.to} />
      <fieldset className="segments-field">
        <legend className="quiet-text">{t('promotions.form.weekdays')}</legend>
        <div className="segments">
          {WEEKDAYS.map((name, index) => ({ name, day: index + 1 })).map(({ name, day }) => (
            <button
              key={name}
              type="button"
              className="button"
              aria-pressed={weekdays.includes(day)}
              onClick={() =>
                onChange({
                  weekdays: weekdays.includes(day)
                    ? weekdays.filter((one) => one !== day)
                    : [...weekdays, day],
                })
              }
            >
              {t(`promotions.form.weekday.${name}`)}
            </button>
          ))}
        </div>
      </fieldset>
      <fieldset className="segments-field">
        <legend className="quiet-text">{t('promotions.form.hours')}</legend>
        <div className="stack">
          {hours.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name but their place
            <div key={index} className="tier">
              <Field
                label={t('promotions.form.from')}
                type="time"
                value={one.from}
                onText={(from) => change(index, { from })}
              />
              <Field
                label={t('promotions.form.to')}
                type="time"
                value={one.to}
                onText={(to) => change(index, { to })}
              />
              <button
                type="button"
                className="button quiet"
                aria-label={t('promotions.form.removeHours')}
                onClick={() => onChange({ hours: hours.filter((_, i) => i !== index) })}
              >
                <X size={18} aria-hidden="true" />
              </button>
            </div>
          ))}
          {hours.length < MOST_HOURS && (
            <button
              type="button"
              className="button add"
              onClick={() => onChange({ hours: [...hours, { from: '18:00', to: '21:00' }] })}
            >
              {t('promotions.form.addHours')}
            </button>
          )}
        </div>
      </fieldset>
    </>
  );
}

/** The same once more as the shop writes it: a browser of another country turns day and month, and noon and midnight, round. */
function SpanInWords({ from, to }: { readonly from: string; readonly to: string }) {
  const [fromAt, toAt] = [fromLocal(from), fromLocal(to)];
  if (fromAt === null || toAt === null || toAt <= fromAt) return null;
  return (
    <p className="quiet-text">
      {momentText(fromAt)} – {endText(toAt)}
    </p>
  );
}
