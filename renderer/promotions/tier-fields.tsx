import { X } from 'lucide-react';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import type { PartProps } from './form-sections.tsx';
import type { TierText } from './form-values.ts';

const MOST_TIERS = 8;

/** The steps of a tiered threshold, each asking for more and giving more. */
export function TierFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const { tiers } = values;
  const change = (index: number, part: Partial<TierText>) =>
    onChange({ tiers: tiers.map((tier, i) => (i === index ? { ...tier, ...part } : tier)) });
  return (
    <div className="stack">
      {tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier has no name but its place
        <fieldset key={index} className="tier">
          <legend className="quiet-text">{t('promotions.form.tier', { number: index + 1 })}</legend>
          <Field
            label={t('promotions.form.over')}
            value={tier.over}
            onText={(over) => change(index, { over })}
            inputMode="decimal"
            maxLength={12}
            testId={`tier-over-${index + 1}`}
          />
          <Field
            label={t('promotions.form.off')}
            value={tier.off}
            onText={(off) => change(index, { off })}
            inputMode="decimal"
            maxLength={12}
            testId={`tier-off-${index + 1}`}
          />
          {tiers.length > 1 && (
            <button
              type="button"
              className="button quiet"
              aria-label={t('promotions.form.removeTier', { number: index + 1 })}
              onClick={() => onChange({ tiers: tiers.filter((_, i) => i !== index) })}
            >
              <X size={18} aria-hidden="true" />
            </button>
          )}
        </fieldset>
      ))}
      {tiers.length < MOST_TIERS && (
        <button
          type="button"
          className="button add"
          onClick={() => onChange({ tiers: [...tiers, { over: '', off: '' }] })}
        >
          {t('promotions.form.addTier')}
        </button>
      )}
    </div>
  );
}
