/**
 * Vendure's order calculator on carts from standard input, in a process of its own: `node vendure-pricing.mjs FOLDER`, FOLDER
 * being where its packages are installed. Taxes are nil and shipping is none. @vendure/core is GPL-3.0-or-later: it is run
 * to be measured and nothing else, and nothing of the product imports it or this file.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv } from 'node:process';
import { answer } from './peer-carts.mjs';

const require = createRequire(join(argv[2], 'package.json'));
const core = require('@vendure/core');
const {
  OrderCalculator,
} = require('@vendure/core/dist/service/helpers/order-calculator/order-calculator.js');

const channel = { pricesIncludeTax: false };
const ctx = { channel, channelId: 1 };
const zone = { id: 1 };
const calculator = new OrderCalculator(
  {
    taxOptions: {
      taxZoneStrategy: { determineTaxZone: () => zone },
      taxLineCalculationStrategy: new core.DefaultTaxLineCalculationStrategy(),
      orderTaxCalculationStrategy: new core.DefaultOrderTaxCalculationStrategy(),
    },
    orderOptions: {
      orderLineDiscountDistributionStrategy:
        new core.DefaultOrderLineDiscountDistributionStrategy(),
    },
  },
  { getAllWithMembers: async () => [zone] },
  {
    getApplicableTaxRate: async () =>
      new core.TaxRate({ id: 1, name: 'none', value: 0, enabled: true }),
  },
  { findOne: async () => undefined },
  { getEligibleShippingMethods: async () => [] },
  { get: async (_ctx, _key, make) => make() },
);

await answer(async (cart) => {
  const promotions = cart.promotions.map(translated);
  return async () => {
    const order = new core.Order({
      ...{ id: 1, lines: cart.lines.map(lineOf), couponCodes: [], surcharges: [] },
      ...{ shippingLines: [], modifications: [] },
    });
    await calculator.applyPriceAdjustments(ctx, order, promotions);
    const list = cart.lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    return list - order.subTotal;
  };
});

function lineOf({ id, sku, price, quantity }) {
  return new core.OrderLine({
    ...{ id, quantity, taxLines: [], adjustments: [], listPrice: price, initialListPrice: price },
    ...{ listPriceIncludesTax: false, taxCategoryId: 1, orderPlacedQuantity: 0 },
    productVariant: new core.ProductVariant({ id: sku }),
  });
}

function translated(promotion) {
  const arg = (name, value) => ({ name, value: String(value) });
  const isPercent = promotion.kind === 'percent';
  return new core.Promotion({
    ...{ id: promotion.id, name: promotion.id, couponCode: '', enabled: true, priorityScore: 0 },
    promotionConditions: [core.minimumOrderAmount],
    promotionActions: [core.productsPercentageDiscount, core.orderFixedDiscount],
    conditions: isPercent
      ? []
      : [
          {
            code: core.minimumOrderAmount.code,
            args: [arg('amount', promotion.over), arg('taxInclusive', false)],
          },
        ],
    actions: [
      isPercent
        ? {
            code: core.productsPercentageDiscount.code,
            args: [
              arg('discount', promotion.percent),
              arg('productVariantIds', JSON.stringify(promotion.skus)),
            ],
          }
        : { code: core.orderFixedDiscount.code, args: [arg('discount', promotion.off)] },
    ],
  });
}
