import { bestPromotions, WORK_LIMIT } from '../../shared/domain/promotions/best-promotions.ts';
import type { RandomCart } from '../support/random-promotions.ts';
import { oneEachCart, shopCart, shopGoods } from '../support/shop-promotions.ts';
import { absolute, type Benches, type BenchRecord, exponent, quantileOf } from './bench.ts';

const CARTS = 300;
/** Of those that grow with the number of promotions, and of carts with several of each good. */
const FEW_CARTS = 60;
const WARM_UP = 10;
const SIZES = [20, 200, 2_000];

/**
 * G3, our own times at the limit of steps that the till has: promotion days as shops have them, carts where each unit is in one
 * promotion, a cart priced again after one more scan, and how the time grows with the number of active promotions.
 */
function promotionTimes(): readonly BenchRecord[] {
  const goods = shopGoods();
  const shop = (promotions: number) => (seed: number) =>
    shopCart(seed, { lines: 20, promotions }, goods);
  const oneEach = (seed: number) => oneEachCart(seed, { units: 20, promotions: 200 }, goods);
  const days = timesOf(shop(200));
  const each = timesOf(oneEach);
  const pieces = timesOf((seed) => upToThree(shop(200)(seed)), FEW_CARTS);
  const points = SIZES.map((size) => ({
    size,
    cost: quantileOf(timesOf(shop(size), FEW_CARTS).ms, 0.5),
  }));
  return [
    ...recordsOf('promotions.shop', days),
    ...recordsOf('promotions.one-each', each),
    ...recordsOf('promotions.pieces', pieces).map(forInformation),
    absolute(figure('promotions.rescan', 'p50', quantileOf(rescans(shop(200)), 0.5)), { most: 16 }),
    ...points.map(({ size, cost }) =>
      forInformation(absolute(figure(`promotions.shop.${size}`, 'p50', cost), { most: 50 })),
    ),
    forInformation(
      absolute(
        {
          bench: 'promotions.growth',
          metric: 'exponent',
          value: exponent(points),
          unit: 'log/log',
        },
        { most: 1 },
      ),
    ),
  ];
}

type Times = { readonly ms: readonly number[]; readonly proved: number };

function forInformation(record: BenchRecord): BenchRecord {
  return { ...record, goal: 'for information', pass: true };
}

/** The same cart with one to three of each good. */
function upToThree({ lines, context }: RandomCart): RandomCart {
  return { lines: lines.map((line, i) => ({ ...line, unitCount: 1 + (i % 3) })), context };
}

function timesOf(cartOf: (seed: number) => RandomCart, carts = CARTS): Times {
  const ms: number[] = [];
  let proved = 0;
  for (let seed = -WARM_UP; seed < carts; seed++) {
    const { lines, context } = cartOf(seed + 1_000);
    const [outcome, took] = timed(() =>
      bestPromotions(lines, { ...context, workLimit: WORK_LIMIT }),
    );
    if (seed < 0) continue;
    ms.push(took);
    if (outcome.isProved) proved += 1;
  }
  return { ms, proved: proved / carts };
}

/** A cart of nineteen lines was priced; the twentieth is scanned. */
function rescans(cartOf: (seed: number) => RandomCart): readonly number[] {
  return Array.from({ length: CARTS }, (_, seed) => {
    const { lines, context } = cartOf(seed + 1_000);
    const at = { ...context, workLimit: WORK_LIMIT };
    bestPromotions(lines.slice(0, -1), at);
    return timed(() => bestPromotions(lines, at))[1];
  });
}

function recordsOf(bench: string, { ms, proved }: Times): readonly BenchRecord[] {
  return [
    absolute(figure(bench, 'p50', quantileOf(ms, 0.5)), { most: 9 }),
    absolute(figure(bench, 'p99', quantileOf(ms, 0.99)), { most: 50 }),
    absolute({ bench, metric: 'proved', value: proved, unit: 'share' }, { exactly: 1 }),
  ];
}

function figure(bench: string, metric: string, value: number) {
  return { bench, metric, value, unit: 'ms' };
}

function timed<T>(work: () => T): readonly [T, number] {
  const from = process.hrtime.bigint();
  const result = work();
  return [result, Number(process.hrtime.bigint() - from) / 1e6];
}

export const benches: Benches = { 'promotion-times': promotionTimes };
