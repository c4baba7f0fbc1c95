/** What a report calls things on paper; a kind that is not here stands under its own name. */
export const LAYER_NAMES: Readonly<Record<string, string>> = {
  override: '改价',
  line_discount: '单品优惠',
  cart_discount: '整单优惠',
  direct_price: '直降',
  percent: '打折',
  member_price: '会员价',
  flash_sale: '限时抢购',
  presale: '预售',
  nth_item: '第 N 件优惠',
  pick_n: 'N 件一口价',
  bundle: '套装价',
  gift: '赠品',
  add_on: '加价购',
  threshold_once: '满减',
  threshold_each: '每满减',
  threshold_tiered: '阶梯满减',
  threshold_percent: '满额打折',
  coupon: '优惠券',
};

export const SOURCE_NAMES = {
  manual: '人工让利',
  store: '门店承担',
  brand: '品牌承担',
  platform: '平台承担',
  government: '政府补贴',
} as const;

export const TENDER_NAMES: Readonly<Record<string, string>> = {
  cash: '现金',
  subsidy: '政府补贴',
  deposit: '已付定金',
};
/** What going back means for a tender: a subsidy is no money that anybody hands over. */
export const BACK_NAMES: Readonly<Record<string, string>> = { subsidy: '冲回' };

/** Goods need no line of their own: they are what remains. */
export const KIND_NAMES = {
  goods: '商品',
  service: '服务',
  material: '辅材',
  warranty: '延保',
} as const;

export const MOVEMENT_NAMES: Readonly<Record<string, string>> = {
  paid_in: '收入',
  paid_out: '付出',
  safe_drop: '存保险柜',
  bank_deposit: '存银行',
};

export const CATEGORY_NAMES: Readonly<Record<string, string>> = {
  float_top_up: '补备用金',
  debt_collected: '收欠款',
  other_in: '其他',
  freight: '运费',
  meals: '餐费',
  purchase: '采购',
  repair: '维修',
  other_out: '其他',
};

export const TICKET_NAMES: Readonly<Record<string, string>> = {
  created: '待送装',
  serials_complete: '机身码齐全',
  returned: '已退货',
};

export const MATTER_NAMES: Readonly<Record<string, string>> = {
  unsynced: '未上传',
  parked: '云端未收',
  unprinted: '未打印',
  held_carts: '挂单',
  open_cart: '未结购物车',
  missing_serials: '缺机身码',
  unknown_payments: '待核实收款',
  unconfirmed_tenders: '未确认收款',
  handover_waiting: '待接班',
  handover_disputed: '有争议的交接',
  interrupted_shifts: '恢复前没结的班',
  backup_missing: '没有备份',
  journal_unverified: '账本未核对',
  lane_conflicts: '恢复后重复',
  unsubmitted_claims: '补贴未上报',
  subsidy_differences: '补贴核定有差额',
};

export const BEARER_NAMES = {
  shop: '门店承担',
  outgoing: '交班人承担',
  incoming: '接班人承担',
} as const;
