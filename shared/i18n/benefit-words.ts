import type { PromotionDraft } from '../contract/promotions.ts';
import { type Fen, plainYuan } from '../kernel/money.ts';
import type { Language } from './refusals.ts';

type Benefit = PromotionDraft['benefit'];
type Of<Kind extends Benefit['kind']> = Extract<Benefit, { readonly kind: Kind }>;
type Threshold = Of<'gift'>['threshold'];

/** The title of a good by its sku. */
export type TitleOf = (sku: string) => string;

/** What a promotion gives, as a price card says it: `满3000减300`, `￥300 off from ￥3000`. */
export function benefitWords(benefit: Benefit, language: Language, titleOf: TitleOf): string {
  return language === 'en' ? inEnglish(benefit, titleOf) : inChinese(benefit, titleOf);
}

/** Stands for a figure that is not there yet: no amount, rate or number of a rule can be nought. */
const OPEN = '…';

/** `300`, `99.9`: an amount in yuan without what nobody says. */
function yuanWords(amount: Fen): string {
  return amount === 0 ? OPEN : plainYuan(amount).replace(/\.?0+$/, '');
}

/** `3`: how many, or that nobody has said so yet. */
function countWords(count: number | null): string {
  return count ? String(count) : OPEN;
}

/** What is paid of ten parts: `9折`, `95折`, `0.5折`. */
function payWords(payRate: number): string {
  if (payRate <= 0 || payRate >= 10_000) return `${OPEN}折`;
  const isPlain = payRate % 1_000 === 0 || payRate < 1_000;
  return `${isPlain ? payRate / 1_000 : payRate / 100}折`;
}

function inChinese(benefit: Benefit, titleOf: TitleOf): string {
  switch (benefit.kind) {
    case 'direct_price':
      return benefit.priceFen === null
        ? `直降${yuanWords(benefit.offFen ?? NOTHING)}元`
        : `特价${yuanWords(benefit.priceFen)}元`;
    case 'percent':
      return payWords(benefit.payRate);
    case 'member_price':
      return `会员价${yuanWords(benefit.priceFen)}元`;
    case 'flash_sale':
      return `秒杀价${yuanWords(benefit.priceFen)}元`;
    case 'presale': {
      const paid = `付定金${yuanWords(benefit.depositFen)}元`;
      return benefit.worthFen === null
        ? `${paid}，尾款立减${yuanWords(benefit.offFen ?? NOTHING)}元`
        : `${paid}抵${yuanWords(benefit.worthFen)}元`;
    }
    case 'nth_item':
      return benefit.offRate === 5_000
        ? `第${countWords(benefit.n)}件半价`
        : `第${countWords(benefit.n)}件打${payWords(10_000 - benefit.offRate)}`;
    case 'pick_n':
      return `任选${countWords(benefit.count)}件共${yuanWords(benefit.priceFen)}元`;
    case 'bundle':
      return `${setWords(benefit, titleOf)}，组合价${yuanWords(benefit.priceFen)}元`;
    case 'gift':
      return `${overZh(benefit.threshold)}送${rewardZh(benefit, titleOf)}`;
    case 'add_on':
      return `${overZh(benefit.threshold)}，每件加${yuanWords(benefit.priceFen)}元换购${rewardZh(benefit, titleOf)}`;
    default:
      return wholeCartZh(benefit);
  }
}

type WholeCart = Of<
  'threshold_once' | 'threshold_each' | 'threshold_tiered' | 'threshold_percent' | 'coupon'
>;

function wholeCartZh(benefit: WholeCart): string {
  switch (benefit.kind) {
    case 'threshold_once':
      return `满${yuanWords(benefit.overFen)}减${yuanWords(benefit.offFen)}`;
    case 'threshold_each':
      return `每满${yuanWords(benefit.perFen)}减${yuanWords(benefit.offFen)}${capZh(benefit.capFen)}`;
    case 'threshold_tiered':
      return benefit.tiers
        .map(({ overFen, offFen }) => `满${yuanWords(overFen)}减${yuanWords(offFen)}`)
        .join('、');
    case 'threshold_percent':
      return `${overZh({ ...benefit.threshold, isEach: false })}打${payWords(10_000 - benefit.offRate)}${capZh(benefit.capFen)}`;
    case 'coupon': {
      const over = benefit.overFen === 0 ? '无门槛' : `满${yuanWords(benefit.overFen)}`;
      return benefit.offRate === null
        ? `${COUPON_ZH[benefit.coupon]}${over}减${yuanWords(benefit.offFen ?? NOTHING)}`
        : `${COUPON_ZH[benefit.coupon]}${over}打${payWords(10_000 - benefit.offRate)}${capZh(benefit.capFen)}`;
    }
  }
}

const COUPON_ZH = { shop: '店铺券', category: '品类券', platform: '平台券' } as const;

/** Takes the place of an amount that is not set, in a rule that its check has not seen yet. */
const NOTHING = 0 as Fen;

function overZh({ overFen, overUnits, isEach }: Threshold): string {
  const over = overFen === null ? `${countWords(overUnits)}件` : yuanWords(overFen);
  return `${isEach ? '每满' : '满'}${over}`;
}

function rewardZh({ reward }: Of<'gift' | 'add_on'>, titleOf: TitleOf): string {
  const [first, ...others] = reward.skus;
  const what = first === undefined ? OPEN : titleOf(first);
  return others.length === 0
    ? `${countWords(reward.count)}件${what}` // a count after a model would read as part of it
    : `${what}等${reward.skus.length}款任选${countWords(reward.count)}件`;
}

function setWords({ items }: Of<'bundle'>, titleOf: TitleOf): string {
  if (items.length === 0) return OPEN;
  return items
    .map(({ sku, quantity }) => (quantity === 1 ? titleOf(sku) : `${titleOf(sku)}×${quantity}`))
    .join(' + ');
}

function capZh(capFen: Fen | null): string {
  return capFen === null ? '' : `，最多减${yuanWords(capFen)}`;
}

function inEnglish(benefit: Benefit, titleOf: TitleOf): string {
  switch (benefit.kind) {
    case 'direct_price':
      return benefit.priceFen === null
        ? `${money(benefit.offFen ?? NOTHING)} off`
        : `${money(benefit.priceFen)} each`;
    case 'percent':
      return `${percent(10_000 - benefit.payRate)} off`;
    case 'member_price':
      return `members pay ${money(benefit.priceFen)}`;
    case 'flash_sale':
      return `flash sale at ${money(benefit.priceFen)}`;
    case 'presale': {
      const paid = `a deposit of ${money(benefit.depositFen)}`;
      return benefit.worthFen === null
        ? `${paid} takes ${money(benefit.offFen ?? NOTHING)} off the balance`
        : `${paid} counts as ${money(benefit.worthFen)}`;
    }
    case 'nth_item':
      return `one of every ${countWords(benefit.n)} units ${percent(benefit.offRate)} off`;
    case 'pick_n':
      return `any ${countWords(benefit.count)} for ${money(benefit.priceFen)}`;
    case 'bundle':
      return `${setWords(benefit, titleOf)} for ${money(benefit.priceFen)}`;
    case 'gift':
      return `${rewardEn(benefit, titleOf)} free ${overEn(benefit.threshold)}`;
    case 'add_on':
      return `${rewardEn(benefit, titleOf)} at ${money(benefit.priceFen)} each ${overEn(benefit.threshold)}`;
    default:
      return wholeCartEn(benefit);
  }
}

function wholeCartEn(benefit: WholeCart): string {
  switch (benefit.kind) {
    case 'threshold_once':
      return `${money(benefit.offFen)} off from ${money(benefit.overFen)}`;
    case 'threshold_each':
      return `${money(benefit.offFen)} off for every ${money(benefit.perFen)}${capEn(benefit.capFen)}`;
    case 'threshold_tiered':
      return benefit.tiers
        .map(({ overFen, offFen }) => `${money(offFen)} off from ${money(overFen)}`)
        .join(', ');
    case 'threshold_percent':
      return `${percent(benefit.offRate)} off ${overEn({ ...benefit.threshold, isEach: false })}${capEn(benefit.capFen)}`;
    case 'coupon': {
      const off =
        benefit.offRate === null ? money(benefit.offFen ?? NOTHING) : percent(benefit.offRate);
      const over = benefit.overFen === 0 ? '' : ` from ${money(benefit.overFen)}`;
      return `${benefit.coupon} coupon: ${off} off${over}${capEn(benefit.capFen)}`;
    }
  }
}

function overEn({ overFen, overUnits, isEach }: Threshold): string {
  const over =
    overFen === null
      ? `${countWords(overUnits)} unit${overUnits === 1 ? '' : 's'}`
      : money(overFen);
  return `${isEach ? 'for every' : 'from'} ${over}`;
}

function rewardEn({ reward }: Of<'gift' | 'add_on'>, titleOf: TitleOf): string {
  const [first, ...others] = reward.skus;
  const what = first === undefined ? OPEN : titleOf(first);
  return others.length === 0
    ? `${countWords(reward.count)} × ${what}`
    : `${countWords(reward.count)} of ${reward.skus.length} goods (${what} …)`;
}

function capEn(capFen: Fen | null): string {
  return capFen === null ? '' : `, at most ${money(capFen)}`;
}

function money(amount: Fen): string {
  return `￥${yuanWords(amount)}`;
}

function percent(rate: number): string {
  return `${rate <= 0 || rate >= 10_000 ? OPEN : rate / 100} %`;
}
