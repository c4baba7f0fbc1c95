import { useQuery } from '@tanstack/react-query';
import { CUSTOMER_TIERS } from '../../shared/domain/promotions/promotion.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Segments } from '../components/segments.tsx';
import type { PartProps } from './form-sections.tsx';

/** For which customers, and at which registers where there are several. */
export function WhoFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const facets = useQuery(reads.promotions.facets.queryOptions()).data;
  const { audience } = values;
  const registerIds = facets?.registerIds ?? [];
  const set = (change: Partial<typeof audience>) =>
    onChange({ audience: { ...audience, ...change } });
  return (
    <>
      <Several
        label={t('promotions.form.tiers')}
        all={CUSTOMER_TIERS}
        chosen={audience.tiers}
        nameOf={(tier) => t(`promotions.form.tierNames.${tier}`)}
        onChosen={(tiers) => set({ tiers })}
      />
      {(registerIds.length > 1 || audience.registerIds.length > 0) && (
        <Several
          label={t('promotions.form.registers')}
          all={registerIds}
          chosen={audience.registerIds}
          nameOf={(number) => t('promotions.form.register', { number })}
          onChosen={(chosen) => set({ registerIds: chosen })}
        />
      )}
      <Tick
        label={t('promotions.form.needsCustomer')}
        isOn={audience.isCustomerNeeded}
        onTick={(isCustomerNeeded) => set({ isCustomerNeeded })}
      />
    </>
  );
}

const LIMITS = ['total', 'perDay', 'perCustomer', 'perSale'] as const;

/** How often it may be had: in all, a day, a customer, an order. */
export function LimitFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const { quota, kind } = values;
  const isSale = kind === 'coupon' || kind.startsWith('threshold_');
  const unit = isSale ? 'sales' : kind === 'bundle' || kind === 'pick_n' ? 'sets' : 'units';
  return (
    <>
      <div className="form-grid figures-grid">
        {LIMITS.map((name) => (
          <Field
            key={name}
            label={t(`promotions.form.${name}`)}
            placeholder={t('promotions.form.noLimit')}
            value={quota[name]}
            onText={(text) => onChange({ quota: { ...quota, [name]: text } })}
            inputMode="numeric"
            maxLength={5}
            testId={`quota-${name}`}
          />
        ))}
      </div>
      <p className="quiet-text">{t(`promotions.form.countedIn.${unit}`)}</p>
    </>
  );
}

/** How it stands beside other promotions. */
export function TogetherFields({ values, onChange }: PartProps) {
  const { t } = useWords();
  const isThreshold = values.kind.startsWith('threshold_');
  return (
    <>
      <div className="tick-grid">
        <Tick
          label={t('promotions.form.exclusive')}
          isOn={values.isExclusive}
          onTick={(isExclusive) => onChange({ isExclusive })}
        />
        {!values.isExclusive && values.kind !== 'coupon' && (
          <Tick
            label={t('promotions.form.coupons_too')}
            isOn={values.stacksWithCoupons}
            onTick={(stacksWithCoupons) => onChange({ stacksWithCoupons })}
          />
        )}
        <Tick
          label={t('promotions.form.optional')}
          isOn={values.isOptional}
          onTick={(isOptional) => onChange({ isOptional })}
        />
      </div>
      {isThreshold && (
        <Segments
          label={t('promotions.form.layer')}
          value={values.layer === 5 ? 'across' : 'shop'}
          options={[
            { value: 'shop', label: t('promotions.form.layers.shop') },
            { value: 'across', label: t('promotions.form.layers.across') },
          ]}
          onChoose={(layer) => onChange({ layer: layer === 'across' ? 5 : 3 })}
        />
      )}
      {(isThreshold || values.kind === 'coupon') && (
        <Segments
          label={t('promotions.form.basis')}
          value={values.basis}
          options={(['activity', 'running'] as const).map((value) => ({
            value,
            label: t(`promotions.form.bases.${value}`),
          }))}
          onChoose={(basis) => onChange({ basis })}
        />
      )}
      <div className="form-grid">
        <Field
          label={t('promotions.form.group')}
          value={values.group}
          onText={(group) => onChange({ group })}
          maxLength={40}
        />
        <Field
          label={t('promotions.form.priority')}
          type="number"
          min={-1000}
          max={1000}
          value={String(values.priority)}
          onText={(text) => onChange({ priority: Math.trunc(Number(text)) || 0 })}
        />
      </div>
    </>
  );
}

function Several<Value extends string>(props: {
  readonly label: string;
  readonly all: readonly Value[];
  readonly chosen: readonly Value[];
  readonly nameOf: (value: Value) => string;
  readonly onChosen: (chosen: readonly Value[]) => void;
}) {
  const { chosen } = props;
  return (
    <fieldset className="segments-field">
      <legend className="quiet-text">{props.label}</legend>
      <div className="segments">
        {props.all.map((value) => (
          <button
            key={value}
            type="button"
            className="button"
            aria-pressed={chosen.includes(value)}
            onClick={() =>
              props.onChosen(
                chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value],
              )
            }
          >
            {props.nameOf(value)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function Tick(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onTick: (isOn: boolean) => void;
}) {
  return (
    <label className="check">
      <input
        type="checkbox"
        checked={props.isOn}
        onChange={(event) => props.onTick(event.target.checked)}
      />
      {props.label}
    </label>
  );
}
