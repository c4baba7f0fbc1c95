import type { Counter } from './counter.ts';
import { dropIntoSafe, payOut, tooLargeDeposit, topUpByMistake } from './drawer-events.ts';
import {
  approvalThatFails,
  discountInLimit,
  discountOnCart,
  discountOverLimit,
  overrideInLimit,
  sellBelowFloor,
} from './hagglers.ts';
import {
  badQuantities,
  clearedCart,
  drawerWithoutSale,
  holdAndRecall,
  paymentCodeScanned,
  payTwice,
  removedLine,
  reprintedReceipt,
  tooLittleCash,
  unknownBarcode,
  wrongCheckDigit,
} from './mishaps.ts';
import { promotionStarts } from './price-changes.ts';
import {
  practiseSale,
  returnDamaged,
  returnOverLimit,
  returnPart,
  returnTwice,
  returnWhole,
} from './returning-visits.ts';
import {
  buyAppliance,
  buyAskedPrice,
  buyBySearch,
  buyDelivered,
  buySeveral,
  buySmallGoods,
  buySplitAirConditioner,
} from './selling-visits.ts';
import { changeCashier, lockTheTill } from './staffing.ts';
import { buyPresale, buySubsidised } from './tender-visits.ts';

/** One kind of thing that happens at a counter; the weight says how often among all others. */
export type DayEvent = {
  readonly name: string;
  readonly weight: number;
  /** The most sales it makes. */
  readonly most: 0 | 1 | 2;
  /** Begins and ends with an empty counter; a refusal that should not be is thrown. */
  readonly play: (counter: Counter) => Promise<void>;
};

/** Everything that can happen on a trading day. What the till learns later joins this table. */
export const DAY_EVENTS: readonly DayEvent[] = [
  { name: 'small_goods', weight: 28, most: 1, play: buySmallGoods },
  { name: 'several', weight: 8, most: 1, play: buySeveral },
  { name: 'by_search', weight: 8, most: 1, play: buyBySearch },
  { name: 'appliance', weight: 12, most: 1, play: buyAppliance },
  { name: 'delivered', weight: 9, most: 1, play: buyDelivered },
  { name: 'split_air_conditioner', weight: 10, most: 1, play: buySplitAirConditioner },
  { name: 'subsidised', weight: 5, most: 1, play: buySubsidised },
  { name: 'presale', weight: 2, most: 1, play: buyPresale },
  { name: 'asked_price', weight: 2, most: 1, play: buyAskedPrice },
  { name: 'promotion_starts', weight: 3, most: 1, play: promotionStarts },
  { name: 'hold_and_recall', weight: 5, most: 2, play: holdAndRecall },
  { name: 'discount_in_limit', weight: 5, most: 1, play: discountInLimit },
  { name: 'discount_on_cart', weight: 3, most: 1, play: discountOnCart },
  { name: 'discount_over_limit', weight: 3, most: 1, play: discountOverLimit },
  { name: 'below_floor', weight: 2, most: 1, play: sellBelowFloor },
  { name: 'override_in_limit', weight: 3, most: 1, play: overrideInLimit },
  { name: 'approval_that_fails', weight: 1, most: 1, play: approvalThatFails },
  { name: 'unknown_barcode', weight: 3, most: 0, play: unknownBarcode },
  { name: 'wrong_check_digit', weight: 2, most: 0, play: wrongCheckDigit },
  { name: 'payment_code_scanned', weight: 1, most: 0, play: paymentCodeScanned },
  { name: 'bad_quantities', weight: 1, most: 1, play: badQuantities },
  { name: 'too_little_cash', weight: 2, most: 1, play: tooLittleCash },
  { name: 'pay_twice', weight: 2, most: 1, play: payTwice },
  { name: 'removed_line', weight: 3, most: 1, play: removedLine },
  { name: 'cleared_cart', weight: 3, most: 0, play: clearedCart },
  { name: 'reprint', weight: 3, most: 0, play: reprintedReceipt },
  { name: 'return_whole', weight: 2, most: 0, play: returnWhole },
  { name: 'return_part', weight: 2, most: 0, play: returnPart },
  { name: 'return_damaged', weight: 1, most: 0, play: returnDamaged },
  { name: 'return_twice', weight: 1, most: 0, play: returnTwice },
  { name: 'return_over_limit', weight: 1, most: 0, play: returnOverLimit },
  { name: 'practice', weight: 1, most: 0, play: practiseSale },
  { name: 'drawer_without_sale', weight: 1, most: 0, play: drawerWithoutSale },
  { name: 'pay_out', weight: 2, most: 0, play: payOut },
  { name: 'safe_drop', weight: 1, most: 0, play: dropIntoSafe },
  { name: 'top_up_by_mistake', weight: 1, most: 0, play: topUpByMistake },
  { name: 'too_large_deposit', weight: 1, most: 0, play: tooLargeDeposit },
  { name: 'change_cashier', weight: 1, most: 0, play: changeCashier },
  { name: 'lock', weight: 1, most: 0, play: lockTheTill },
];
