import { useState } from 'react';
import type { CartView } from '../../shared/contract/cart.ts';
import { ask } from '../client/ask.ts';
import { core } from '../client/core-client.ts';
import { useWords } from '../client/use-words.ts';
import { withApproval } from '../components/approval-dialog.tsx';
import { toast } from '../components/toast.tsx';
import { readCartAgain } from './use-cart.ts';
import type { useCartCommands } from './use-cart-commands.ts';

export type DealChoice = 'auto' | 'unticked' | 'pinned';

/** Whether the savings are being explained, and what may be done about them; where the rules ask for it, a manager is asked. */
export function useDeals(cart: CartView, { run }: ReturnType<typeof useCartCommands>) {
  const { t } = useWords();
  // Of one cart: the next customer's first goods are not covered by it.
  const [openFor, setOpenFor] = useState<string | null>(null);
  const isExplaining = openFor !== null && openFor === cart.cartId && cart.lines.length > 0;
  /** Tells whether a coupon helps this cart, which a scan alone does not show. */
  const tellCoupon = (coupons: CartView['coupons'], promotionId: string) => {
    const coupon = coupons.find((one) => one.promotionId === promotionId);
    if (!coupon) return;
    const { name } = coupon;
    toast(coupon.isTaken ? t('deals.couponTaken', { name }) : t('deals.couponWaits', { name }));
  };
  return {
    isExplaining,
    toggleExplaining: () => setOpenFor(isExplaining ? null : cart.cartId),
    explain: () => setOpenFor(cart.cartId),
    tellCoupon,
    choosePromotion: (promotionId: string, choice: DealChoice) =>
      run(
        withApproval((approval) =>
          ask(core.cart.choosePromotion.mutate({ promotionId, choice, approval })),
        ),
      ),
    addCoupon: async (code: string) => {
      const answer = await run(core.cart.addCoupon.mutate({ code }));
      if (answer.ok) tellCoupon((await readCartAgain())?.coupons ?? [], answer.value.promotionId);
      return answer;
    },
    removeCoupon: (promotionId: string) => run(core.cart.removeCoupon.mutate({ promotionId })),
    addDeposit: (number: string) => run(core.cart.addDeposit.mutate({ number })),
    removeDeposit: (depositId: string) => run(core.cart.removeDeposit.mutate({ depositId })),
    allowFloor: () =>
      run(withApproval((approval) => ask(core.cart.allowFloor.mutate({ approval })))),
  };
}
