import type {
  CartLineView,
  NearMissView,
  OpenRewardView,
  PromotionView,
} from '../../shared/contract/cart.ts';
import { nearMissSentence, whySentence } from '../../shared/i18n/why-words.ts';
import { useWords } from '../client/use-words.ts';
import { shortTitle } from '../components/item-title.ts';
import { yuan } from '../components/money.tsx';

/** Sentences about promotions that more than one place says. */
export function useDealWords() {
  const { t, language } = useWords();
  return {
    /** `再买 ￥120.00，可再减 ￥200.00。`: the least that would have to be added, and what the whole cart then saves more. */
    nearMiss: (miss: NearMissView): string => nearMissSentence(miss, language),
    /** Why a promotion gave nothing, or what it took off. */
    why: (promotion: PromotionView): string => whySentence(promotion, language),
    /** `加赠品 电水壶`, or what it costs beside the other goods. */
    reward: ({ priceFen }: OpenRewardView, title: string): string =>
      priceFen === 0
        ? t('deals.addGift', { item: title })
        : t('deals.addOn', { item: title, price: signed(priceFen) }),
  };
}

/** `￥1,234.50`: an amount inside a sentence. */
export function signed(amountFen: number): string {
  return `￥${yuan(amountFen)}`;
}

/** A good in few words, for a list that is about money: its category and model, else its name. */
export function goodLabel(
  line: Pick<CartLineView, 'category' | 'brand' | 'name' | 'model'>,
): string {
  return line.model === '' ? shortTitle(line) : `${line.category} ${line.model}`;
}
