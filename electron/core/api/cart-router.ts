import type { Answer } from '../../../shared/contract/answer.ts';
import {
  addItemInput,
  cartDepositInput,
  cartDepositRemovalInput,
  cartInput,
  clearInput,
  couponInput,
  couponRemovalInput,
  customerInput,
  discountInput,
  floorInput,
  handoverInput,
  holdInput,
  lineInput,
  noteInput,
  overrideInput,
  promotionChoiceInput,
  quantityInput,
  type ScanValue,
  scanInput,
  serialInput,
} from '../../../shared/contract/cart.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { acceptPrices } from '../checkout/accept-prices.ts';
import { addCoupon, removeCoupon } from '../checkout/cart-coupons.ts';
import { removeCustomer, setCustomer } from '../checkout/cart-customer.ts';
import { addSerial, removeSerial } from '../checkout/cart-serials.ts';
import { allowFloor, choosePromotion } from '../checkout/choose-promotion.ts';
import { currentCart, staffName } from '../checkout/current-cart.ts';
import { discountByHand, overridePrice } from '../checkout/deduct-by-hand.ts';
import {
  addItem,
  clearCart,
  removeLine,
  setHandover,
  setNote,
  setQuantity,
} from '../checkout/edit-cart.ts';
import { holdCart, listHeldCarts, recallCart } from '../checkout/hold-cart.ts';
import { scanCode } from '../checkout/scan-code.ts';
import { addDeposit, removeDeposit } from '../deposits/cart-deposits.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

const selling = needing('sell');

/** The cart of this register. Changes answer whether they happened; the cart is then read again with `current`. */
export const cartRouter = router({
  current: selling.query(({ ctx }) => currentCart(ctx.till, ctx.actor)),

  scan: selling.input(scanInput).mutation(({ ctx, input }): Answer<ScanValue> => {
    const outcome = scanCode(ctx.till, ctx.actor, input);
    if (!outcome.ok) return outcome;
    return ok({ outcome: outcome.value, cart: currentCart(ctx.till, ctx.actor) });
  }),
  addItem: selling
    .input(addItemInput)
    .mutation(({ ctx, input }) => addItem(ctx.till, ctx.actor, input)),
  setQuantity: selling
    .input(quantityInput)
    .mutation(({ ctx, input }) => setQuantity(ctx.till, ctx.actor, input)),
  removeLine: selling
    .input(lineInput)
    .mutation(({ ctx, input }) => removeLine(ctx.till, ctx.actor, input.lineId)),
  setNote: selling.input(noteInput).mutation(({ ctx, input }) => setNote(ctx.till, input)),
  setHandover: selling
    .input(handoverInput)
    .mutation(({ ctx, input }) => setHandover(ctx.till, input)),
  acceptPrices: selling.mutation(({ ctx }) => acceptPrices(ctx.till)),

  setSerial: selling.input(serialInput).mutation(({ ctx, input }) => addSerial(ctx.till, input)),
  removeSerial: selling
    .input(serialInput)
    .mutation(({ ctx, input }) => removeSerial(ctx.till, input)),

  setCustomer: selling
    .input(customerInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<null>> => {
      const need = { right: 'override_promotion' } as const;
      const deed = await deedOf(ctx.till, ctx.actor, approval, need);
      return deed.ok ? setCustomer(ctx.till, deed.value, input) : deed;
    }),
  removeCustomer: selling.mutation(({ ctx }) => removeCustomer(ctx.till)),

  overridePrice: needing('price_override')
    .input(overrideInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<null>> => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'manual_discount' });
      return deed.ok ? overridePrice(ctx.till, deed.value, input) : deed;
    }),
  discount: needing('manual_discount')
    .input(discountInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<null>> => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'manual_discount' });
      return deed.ok ? discountByHand(ctx.till, deed.value, input) : deed;
    }),

  choosePromotion: selling
    .input(promotionChoiceInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<null>> => {
      const need = { right: 'override_promotion' } as const;
      const deed = await deedOf(ctx.till, ctx.actor, approval, need);
      return deed.ok ? choosePromotion(ctx.till, deed.value, input) : deed;
    }),
  allowFloor: selling
    .input(floorInput)
    .mutation(async ({ ctx, input: { approval } }): Promise<Answer<null>> => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'below_floor' });
      return deed.ok ? allowFloor(ctx.till, deed.value) : deed;
    }),
  addCoupon: selling
    .input(couponInput)
    .mutation(({ ctx, input }) => addCoupon(ctx.till, input.code)),
  removeCoupon: selling
    .input(couponRemovalInput)
    .mutation(({ ctx, input }) => removeCoupon(ctx.till, input.promotionId)),
  addDeposit: selling
    .input(cartDepositInput)
    .mutation(({ ctx, input }) => addDeposit(ctx.till, input.number)),
  removeDeposit: selling
    .input(cartDepositRemovalInput)
    .mutation(({ ctx, input }) => removeDeposit(ctx.till, input.depositId)),

  hold: selling.input(holdInput).mutation(({ ctx, input }) => holdCart(ctx.till, input.label)),
  held: selling.query(({ ctx }) => listHeldCarts(ctx.till, (id) => staffName(ctx.till, id))),
  recall: selling
    .input(cartInput)
    .mutation(({ ctx, input }) => recallCart(ctx.till, ctx.actor, input.cartId)),
  clear: needing('clear_cart')
    .input(clearInput)
    .mutation(({ ctx, input }) => clearCart(ctx.till, ctx.actor, input.reason)),
});
