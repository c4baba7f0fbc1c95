import type { PromotionCheck } from '../../shared/contract/promotions.ts';
import { parseYuan } from '../../shared/kernel/money.ts';
import type { FormValues } from './form-values.ts';
import { rateFrom, whole } from './typed-figures.ts';

type Figure = 'price' | 'off' | 'over' | 'rate' | 'count' | 'deposit';

/** What a form can still wait for, by the words of its field. */
export type OpenField =
  | 'name'
  | Figure
  | 'cap'
  | 'worth'
  | 'tiers'
  | 'items'
  | 'reward'
  | 'from'
  | 'to';

/** The fields that a promotion of this kind needs and that nobody has filled in yet, in the form's order. */
export function openFields(values: FormValues): readonly OpenField[] {
  const { kind, items, rewardSkus, tiers } = values;
  const isReward = kind === 'gift' || kind === 'add_on';
  const units = items.reduce((sum, { quantity }) => sum + whole(quantity), 0);
  const hasOpenTier = tiers.some(({ over, off }) => isBlank(over) || isBlank(off));
  const lists: readonly (readonly [OpenField, boolean])[] = [
    ['tiers', kind === 'threshold_tiered' && hasOpenTier],
    ['items', kind === 'bundle' && units < 2],
    ['reward', isReward && rewardSkus.length === 0],
    ['from', isBlank(values.from)],
    ['to', isBlank(values.to)],
  ];
  return [
    ...(isBlank(values.name) ? (['name'] as const) : []),
    ...figuresOf(values)
      .filter((name) => isBlank(values[name]))
      .map((name) => (name === 'off' && kind === 'presale' ? 'worth' : name)),
    ...lists.filter(([, isOpen]) => isOpen).map(([name]) => name),
  ];
}

/** Whether anything of what it gives has been said yet; until then it has only the name of its kind. */
export function saysSomething(values: FormValues): boolean {
  // How many comes with the form, as a rule nobody changes; it says nothing by itself.
  const figures = figuresOf(values).filter((name) => name !== 'count');
  const { kind, items, rewardSkus, tiers } = values;
  return (
    figures.some((name) => !isBlank(values[name])) ||
    (kind === 'bundle' && items.length > 0) ||
    ((kind === 'gift' || kind === 'add_on') && rewardSkus.length > 0) ||
    (kind === 'threshold_tiered' && tiers.some(({ over, off }) => !isBlank(over) || !isBlank(off)))
  );
}

/** The fields in which something stands that is no figure, or none that can be meant. */
export function wrongFields(values: FormValues): readonly (Figure | 'cap')[] {
  const hasThreshold = values.kind === 'coupon' ? (['over'] as const) : [];
  return [...hasThreshold, ...figuresOf(values), 'cap' as const].filter(
    (name) => !isBlank(values[name]) && !isFigure(values, name),
  );
}

function isFigure(values: FormValues, name: Figure | 'cap'): boolean {
  if (name === 'rate') return rateFrom(values.rate) > 0 && rateFrom(values.rate) < 10_000;
  const isWhole = name === 'count' || (name === 'over' && values.isByUnits);
  if (isWhole) return whole(values[name]) > 0;
  // A coupon may ask for nothing, and say so.
  const least = values.kind === 'coupon' && name === 'over' ? 0 : 1;
  return (parseYuan(values[name]) ?? -1) >= least;
}

/** Problems that are no more than a field left empty: the form says that by itself, and says it kindly. */
const SAID_BY: Readonly<Record<OpenField, readonly string[]>> = {
  cap: [],
  name: ['promotion_name_missing'],
  price: ['promotion_amount_invalid'],
  off: ['promotion_amount_invalid'],
  over: [
    ...['promotion_amount_invalid', 'promotion_threshold_unit', 'promotion_count_invalid'],
    'promotion_off_exceeds_threshold',
  ],
  rate: ['promotion_rate_invalid'],
  count: ['promotion_count_invalid'],
  deposit: ['promotion_amount_invalid', 'promotion_deposit_invalid'],
  worth: ['promotion_amount_invalid', 'promotion_deposit_invalid'],
  tiers: [
    'promotion_amount_invalid',
    'promotion_tiers_contradict',
    'promotion_off_exceeds_threshold',
  ],
  items: ['promotion_bundle_too_small'],
  reward: ['promotion_scope_empty'],
  from: ['promotion_ends_before_start', 'promotion_never_runs', 'promotion_already_over'],
  to: ['promotion_ends_before_start', 'promotion_never_runs', 'promotion_already_over'],
};

/** What is really wrong with what was typed, beside what is still to be filled in. */
export function realProblems(
  values: FormValues,
  problems: PromotionCheck['problems'],
): PromotionCheck['problems'] {
  const said = new Set(openFields(values).flatMap((field) => SAID_BY[field]));
  return problems.filter(({ code }) => !said.has(code));
}

/** The figures a kind cannot do without. */
function figuresOf({ kind, isFixed }: FormValues): readonly Figure[] {
  switch (kind) {
    case 'direct_price':
      return [isFixed ? 'price' : 'off'];
    case 'percent':
      return ['rate'];
    case 'member_price':
    case 'flash_sale':
    case 'bundle':
      return ['price'];
    case 'presale':
      return ['deposit', 'off'];
    case 'nth_item':
      return ['count', 'rate'];
    case 'pick_n':
      return ['count', 'price'];
    case 'gift':
      return ['over', 'count'];
    case 'add_on':
      return ['over', 'count', 'price'];
    case 'threshold_once':
    case 'threshold_each':
      return ['over', 'off'];
    case 'threshold_tiered':
      return []; // its steps are looked at one by one
    case 'threshold_percent':
      return ['over', 'rate'];
    case 'coupon':
      return [isFixed ? 'off' : 'rate'];
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
