import { useWords } from '../client/use-words.ts';
import { Choice } from '../components/field.tsx';
import { Segments } from '../components/segments.tsx';
import { Figures } from './figure-fields.tsx';
import type { PartProps } from './form-sections.tsx';
import { ItemPicker } from './item-picker.tsx';
import { TierFields } from './tier-fields.tsx';

/** The figures of a promotion: which there are depends on its kind. */
export function BenefitFields(props: PartProps) {
  const { values } = props;
  switch (values.kind) {
    case 'direct_price':
      return <DirectPrice {...props} />;
    case 'percent':
      return <Figures {...props} fields={[['rate', 'payPercent']]} />;
    case 'member_price':
    case 'flash_sale':
      return <Figures {...props} fields={[['price', 'price']]} />;
    case 'presale':
      return <Presale {...props} />;
    case 'nth_item':
      return (
        <Figures
          {...props}
          fields={[
            ['count', 'n'],
            ['rate', 'offPercent'],
          ]}
        />
      );
    case 'pick_n':
      return (
        <Figures
          {...props}
          fields={[
            ['count', 'count'],
            ['price', 'priceAll'],
          ]}
        />
      );
    case 'bundle':
      return <Bundle {...props} />;
    case 'gift':
    case 'add_on':
      return <Reward {...props} />;
    case 'threshold_tiered':
      return <TierFields {...props} />;
    case 'threshold_percent':
      return (
        <>
          <ReachedBy {...props} />
          <Figures
            {...props}
            fields={[
              ['over', values.isByUnits ? 'overUnits' : 'over'],
              ['rate', 'offPercent'],
              ['cap', 'cap'],
            ]}
          />
        </>
      );
    case 'coupon':
      return <Coupon {...props} />;
    case 'threshold_each':
      return (
        <Figures
          {...props}
          fields={[
            ['over', 'per'],
            ['off', 'off'],
            ['cap', 'cap'],
          ]}
        />
      );
    default:
      return (
        <Figures
          {...props}
          fields={[
            ['over', 'over'],
            ['off', 'off'],
          ]}
        />
      );
  }
}

function DirectPrice(props: PartProps) {
  const { t } = useWords();
  const { values, onChange } = props;
  return (
    <>
      <Segments
        label={t('promotions.form.howPriced')}
        value={values.isFixed ? 'fixed' : 'off'}
        options={[
          { value: 'fixed', label: t('promotions.form.fixedPrice') },
          { value: 'off', label: t('promotions.form.offEach') },
        ]}
        onChoose={(how) => onChange({ isFixed: how === 'fixed' })}
      />
      <Figures {...props} fields={[values.isFixed ? ['price', 'price'] : ['off', 'off']]} />
    </>
  );
}

function Presale(props: PartProps) {
  const { t } = useWords();
  const { values, onChange } = props;
  return (
    <>
      <Segments
        label={t('promotions.form.presaleHow')}
        value={values.isFixed ? 'off' : 'worth'}
        options={(['worth', 'off'] as const).map((value) => ({
          value,
          label: t(`promotions.form.worths.${value}`),
        }))}
        onChoose={(how) => onChange({ isFixed: how === 'off' })}
      />
      <Figures
        {...props}
        fields={[
          ['deposit', 'deposit'],
          ['off', values.isFixed ? 'presaleOff' : 'worth'],
        ]}
      />
    </>
  );
}

function Bundle(props: PartProps) {
  const { t } = useWords();
  const { values, onChange } = props;
  return (
    <>
      <ItemPicker
        label={t('promotions.form.items')}
        skus={values.items.map(({ sku }) => sku)}
        quantities={new Map(values.items.map(({ sku, quantity }) => [sku, quantity]))}
        onSkus={(skus) =>
          onChange({
            items: skus.map(
              (sku) => values.items.find((one) => one.sku === sku) ?? { sku, quantity: '1' },
            ),
          })
        }
        onQuantity={(sku, quantity) =>
          onChange({
            items: values.items.map((one) => (one.sku === sku ? { sku, quantity } : one)),
          })
        }
        testId="bundle-items"
      />
      <Figures {...props} fields={[['price', 'priceAll']]} />
    </>
  );
}

function ReachedBy({ values, onChange }: PartProps) {
  const { t } = useWords();
  return (
    <Segments
      label={t('promotions.form.reachedBy')}
      value={values.isByUnits ? 'units' : 'amount'}
      options={[
        { value: 'amount', label: t('promotions.form.byAmount') },
        { value: 'units', label: t('promotions.form.byUnits') },
      ]}
      onChoose={(by) => onChange({ isByUnits: by === 'units' })}
    />
  );
}

function Reward(props: PartProps) {
  const { t } = useWords();
  const { values, onChange } = props;
  const isAddOn = values.kind === 'add_on';
  return (
    <>
      <ReachedBy {...props} />
      <Figures
        {...props}
        fields={[
          ['over', values.isByUnits ? 'overUnits' : 'over'],
          ['count', isAddOn ? 'addOnCount' : 'rewardCount'],
          ...(isAddOn ? ([['price', 'priceEach']] as const) : []),
        ]}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={values.isEach}
          onChange={(event) => onChange({ isEach: event.target.checked })}
        />
        {t('promotions.form.isEach')}
      </label>
      <ItemPicker
        label={t(isAddOn ? 'promotions.form.addOnGoods' : 'promotions.form.rewardGoods')}
        skus={values.rewardSkus}
        onSkus={(rewardSkus) => onChange({ rewardSkus })}
        testId="reward-items"
      />
    </>
  );
}

const COUPONS = ['shop', 'category', 'platform'] as const;
const CLAIMS = ['automatic', 'shared_code', 'one_time_code'] as const;

function Coupon(props: PartProps) {
  const { t } = useWords();
  const { values, onChange } = props;
  return (
    <>
      <div className="form-grid">
        <Choice
          label={t('promotions.form.couponType')}
          value={values.coupon}
          options={COUPONS.map((value) => ({
            value,
            label: t(`promotions.form.coupons.${value}`),
          }))}
          onChoose={(coupon) => onChange({ coupon })}
        />
        <Choice
          label={t('promotions.form.claim')}
          value={values.claim}
          options={CLAIMS.map((value) => ({ value, label: t(`promotions.form.claims.${value}`) }))}
          onChoose={(claim) => onChange({ claim })}
          testId="coupon-claim"
        />
      </div>
      <Segments
        label={t('promotions.form.couponHow')}
        value={values.isFixed ? 'amount' : 'rate'}
        options={[
          { value: 'amount', label: t('promotions.form.byOff') },
          { value: 'rate', label: t('promotions.form.byRate') },
        ]}
        onChoose={(how) => onChange({ isFixed: how === 'amount' })}
      />
      <Figures
        {...props}
        fields={
          values.isFixed
            ? [
                ['over', 'over'],
                ['off', 'off'],
              ]
            : [
                ['over', 'over'],
                ['rate', 'offPercent'],
                ['cap', 'cap'],
              ]
        }
      />
    </>
  );
}
