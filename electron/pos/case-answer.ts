import { bestPromotions, WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import type { Promotion } from '../../shared/domain/promotions/promotion.ts';
import type {
  PromotionLine,
  PromotionOutcome,
} from '../../shared/domain/promotions/promotion-cart.ts';
import { cashRounding } from '../../shared/domain/tender/cash.ts';
import { policyFor, type SubsidyPolicy, subsidyOf } from '../../shared/domain/tender/subsidy.ts';
import { nearMissSentence, whySentence } from '../../shared/i18n/why-words.ts';
import { type Fen, fen, formatYuan, sumFen, ZERO } from '../../shared/kernel/money.ts';
import type { CaseInput, PriceCase } from './case-input.ts';
import { linesOf, milliOf, type NamedPromotion, promotionsOf } from './case-promotions.ts';

/** What a priced cart comes to, in whole fen; what does not apply is left out. */
export type CaseAnswer = {
  readonly id: PriceCase['id'];
  readonly net: readonly Fen[];
  readonly unitNets: readonly (readonly Fen[])[];
  /** What each kind of promotion took off each line. */
  readonly shares: Readonly<Record<string, readonly Fen[]>>;
  readonly payable: Fen;
  readonly depositPaid?: Fen;
  readonly tail?: Fen;
  readonly rounding?: Fen;
  readonly subsidy?: readonly Fen[];
  readonly consumerPays?: Fen;
  readonly explain: readonly string[];
};

/** Nobody waits at the counter for a file: its carts are searched so many times longer. */
const PATIENCE = 5;

/**
 * Prices one cart by the till's own rules, its lines in the order in which they are given. Where a till would have to
 * stop and say so, a file may get a better total.
 */
export function priceCase(
  { id, input }: PriceCase,
  policies: readonly SubsidyPolicy[],
): CaseAnswer {
  const lines = linesOf(input);
  const promotions = promotionsOf(input);
  const outcome = bestPromotions(lines, {
    promotions: promotions.map(({ promotion }) => promotion),
    ...{ at: 0, storeId: '', registerId: '', customer: { isKnown: true, tier: 'member' } },
    ...{ shownCoupons: new Set(), deposits: new Map(), quotaLeft: new Map() },
    ...{ unticked: new Set(), pinned: new Set(), workLimit: PATIENCE * WORK_LIMIT },
  });
  const net = outcome.lines.map(({ unitNets }) => sumFen(unitNets));
  const payable = sumFen(net);
  const deposit = depositOf(input);
  const subsidy =
    input.date === undefined ? null : subsidyOn(input.date, lines, outcome, { input, policies });
  const subsidyFen = sumFen(subsidy?.perLine ?? []);
  const cashFen = fen(Math.max(0, payable - (deposit ?? 0) - subsidyFen));
  const rounding = input.cashRounding && cashRounding(cashFen, input.cashRounding);
  return {
    id,
    net,
    unitNets: outcome.lines.map(({ unitNets }) => unitNets),
    shares: sharesOf(outcome, promotions),
    payable,
    ...(deposit === null ? {} : { depositPaid: deposit, tail: fen(payable - deposit) }),
    ...(rounding === undefined ? {} : { rounding }),
    ...(subsidy === null ? {} : { subsidy: subsidy.perLine }),
    ...(subsidy === null && rounding === undefined
      ? {}
      : { consumerPays: fen(payable - subsidyFen - (rounding ?? 0)) }),
    explain: [
      ...explainPromotions(outcome, input),
      ...(deposit === null ? [] : [`已付定金 ${yuan(deposit)}，尾款 ${yuan(payable - deposit)}。`]),
      ...(subsidy?.explain ?? []),
      ...(rounding ? [`现金抹零 ${yuan(rounding)}。`] : []),
    ],
  };
}

function depositOf(input: CaseInput): Fen | null {
  const paid = input.lines.flatMap((line) =>
    line.presale ? [fen(Math.round((line.presale.deposit * milliOf(line)) / 1_000))] : [],
  );
  return paid.length === 0 ? null : sumFen(paid);
}

function sharesOf(
  outcome: PromotionOutcome,
  promotions: readonly NamedPromotion[],
): CaseAnswer['shares'] {
  const named = new Map(promotions.map(({ t, promotion }) => [promotion.promotionId, t]));
  const kinds = new Set(promotions.flatMap(({ t }) => t ?? []));
  return Object.fromEntries(
    [...kinds].map((kind) => [
      kind,
      outcome.lines.map(({ shares }) =>
        sumFen(
          shares
            .filter(({ promotion }) => named.get(promotion.promotionId) === kind)
            .map(({ amountFen }) => amountFen),
        ),
      ),
    ]),
  );
}

type Subsidised = { readonly perLine: readonly Fen[]; readonly explain: readonly string[] };

/** What the government pays of each unit; where a person gets fewer units than there are, those that get most. */
function subsidyOn(
  date: string,
  lines: readonly PromotionLine[],
  outcome: PromotionOutcome,
  { input, policies }: { readonly input: CaseInput; readonly policies: readonly SubsidyPolicy[] },
): Subsidised {
  const policy = policyFor(policies, '', date);
  if (policy === null) {
    return { perLine: lines.map(() => ZERO), explain: [`${date} 没有国家补贴政策。`] };
  }
  const units = outcome.lines
    .flatMap(({ unitNets }, line) =>
      unitNets.map((unitNetFen) => ({ line, unitNetFen, ...lines[line] })),
    )
    .flatMap(({ line, unitNetFen, kind, category = '' }) => {
      if (kind !== 'goods' || category === '') return [];
      const grade = input.lines[line]?.grade ?? null;
      const got = subsidyOf(policy, { category, grade, unitNetFen, tradeInFen: ZERO });
      return got === null ? [] : [{ line, ...got }];
    })
    .toSorted((a, b) => b.subsidyFen - a.subsidyFen || a.line - b.line);
  const counts = new Map<string, number>();
  const perLine = lines.map(() => 0);
  const without = new Map<string, number>();
  const explain: string[] = [];
  for (const { line, category, rate, subsidyFen, capped } of units) {
    const count = (counts.get(category.name) ?? 0) + 1;
    counts.set(category.name, count);
    if (count > category.maxUnits) {
      const limit = `${category.name}每人限补 ${category.maxUnits} 件`;
      without.set(limit, (without.get(limit) ?? 0) + 1);
      continue;
    }
    perLine[line] = (perLine[line] ?? 0) + subsidyFen;
    const most = capped ? '，到每件上限' : '';
    const sku = input.lines[line]?.sku ?? '';
    explain.push(`${sku}：${policy.name}按 ${rate / 100}% 补 ${yuan(subsidyFen)}${most}。`);
  }
  for (const [limit, count] of without) explain.push(`${limit}，另外 ${count} 件没有补贴。`);
  return { perLine: perLine.map(fen), explain };
}

function explainPromotions(outcome: PromotionOutcome, input: CaseInput): readonly string[] {
  const goodsOf = (promotion: Promotion) =>
    outcome.lines
      .flatMap(({ shares }, line) =>
        shares
          .filter((share) => share.promotion.promotionId === promotion.promotionId)
          .map(({ amountFen }) => `${input.lines[line]?.sku ?? ''} ${yuan(amountFen)}`),
      )
      .join('、');
  const view = {
    otherName: '',
    amountFen: 0,
    forfeitedFen: 0,
    missingFen: null,
    missingUnits: null,
  };
  return [
    ...outcome.taken.map(({ promotion, amountFen, forfeitedFen }) => {
      const took = whySentence({ ...view, reason: null, amountFen, forfeitedFen }, 'zh-CN');
      return `${promotion.name}：${took.replace(/。$/, '')}（${goodsOf(promotion)}）。`;
    }),
    ...outcome.notTaken.map(({ promotion, other, ...why }) => {
      const said = whySentence({ ...view, ...why, otherName: other?.name ?? '' }, 'zh-CN');
      return `${promotion.name}：没有用。${said}`;
    }),
    ...outcome.nearMisses.map(
      (miss) => `${miss.promotion.name}：${nearMissSentence(miss, 'zh-CN')}`,
    ),
    ...(outcome.isProved ? [] : ['优惠组合太多，没有全部比完，可能还有更省的搭配。']),
  ];
}

function yuan(amount: number): string {
  return `￥${formatYuan(fen(amount))}`;
}
