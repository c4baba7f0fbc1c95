import type { DepositView, PresaleView } from '../../../shared/contract/deposits.ts';
import { maskName, maskPhone } from '../../../shared/domain/customer/mask.ts';
import { isInScope } from '../../../shared/domain/promotions/promotion-scope.ts';
import { itemFacts } from '../checkout/cart-line-table.ts';
import { staffName } from '../checkout/current-cart.ts';
import { saleById } from '../checkout/sale-table.ts';
import { originalState } from '../printing/print-job-table.ts';
import { goodTitle } from '../promotions/good-title.ts';
import { promotionVersion } from '../promotions/promotion-table.ts';
import { personById } from '../staff/person-table.ts';
import type { Till } from '../till.ts';
import type { StandingDeposit } from './deposit-table.ts';
import { openPresales, type Presale } from './presales.ts';

/** Goods shown of one presale: a presale is for few; more are found by their code. */
const MOST_GOODS = 50;

/** The presales that deposits may be taken for, with the goods each covers. */
export function presaleViews(till: Till): readonly PresaleView[] {
  return openPresales(till).map(({ promotion, benefit }) => ({
    promotionId: promotion.promotionId,
    name: promotion.name,
    ...{ depositFen: benefit.depositFen, worthFen: benefit.worthFen, offFen: benefit.offFen },
    ...{ fromAt: promotion.window.fromAt, toAt: promotion.window.toAt },
    goods: goodsOf(till, promotion),
  }));
}

function goodsOf(till: Till, { scope }: Presale['promotion']): PresaleView['goods'] {
  return scope.skus.slice(0, MOST_GOODS).flatMap((sku) => {
    const good = itemFacts(till.db, sku);
    if (!good || !isInScope({ sku, ...good }, scope)) return [];
    return [{ sku, title: goodTitle(good), listFen: good.listFen }];
  });
}

/** A deposit for lists, its customer masked. */
export function depositView(till: Till, deposit: StandingDeposit): DepositView {
  const { end, personId, sku } = deposit;
  const version = promotionVersion(till.db, deposit.promotionId, deposit.promotionVersion);
  const person = personId === null ? null : personById(till.db, till.secrets.fieldKey, personId);
  const good = itemFacts(till.db, sku);
  return {
    depositId: deposit.depositId,
    number: deposit.number,
    promotionName: version?.definition.name ?? '',
    title: good ? goodTitle(good) : sku,
    customer: person ? `${maskName(person.name)} ${maskPhone(person.phone)}` : '',
    depositFen: deposit.depositFen,
    at: deposit.at,
    by: staffName(till, deposit.by),
    balanceUntil: version?.definition.window.toAt ?? deposit.at,
    state: end?.state ?? 'held',
    endedAt: end?.at ?? null,
    endedBy: end ? staffName(till, end.by) : null,
    approvedBy: end?.approvedBy ? staffName(till, end.approvedBy) : null,
    reason:
      end?.state === 'redeemed'
        ? (saleById(till.db, end.ref)?.receiptNumber ?? '')
        : (end?.ref ?? ''),
    slipState: originalState(till.db, 'deposit_slip', deposit.depositId) ?? 'cancelled',
  };
}
