import type { ErrorCode } from '../contract/error-codes.ts';

/** What promotions, subsidies, deposits and labels refuse, in both languages. */
export const PROMOTION_REFUSALS = {
  promotion_not_found: {
    zh: '找不到这个促销。请刷新列表再看。',
    en: 'This promotion was not found. Refresh the list and look again.',
  },
  promotion_superseded: {
    zh: '别人刚改过这个促销，您的修改没有保存。请看最新的一版再改。',
    en: 'Somebody else has just changed this promotion; your change was not saved. Look at the newest version first.',
  },
  promotion_name_missing: {
    zh: '促销还没有名称，没有保存。请填顾客看得懂的名称。',
    en: 'The promotion has no name and was not saved. Give it one that customers understand.',
  },
  promotion_rate_invalid: {
    zh: '折扣必须大于 0、小于 100%，没有保存。',
    en: 'A rate must be above 0 and below 100 %; nothing was saved.',
  },
  promotion_amount_invalid: {
    zh: '金额必须大于 0，没有保存。请检查填的元角分。',
    en: 'An amount must be above zero; nothing was saved. Check it.',
  },
  promotion_off_exceeds_threshold: {
    zh: '优惠 {{offFen}} 不比门槛 {{overFen}} 少，可能填反了或单位错了，没有保存。',
    en: 'Taking {{offFen}} off from {{overFen}} on looks mixed up or in the wrong unit; nothing was saved.',
  },
  promotion_threshold_unit: {
    zh: '门槛 {{overFen}} 太小，可能把别的单位当成了“元”，没有保存。',
    en: 'A threshold of {{overFen}} is too small to be meant; check its unit. Nothing was saved.',
  },
  promotion_tiers_contradict: {
    zh: '阶梯满减要一级比一级门槛高、优惠多，没有保存。',
    en: 'Each tier must ask for more and give more than the one before; nothing was saved.',
  },
  promotion_ends_before_start: {
    zh: '结束时间不晚于开始时间，没有保存。',
    en: 'It ends before it starts; nothing was saved.',
  },
  promotion_already_over: {
    zh: '结束时间已经过去，排上也不会生效，没有排期。',
    en: 'It would end in the past, so it was not scheduled.',
  },
  promotion_never_runs: {
    zh: '选的星期和时段里，有的没有一刻生效，没有保存。过午夜的时段请分成两段写，到 24:00，再从 00:00 起。',
    en: 'Some of these weekdays and hours would never run; nothing was saved. Write hours past midnight as two: to 24:00, and from 00:00 on.',
  },
  promotion_scope_empty: {
    zh: '选定的范围里没有一件商品，没有保存。',
    en: 'No good is in the chosen scope; nothing was saved.',
  },
  promotion_item_unknown: {
    zh: '没有编号 {{sku}} 的商品，没有保存。',
    en: 'There is no good {{sku}}; nothing was saved.',
  },
  promotion_bundle_too_small: {
    zh: '组合至少要两件商品，没有保存。',
    en: 'A bundle needs two units at least; nothing was saved.',
  },
  promotion_item_twice: {
    zh: '组合里 {{sku}} 写了两次，没有保存。请合成一行，写上件数。',
    en: '{{sku}} stands in the bundle twice; nothing was saved. Name it once, with how many.',
  },
  promotion_item_out_of_scope: {
    zh: '组合里的 {{sku}} 不在参加的范围里，永远凑不齐，没有保存。',
    en: '{{sku}} of the bundle is not in its scope, so it could never be complete; nothing was saved.',
  },
  promotion_price_not_lower: {
    zh: '促销价不比原价低（{{sku}} 原价 {{listFen}}），没有保存。',
    en: 'The price is not below the list price ({{sku}} lists at {{listFen}}); nothing was saved.',
  },
  promotion_count_invalid: {
    zh: '件数必须是 {{least}} 到 {{most}} 的整数，没有保存。',
    en: 'A number of units must be whole, from {{least}} to {{most}}; nothing was saved.',
  },
  promotion_quota_invalid: {
    zh: '限量必须是大于 0 的整数，每人、每单的限量不能超过总量，没有保存。',
    en: 'A limit must be a whole number above zero, and nobody may have more than there are; nothing was saved.',
  },
  promotion_deposit_invalid: {
    zh: '定金不能超过售价的 20%，要是尾数为 0、5、9 的整元，抵用金额要多于定金，没有保存。',
    en: 'A deposit is at most 20 % of the price, in whole yuan that end in 0, 5 or 9, and must count for more than was paid; nothing was saved.',
  },
  promotion_layer_invalid: {
    zh: '这种促销不能放在这一层，没有保存。',
    en: 'This kind of promotion cannot work at that step; nothing was saved.',
  },
  promotion_below_floor: {
    zh: '{{sku}} 会卖到 {{priceFen}}，低于底价 {{floorFen}}。要老板明确同意才能保存。',
    en: '{{sku}} would sell at {{priceFen}}, below its floor of {{floorFen}}. The owner has to agree to that.',
  },
  promotion_file_unreadable: {
    zh: '这个文件不是促销文件，什么都没有导入。',
    en: 'This file holds no promotions; nothing was imported.',
  },
  promotion_limit_reached: {
    zh: '同时排期的促销太多（上限 {{limit}}），没有保存。请先停掉过期的。',
    en: 'Too many promotions are scheduled (at most {{limit}}); nothing was saved. Stop some first.',
  },
  promotion_running: {
    zh: '促销正在进行，不能改回草稿。可以先停止，再改。',
    en: 'The promotion is running and cannot become a draft. Stop it first.',
  },
  promotion_changed: {
    zh: '优惠有变化，价格和刚才不一样了。请看清新价格，顾客同意后点“按新价”。',
    en: 'The promotions have changed and so has the price. Check it with the customer, then accept the new price.',
  },
  promotion_not_in_cart: {
    zh: '这个促销和这一单没有关系，没有改动。',
    en: 'This promotion has nothing to do with this cart; nothing was changed.',
  },
  promotion_not_optional: {
    zh: '这是店里的统一售价，收银员不能取消。需要时请店长授权。',
    en: 'This is simply the price and a cashier cannot take it off. Ask a manager.',
  },
  coupon_unknown: {
    zh: '没有这张券。请核对券码。',
    en: 'There is no such coupon. Check its code.',
  },
  coupon_used: {
    zh: '这张券已经用过了（{{receiptNumber}}），没有加上。',
    en: 'This coupon was used already ({{receiptNumber}}) and was not added.',
  },
  coupon_in_cart: {
    zh: '这张券已经在这一单里了。',
    en: 'This coupon is in the cart already.',
  },
  coupon_not_valid_now: {
    zh: '这张券现在不能用：还没开始或已经过期。',
    en: 'This coupon cannot be used now: it has not started or is over.',
  },
  coupon_codes_limit: {
    zh: '一次最多生成 {{limit}} 张券码，没有生成。',
    en: 'At most {{limit}} codes are made at once; none was made.',
  },
  quota_used_up: {
    zh: '“{{name}}”的名额刚卖完，价格变了。请看清新价格再收款。',
    en: 'The units of “{{name}}” have just sold out, so the price has changed. Check it before taking payment.',
  },
  quota_not_held: {
    zh: '这台收银机手上没有“{{name}}”的名额，没有卖。',
    en: 'This register holds none of “{{name}}”; nothing was sold.',
  },
  subsidy_no_policy: {
    zh: '今天没有适用的补贴政策。',
    en: 'No subsidy policy is in force today.',
  },
  subsidy_not_eligible: {
    zh: '这件商品不在补贴范围（品类或能效不符）。',
    en: 'This good gets no subsidy: its category or energy grade is not covered.',
  },
  subsidy_serial_missing: {
    zh: '先录机身码，才能登记补贴。',
    en: 'Enter the serial number first; a subsidy needs it.',
  },
  subsidy_serial_used: {
    zh: '机身码 {{serialNumber}} 已经领过补贴，没有登记。',
    en: 'Serial number {{serialNumber}} has had a subsidy already; nothing was entered.',
  },
  subsidy_person_used: {
    zh: '这位顾客的 {{category}} 补贴已经用完，没有登记。',
    en: 'This customer has used up the subsidy for {{category}}; nothing was entered.',
  },
  subsidy_identity_invalid: {
    zh: '身份证号不对，没有登记。请核对 18 位号码。',
    en: 'The identity number is not valid; nothing was entered. Check its 18 characters.',
  },
  subsidy_name_missing: {
    zh: '请填身份证上的姓名，没有登记。',
    en: 'Enter the name on the identity card; nothing was entered.',
  },
  subsidy_barcode_missing: {
    zh: '{{name}} 没有 13 位 69 码，补贴报不上去。请扫包装上的条码，或在价格表里补上。',
    en: '{{name}} has no 13-digit EAN, so its subsidy cannot be submitted. Scan the code on the box, or add it with a price list.',
  },
  subsidy_barcode_other: {
    zh: '69 码 {{ean}} 是别的商品的，没有登记。请扫这件商品包装上的条码。',
    en: 'The EAN {{ean}} belongs to other goods; nothing was entered. Scan the code on the box of this one.',
  },
  subsidy_filed_missing: {
    zh: '请填补贴平台上这个型号的备案价，没有登记。',
    en: 'Enter the price that was filed for this model on the platform; nothing was entered.',
  },
  subsidy_above_filed: {
    zh: '优惠后的价格高于备案价 {{filedFen}}，没有登记。请先把价格改到备案价以内。',
    en: 'The price after discounts is above the filed price of {{filedFen}}; nothing was entered. Bring the price down to it first.',
  },
  subsidy_not_entitled: {
    zh: '请先看顾客手机里的补贴资格，打勾确认，没有登记。',
    en: 'Look at the entitlement in the wallet app and confirm it first; nothing was entered.',
  },
  subsidy_address_outside: {
    zh: '请确认收货地址在政策适用的地区，打勾再登记；不在就不能领。',
    en: 'Confirm that the goods go to an address inside the region of the policy; elsewhere there is no subsidy.',
  },
  subsidy_grant_forbidden: {
    zh: '驳回或冲回的补贴没有核定金额，没有记。',
    en: 'A claim that was rejected or reversed has no granted amount; nothing was noted.',
  },
  subsidy_not_found: {
    zh: '找不到这笔补贴。请刷新再看。',
    en: 'This subsidy was not found. Refresh and look again.',
  },
  subsidy_state_forbidden: {
    zh: '补贴现在是这个状态，不能这样改。',
    en: 'The subsidy cannot go to that state from where it is.',
  },
  deposit_not_found: {
    zh: '找不到这张定金单。请核对单号。',
    en: 'This deposit was not found. Check its number.',
  },
  deposit_ended: {
    zh: '这张定金单已经用过或退过，没有再用。',
    en: 'This deposit was redeemed or paid back already; nothing was done.',
  },
  deposit_in_cart: {
    zh: '这张定金单已经在这一单里了。',
    en: 'This deposit is in the cart already.',
  },
  deposit_goods_missing: {
    zh: '这一单里没有定金单上的商品，先把它加进来。',
    en: 'The goods of this deposit are not in the cart; add them first.',
  },
  deposit_other_terms: {
    zh: '这一单里的定金单不是按同一版活动收的，抵的钱不一样。请分开两单付尾款。',
    en: 'The deposits in this cart were taken on different terms. Redeem them in a sale each.',
  },
  deposit_out_of_time: {
    zh: '现在不是这张定金单付尾款的时间，时间印在单子上。还没到的请到时再来，过了的可以退定金或没收。',
    en: 'This is not the time to pay the balance of this deposit; its slip says when. Once that is over, pay the deposit back or keep it.',
  },
  deposit_person_needed: {
    zh: '收定金要登记顾客，请先填姓名和电话。',
    en: 'A deposit needs a customer. Enter name and phone first.',
  },
  deposit_exceeds_due: {
    zh: '定金和补贴加起来超过了应收，不能这样收。请先退掉一张定金单。',
    en: 'Deposits and subsidies come to more than is due. Take one deposit off and pay it back.',
  },
  deposit_no_promotion: {
    zh: '这个预售现在不能收定金：没有排期，或已经结束。',
    en: 'No deposit can be taken for this presale: it is not scheduled, or it is over.',
  },
  labels_none: {
    zh: '没有选商品，没有生成价签。',
    en: 'No good was chosen; no labels were made.',
  },
  labels_limit: {
    zh: '一次最多 {{limit}} 张价签，没有生成。请分几次打。',
    en: 'At most {{limit}} labels at once; none were made. Print them in parts.',
  },
} as const satisfies Partial<Record<ErrorCode, { readonly zh: string; readonly en: string }>>;
