import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import type { PartProps } from './form-sections.tsx';
import type { FormValues } from './form-values.ts';
import { wrongFields } from './open-fields.ts';

type FigureName = 'price' | 'off' | 'over' | 'cap' | 'rate' | 'count' | 'deposit';
type Amount = 'price' | 'priceEach' | 'priceAll' | 'off' | 'over' | 'per' | 'cap' | 'deposit';
type Presale = 'worth' | 'presaleOff';
type Count = 'n' | 'count' | 'rewardCount' | 'addOnCount' | 'overUnits';
type Rate = 'payPercent' | 'offPercent';

/** Which text of the form, and what it is called here. */
export type FigureField = readonly [name: FigureName, label: Amount | Presale | Count | Rate];

/** Figures side by side, the one that cannot be read marked; how a percentage is meant stands under them. */
export function Figures(props: PartProps & { readonly fields: readonly FigureField[] }) {
  const { t } = useWords();
  const { values, onChange, fields } = props;
  const wrong = wrongFields(values);
  const rate = fields.map(([, label]) => label).find(isRate);
  const emptyMeans = (name: FigureName) => {
    if (name === 'cap') return t('promotions.form.noCap');
    return name === 'over' && values.kind === 'coupon' ? t('promotions.form.noThreshold') : '';
  };
  return (
    <>
      <div className="form-grid figures-grid">
        {fields.map(([name, label]) => (
          <Field
            key={name}
            label={t(`promotions.form.${label}`)}
            value={values[name]}
            onText={(text) => onChange({ [name]: text } satisfies Partial<FormValues>)}
            placeholder={emptyMeans(name)}
            inputMode="decimal"
            maxLength={12}
            testId={`promotion-${name}`}
            aria-invalid={wrong.includes(name)}
          />
        ))}
      </div>
      {rate && <p className="quiet-text">{t(`promotions.form.${rate}Hint`)}</p>}
    </>
  );
}

function isRate(label: FigureField[1]): label is Rate {
  return label === 'payPercent' || label === 'offPercent';
}
