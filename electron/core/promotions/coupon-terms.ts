import type { CouponTerms } from '../../../shared/documents/coupon-slip.ts';
import type { Promotion } from '../../../shared/domain/promotions/promotion.ts';
import { promotionParts, type SummaryPart } from '../../../shared/i18n/promotion-summary.ts';
import { itemFacts } from '../checkout/cart-line-table.ts';
import type { Database } from '../db/open.ts';
import { goodTitle } from './good-title.ts';

/** What a customer has to know beside what the coupon gives and when: nothing of who pays for it. */
const CONDITIONS: readonly SummaryPart[] = ['scope', 'times', 'audience', 'limits', 'stacking'];

/** The terms of a coupon as it is printed for customers: Chinese, each condition a line. */
export function couponTerms(db: Database, promotion: Promotion): CouponTerms {
  const titleOf = (sku: string) => {
    const good = itemFacts(db, sku);
    return good ? goodTitle(good) : sku;
  };
  const parts = promotionParts(promotion, 'zh-CN', titleOf);
  const said = (about: SummaryPart) => parts.find((part) => part.about === about)?.text ?? '';
  const { name, benefit } = promotion;
  return {
    name,
    benefit: said('benefit'),
    time: said('time'),
    conditions: CONDITIONS.map(said).filter((text) => text !== ''),
    isOneTime: benefit.kind === 'coupon' && benefit.claim === 'one_time_code',
  };
}
