import { CUSTOMER_TIERS, type CustomerTier } from '../../shared/domain/promotions/promotion.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { Segments } from '../components/segments.tsx';

/** What the customer is to the store, which opens promotions; with nothing chosen it stays as it was. */
export function CustomerTierField(props: {
  readonly tier: CustomerTier | undefined;
  readonly onTier: (tier: CustomerTier) => void;
}) {
  const { t } = useWords();
  return (
    <Segments<CustomerTier | ''>
      label={t('deals.tier')}
      value={props.tier ?? ''}
      options={CUSTOMER_TIERS.map((tier) => ({ value: tier, label: t(`deals.tiers.${tier}`) }))}
      onChoose={(tier) => tier !== '' && props.onTier(tier)}
      testId={(tier) => testIds.customerTier(tier)}
    />
  );
}
