import { ChevronLeft, ChevronRight } from 'lucide-react';
import { COMPARISONS, type ReportName } from '../../shared/contract/reports.ts';
import { addDays } from '../../shared/kernel/business-date.ts';
import { useWords } from '../client/use-words.ts';
import { Choice, Field } from '../components/field.tsx';
import { type ChosenPeriod, type Preset, presetDates, presetsFor } from './report-period.ts';

/** Which dates a report is about, and what they are set beside. */
export function PeriodBar(props: {
  readonly name: ReportName;
  readonly today: string;
  readonly period: ChosenPeriod;
  readonly onPeriod: (period: ChosenPeriod) => void;
}) {
  const { t } = useWords();
  const { name, today, period, onPeriod } = props;
  if (name === 'today') return <DayBar {...props} />;
  const choose = (preset: Preset) =>
    onPeriod({ ...period, preset, ...presetDates(preset, today, period) });
  return (
    <div className="period-bar">
      <fieldset className="segments-field">
        <legend className="hidden-label">{t('reports.period')}</legend>
        <div className="segments">
          {presetsFor(name).map((preset) => (
            <button
              key={preset}
              type="button"
              className="button"
              aria-pressed={preset === period.preset}
              data-testid={`period-${preset}`}
              onClick={() => choose(preset)}
            >
              {t(`reports.presets.${preset}`)}
            </button>
          ))}
        </div>
      </fieldset>
      {period.preset === 'custom' && (
        <>
          <Field
            label={t('reports.from')}
            type="date"
            value={period.from}
            onText={(from) => onPeriod({ ...period, from })}
          />
          <Field
            label={t('reports.to')}
            type="date"
            value={period.to}
            onText={(to) => onPeriod({ ...period, to })}
          />
        </>
      )}
      <Choice
        label={t('reports.compareWith')}
        value={period.compare}
        options={COMPARISONS.map((value) => ({ value, label: t(`reports.comparisons.${value}`) }))}
        onChoose={(compare) => onPeriod({ ...period, compare })}
        testId="report-compare"
      />
    </div>
  );
}

/** One day, with the days before and after it a press away. */
function DayBar(props: {
  readonly today: string;
  readonly period: ChosenPeriod;
  readonly onPeriod: (period: ChosenPeriod) => void;
}) {
  const { t, day } = useWords();
  const { today, period, onPeriod } = props;
  const show = (date: string) =>
    onPeriod({ ...period, preset: date === today ? 'today' : 'custom', from: date, to: date });
  return (
    <div className="period-bar">
      <button
        type="button"
        className="button"
        aria-label={day(addDays(period.to, -1))}
        onClick={() => show(addDays(period.to, -1))}
      >
        <ChevronLeft size={20} aria-hidden="true" />
      </button>
      <Field
        label={t('reports.period')}
        type="date"
        max={today}
        value={period.to}
        onText={(date) => date !== '' && show(date)}
      />
      <button
        type="button"
        className="button"
        aria-label={day(addDays(period.to, 1))}
        disabled={period.to >= today}
        onClick={() => show(addDays(period.to, 1))}
      >
        <ChevronRight size={20} aria-hidden="true" />
      </button>
      {period.to !== today && (
        <button type="button" className="button" onClick={() => show(today)}>
          {t('reports.presets.today')}
        </button>
      )}
    </div>
  );
}
