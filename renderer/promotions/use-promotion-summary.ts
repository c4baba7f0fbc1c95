import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { PromotionDraft } from '../../shared/contract/promotions.ts';
import { promotionParts, promotionSummary } from '../../shared/i18n/promotion-summary.ts';
import { reads } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';

/** What goods are called, by sku; those that are not read yet by their number. */
export function useGoodTitles(skus: readonly string[]): (sku: string) => string {
  const wanted = [...new Set(skus)].sort();
  const read = useQuery(
    reads.promotions.goods.queryOptions(
      { skus: wanted },
      { enabled: wanted.length > 0, placeholderData: keepPreviousData, staleTime: 60_000 },
    ),
  );
  const titles = new Map((read.data ?? []).map(({ sku, title }) => [sku, title]));
  return (sku) => titles.get(sku) ?? sku;
}

/** A promotion in one plain line of the screen's language. */
export function usePromotionSummary(draft: PromotionDraft): string {
  const { language } = useWords();
  return promotionSummary(draft, language, useGoodTitles(namedSkus(draft)));
}

/** Everything a promotion says, part by part. */
export function usePromotionParts(draft: PromotionDraft) {
  const { language } = useWords();
  return promotionParts(draft, language, useGoodTitles(namedSkus(draft)));
}

function namedSkus({ benefit, scope }: PromotionDraft): readonly string[] {
  const given = benefit.kind === 'gift' || benefit.kind === 'add_on' ? benefit.reward.skus : [];
  const items = benefit.kind === 'bundle' ? benefit.items.map(({ sku }) => sku) : [];
  return [...scope.skus, ...scope.exclude.skus, ...given, ...items].slice(0, 60);
}
