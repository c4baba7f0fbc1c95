import type { ReactNode } from 'react';
import type { PromotionCheck } from '../../shared/contract/promotions.ts';
import { useWords } from '../client/use-words.ts';
import { Field } from '../components/field.tsx';
import { Segments } from '../components/segments.tsx';
import { BenefitFields } from './benefit-fields.tsx';
import type { FormValues } from './form-values.ts';
import { LimitFields, TogetherFields, WhoFields } from './rule-fields.tsx';
import { ScopeFields } from './scope-fields.tsx';
import { TimeFields } from './time-fields.tsx';
import { useNamedProblems } from './use-named-problems.ts';

const FUNDINGS = ['store', 'brand', 'platform', 'government'] as const;

export type PartProps = {
  readonly values: FormValues;
  readonly onChange: (change: Partial<FormValues>) => void;
};

/** Beside which part of the form a problem is shown. */
const SECTION_OF: Readonly<Record<string, 'what' | 'goods' | 'when' | 'limits'>> = {
  promotion_rate_invalid: 'what',
  promotion_amount_invalid: 'what',
  promotion_off_exceeds_threshold: 'what',
  promotion_threshold_unit: 'what',
  promotion_tiers_contradict: 'what',
  promotion_bundle_too_small: 'what',
  promotion_item_twice: 'what',
  promotion_item_out_of_scope: 'goods',
  promotion_price_not_lower: 'what',
  promotion_count_invalid: 'what',
  promotion_deposit_invalid: 'what',
  promotion_layer_invalid: 'what',
  promotion_scope_empty: 'goods',
  promotion_item_unknown: 'goods',
  promotion_ends_before_start: 'when',
  promotion_already_over: 'when',
  promotion_never_runs: 'when',
  promotion_quota_invalid: 'limits',
};

/** Everything a promotion is made of, in the order in which an owner thinks of it. */
export function FormSections(props: PartProps & { readonly problems: PromotionCheck['problems'] }) {
  const { t } = useWords();
  const { values, onChange } = props;
  const problems = useNamedProblems(props.problems);
  const section = (name: 'what' | 'goods' | 'when' | 'limits') =>
    problems.filter(({ code }) => SECTION_OF[code] === name);
  return (
    <>
      <Section title={t('promotions.form.what')} problems={section('what')}>
        <div className="form-grid">
          <Field
            label={t('promotions.form.name')}
            value={values.name}
            onText={(name) => onChange({ name })}
            maxLength={40}
            testId="promotion-name"
          />
          <Field
            label={t('promotions.form.campaign')}
            value={values.campaign}
            onText={(campaign) => onChange({ campaign })}
            maxLength={40}
            testId="promotion-campaign"
          />
        </div>
        <BenefitFields values={values} onChange={onChange} />
        <Segments
          label={t('promotions.form.funding')}
          value={values.funding}
          options={FUNDINGS.map((value) => ({
            value,
            label: t(`promotions.form.fundings.${value}`),
          }))}
          onChoose={(funding) => onChange({ funding })}
          testId={(value) => `funding-${value}`}
        />
      </Section>
      {values.kind !== 'bundle' && (
        <Section title={t('promotions.form.goods')} problems={section('goods')}>
          <ScopeFields values={values} onChange={onChange} />
        </Section>
      )}
      <Section title={t('promotions.form.when')} problems={section('when')}>
        <TimeFields values={values} onChange={onChange} />
      </Section>
      <Section title={t('promotions.form.who')} problems={[]}>
        <WhoFields values={values} onChange={onChange} />
      </Section>
      <Section title={t('promotions.form.limits')} problems={section('limits')}>
        <LimitFields values={values} onChange={onChange} />
      </Section>
      <Section title={t('promotions.form.together')} problems={[]}>
        <TogetherFields values={values} onChange={onChange} />
      </Section>
    </>
  );
}

function Section(props: {
  readonly title: string;
  readonly problems: PromotionCheck['problems'];
  readonly children: ReactNode;
}) {
  const { say } = useWords();
  return (
    <section className="card detail">
      <h2>{props.title}</h2>
      {props.children}
      {props.problems.map((problem) => (
        <p key={problem.code} className="field-problem" data-code={problem.code}>
          {say(problem)}
        </p>
      ))}
    </section>
  );
}
