import { ok, type Result, refuse } from '../../kernel/result.ts';

/** Most units of one counted good on a line; more is a mistyped number or a wholesale order. */
const MAX_COUNTED_UNITS = 999;
/** Most of a measured material (metres, floors) on a line, in thousandths. */
const MAX_MEASURED_MILLI = 9_999_000;

/** What is sold by measure (a service or material by the metre) may have a fraction; a good may not. */
export type Countability = 'counted' | 'measured';

const MEASURED_UNITS = new Set(['米', '公里', '平方米', '公斤', '小时']);

export function countability(unitLabel: string): Countability {
  return MEASURED_UNITS.has(unitLabel) ? 'measured' : 'counted';
}

/** Checks a quantity in thousandths. Refuses zero and less, too much, and parts of a counted good. */
export function checkQuantity(
  quantityMilli: number,
  kind: Countability,
): Result<number, 'quantity_not_positive' | 'quantity_too_large' | 'quantity_not_whole'> {
  if (!Number.isSafeInteger(quantityMilli)) return refuse('quantity_not_whole');
  if (quantityMilli <= 0) return refuse('quantity_not_positive');
  const limit = kind === 'counted' ? MAX_COUNTED_UNITS * 1000 : MAX_MEASURED_MILLI;
  if (quantityMilli > limit) return refuse('quantity_too_large', { limit: limit / 1000 });
  if (kind === 'counted' && quantityMilli % 1000 !== 0) return refuse('quantity_not_whole');
  return ok(quantityMilli);
}
