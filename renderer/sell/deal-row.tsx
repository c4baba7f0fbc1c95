import { LockKeyhole } from 'lucide-react';
import type { OpenRewardView, PromotionView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useMay } from '../client/use-may.ts';
import { useWords } from '../client/use-words.ts';
import { minusYuan } from '../components/money.tsx';
import { CHOICE_OF, type DealAct, dealActs } from './deal-acts.ts';
import { RewardButtons } from './offer-strip.tsx';
import { useDealWords } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

const ACT_IDS: Readonly<Record<DealAct, string>> = {
  useNot: testIds.dealUseNot,
  useThis: testIds.dealInsist,
  toAuto: testIds.dealAuto,
};

/** One promotion: its name, what it is, who bears it, what it took off or why nothing, and what may be done about it. */
export function DealRow(props: {
  readonly promotion: PromotionView;
  readonly sell: Sell;
  readonly testId: string;
}) {
  const { t } = useWords();
  const may = useMay();
  const { promotion, sell } = props;
  const reward = sell.cart.openRewards.find((one) => one.promotionId === promotion.promotionId);
  const isLocked = !promotion.isOptional && !may('override_promotion');
  return (
    <li
      className="deal-row deal-of-cart"
      data-testid={props.testId}
      data-taken={promotion.isTaken}
      data-choice={promotion.choice}
      data-reason={promotion.reason}
      data-fen={promotion.amountFen}
    >
      <b>{promotion.name}</b>
      <b className="saved">{promotion.isTaken && minusYuan(promotion.amountFen)}</b>
      <DealWhy promotion={promotion} reward={reward} sell={sell} />
      <div className="deal-row-acts">
        {reward && <RewardButtons sell={sell} rewards={[reward]} />}
        {dealActs(promotion).map((act, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: the button that was pressed keeps the focus when its meaning turns
            key={index}
            type="button"
            className="button"
            aria-label={
              isLocked && act !== 'toAuto'
                ? `${t(`deals.${act}`)} · ${t('deals.needsApproval')}`
                : undefined
            }
            data-testid={ACT_IDS[act]}
            onClick={() => void sell.choosePromotion(promotion.promotionId, CHOICE_OF[act])}
          >
            {t(`deals.${act}`)}
            {isLocked && act !== 'toAuto' && <LockKeyhole size={14} aria-hidden="true" />}
          </button>
        ))}
      </div>
    </li>
  );
}

function DealWhy(props: {
  readonly promotion: PromotionView;
  readonly reward: OpenRewardView | undefined;
  readonly sell: Sell;
}) {
  const { t } = useWords();
  const words = useDealWords();
  const { promotion, reward, sell } = props;
  const { choice, kind, funding, times, lines, isTaken } = promotion;
  const saysMore = (!isTaken && !reward) || promotion.forfeitedFen > 0; // what it took off stands beside its name
  const used = sell.cart.lines.filter((line) => lines.some((one) => one.lineId === line.lineId));
  const goods = [...new Set(used.map((line) => line.category))];
  const facts = [
    t(`promotions.kind.${kind}`),
    isTaken && times > 1 && t('deals.times', { count: times }),
    t('deals.fundedBy', { who: t(`funding.${funding}`) }),
  ].filter(Boolean);
  return (
    <p className="quiet-text">
      {choice !== 'auto' && <span className="chip needs">{t(`deals.${choice}`)}</span>}{' '}
      {facts.join(' · ')}
      {goods.length > 0 && (
        <>
          <br />
          {t('deals.onGoods', { goods: goods.join(' · ') })}
        </>
      )}
      {reward && (
        <>
          <br />
          <span className="deal-why">{t('deals.rewardLeft', { count: reward.count })}</span>
        </>
      )}
      {saysMore && (
        <>
          <br />
          <span className="deal-why">{words.why(promotion)}</span>
        </>
      )}
    </p>
  );
}
