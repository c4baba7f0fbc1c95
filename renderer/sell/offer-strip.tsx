import { Gift, ReceiptText, TrendingDown, UserRound } from 'lucide-react';
import type { OpenRewardView } from '../../shared/contract/cart.ts';
import { testIds } from '../client/test-ids.ts';
import { useWords } from '../client/use-words.ts';
import { KeyHint } from '../components/key-hint.tsx';
import { yuan } from '../components/money.tsx';
import { useDealWords } from './use-deal-words.ts';
import type { Sell } from './use-sell.ts';

/** As many as fit beside each other, deposits first; the rest stands in the explanation. */
const SHOWN_BUTTONS = 2;

/** What the cart could still have, at the foot of the lines where nothing is moved by it: gifts to add, what waits for the customer's name, and the nearest saving. */
export function OfferStrip({ sell }: { sell: Sell }) {
  const { t } = useWords();
  const words = useDealWords();
  const { nearMisses, openRewards } = sell.cart;
  const nearest = nearMisses[0];
  const { customer, offeredDeposits, promotions } = sell.cart;
  const buttons = openRewards.length + offeredDeposits.length;
  const waiting =
    customer === null && buttons < SHOWN_BUTTONS
      ? promotions.find(({ reason }) => reason === 'customer_needed')
      : undefined;
  if (!nearest && !waiting && buttons === 0) return null;
  return (
    <section className="offer-strip" aria-label={t('deals.more')} data-testid={testIds.offerStrip}>
      <DepositButtons sell={sell} most={SHOWN_BUTTONS} />
      <RewardButtons
        sell={sell}
        rewards={openRewards}
        most={Math.max(0, SHOWN_BUTTONS - offeredDeposits.length)}
      />
      {waiting && (
        <button
          type="button"
          className="button reward"
          data-testid={testIds.nameCustomer}
          onClick={() => sell.setDialog('customer')}
        >
          <UserRound size={18} aria-hidden="true" />
          {t('deals.forNamed', { name: waiting.name })}
        </button>
      )}
      {nearest && (
        <span className="near-miss" data-testid={testIds.nearMiss}>
          <TrendingDown size={18} aria-hidden="true" />
          <span>
            {words.nearMiss(nearest)} <small>{nearest.name}</small>
          </span>
        </span>
      )}
      <button type="button" className="button quiet" onClick={sell.toggleExplaining}>
        {t('deals.look')}
        <KeyHint action="savings" />
      </button>
    </section>
  );
}

/** Deposits that the cart's customer left for what lies in it, each a press away from the cart. */
function DepositButtons(props: { readonly sell: Sell; readonly most?: number }) {
  const { t } = useWords();
  const { sell } = props;
  return sell.cart.offeredDeposits.slice(0, props.most).map((deposit) => (
    <button
      key={deposit.depositId}
      type="button"
      className="button reward"
      title={`${deposit.number} · ${deposit.title}`}
      data-testid={testIds.offeredDeposit}
      onClick={() => void sell.addDeposit(deposit.number)}
    >
      <ReceiptText size={18} aria-hidden="true" />
      {t('tenders.offered', { amount: yuan(deposit.depositFen) })}
    </button>
  ));
}

/** Goods that a promotion gives or sells for less, each a press away from the cart. */
export function RewardButtons(props: {
  readonly sell: Sell;
  readonly rewards: readonly OpenRewardView[];
  readonly most?: number;
}) {
  const words = useDealWords();
  const { sell, rewards } = props;
  const all = rewards.flatMap((reward) => reward.items.map((item) => ({ reward, item })));
  return all.slice(0, props.most).map(({ reward, item }) => (
    <button
      key={`${reward.promotionId} ${item.sku}`}
      type="button"
      className="button reward"
      data-testid={testIds.addReward}
      data-sku={item.sku}
      onClick={() => void sell.add(item.sku)}
    >
      <Gift size={18} aria-hidden="true" />
      {words.reward(reward, item.title)}
    </button>
  ));
}
