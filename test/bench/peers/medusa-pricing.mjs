/**
 * Medusa's `computeActions` on carts from standard input, in a process of its own: `node medusa-pricing.mjs FOLDER`, FOLDER being
 * where its packages are installed. Its database is left out: promotions come from memory, in the order in which
 * its own query would list them (by value, the highest first).
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { argv } from 'node:process';
import { answer } from './peer-carts.mjs';

const require = createRequire(join(argv[2], 'package.json'));
const { default: Service } = require('@medusajs/promotion/dist/services/promotion-module.js');

await answer(async (cart) => {
  const { promotions, context } = translated(cart);
  const service = Object.create(Service.prototype);
  service.baseRepository_ = { getFreshManager: () => ({}) };
  service.listActivePromotions_ = async () => promotions;
  const codes = promotions.map(({ code }) => code);
  return async () => {
    const actions = await service.computeActions(
      codes,
      context,
      { prevent_auto_promotions: true },
      { messageAggregator: { saveRawMessageData() {}, clearMessages() {}, getMessages: () => [] } },
    );
    return actions
      .filter(({ action }) => action === 'addItemAdjustment')
      .reduce((saving, { amount }) => saving + Number(amount), 0);
  };
});

function translated({ lines, promotions }) {
  const subtotal = lines.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
  const items = lines.map(({ id, sku, price, quantity }) => ({
    ...{ id, sku, quantity, unit_price: price, is_discountable: true },
    ...{ subtotal: price * quantity, original_total: price * quantity },
  }));
  const made = promotions.map((promotion) =>
    promotion.kind === 'percent'
      ? standard(promotion.id, {
          ...{ type: 'percentage', value: promotion.percent, target_type: 'items' },
          ...{ allocation: 'each', max_quantity: 1_000 },
          target_rules: [rule('items.sku', 'in', promotion.skus)],
        })
      : standard(
          promotion.id,
          { type: 'fixed', value: promotion.off, target_type: 'order', allocation: 'across' },
          [rule('subtotal', 'gte', [String(promotion.over)])],
        ),
  );
  made.sort((a, b) => b.application_method.value - a.application_method.value);
  return { promotions: made, context: { currency_code: 'cny', subtotal, items } };
}

function standard(code, method, rules = []) {
  const application_method = { currency_code: 'cny', target_rules: [], buy_rules: [], ...method };
  return { id: code, code, type: 'standard', is_automatic: false, rules, application_method };
}

function rule(attribute, operator, values) {
  return { attribute, operator, values: values.map((value) => ({ value })) };
}
