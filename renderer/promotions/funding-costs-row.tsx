import type { CostByFunding } from '../../shared/contract/promotion-trials.ts';
import { useWords } from '../client/use-words.ts';
import { yuan } from '../components/money.tsx';

const WHO = ['store', 'brand', 'platform', 'government'] as const;

/** Who pays how much more; who pays nothing more is left out. */
export function FundingCosts({ costs }: { readonly costs: CostByFunding }) {
  const { t } = useWords();
  const some = WHO.filter((who) => costs[who] !== 0);
  if (some.length === 0) return null;
  return (
    <p className="row wrap" data-testid="funding-costs">
      <span className="quiet-text">{t('promotions.trying.bears')}</span>
      {some.map((who) => (
        <span key={who} className="chip saving">
          {t(`promotions.form.fundings.${who}`)} ￥{yuan(costs[who])}
        </span>
      ))}
    </p>
  );
}
