import { type Fen, fen } from '../../kernel/money.ts';
import type { Funding } from '../promotions/promotion.ts';

/** Deductions of one kind and funding, added up over the lines sold; `name` says what was promised. */
export type Deduction = {
  readonly layer: string; // 'override', 'line_discount', 'cart_discount', or a promotion's
  readonly funding: Funding;
  readonly name: string;
  readonly count: number; // lines
  readonly amountFen: Fen;
};

/** Who gave it: what staff take off by hand is told from what the store planned. */
export type DeductionSource = Funding | 'manual';

export type Deductions = {
  readonly layers: readonly {
    readonly layer: string;
    readonly amountFen: Fen;
    readonly count: number;
  }[];
  readonly sources: readonly {
    readonly source: DeductionSource;
    readonly amountFen: Fen;
    readonly count: number;
  }[];
  /** What others owe the store for, by promise: a brand's rebate, a government's subsidy. */
  readonly owed: readonly Omit<Deduction, 'layer'>[];
};

const BY_HAND: ReadonlySet<string> = new Set(['override', 'line_discount', 'cart_discount']);

/** Deductions by layer and by who bears them, each adding up to all of them; the largest first. */
export function deductionsOf(deductions: readonly Deduction[]): Deductions {
  const sourceOf = ({ layer, funding }: Deduction): DeductionSource =>
    BY_HAND.has(layer) && funding === 'store' ? 'manual' : funding;
  const owed = deductions.filter(({ funding }) => funding !== 'store');
  return {
    layers: summed(deductions, ({ layer }) => layer).map(({ key, ...sums }) => ({
      layer: key,
      ...sums,
    })),
    sources: summed(deductions, sourceOf).map(({ key, ...sums }) => ({ source: key, ...sums })),
    owed: summed(owed, ({ funding, name }) => `${funding}|${name}`).map(({ key, ...sums }) => ({
      funding: key.slice(0, key.indexOf('|')) as Funding,
      name: key.slice(key.indexOf('|') + 1),
      ...sums,
    })),
  };
}

function summed<Key extends string>(
  deductions: readonly Deduction[],
  keyOf: (deduction: Deduction) => Key,
): readonly { readonly key: Key; readonly count: number; readonly amountFen: Fen }[] {
  const sums = new Map<Key, { count: number; amount: number }>();
  for (const deduction of deductions) {
    const key = keyOf(deduction);
    const sum = sums.get(key) ?? { count: 0, amount: 0 };
    sum.count += deduction.count;
    sum.amount += deduction.amountFen;
    sums.set(key, sum);
  }
  return [...sums]
    .map(([key, { count, amount }]) => ({ key, count, amountFen: fen(amount) }))
    .sort((a, b) => b.amountFen - a.amountFen);
}
