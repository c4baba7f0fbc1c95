import { type CashCountInput, DENOMINATIONS } from '../../shared/contract/shift.ts';
import { countedCash } from '../../shared/domain/shift/denominations.ts';
import { parseYuan } from '../../shared/kernel/money.ts';

/** A field of the count: a face in fen, or the loose money that fits no row. */
export type CountField = (typeof DENOMINATIONS)[number] | 'other';
export const COUNT_FIELDS: readonly CountField[] = [...DENOMINATIONS, 'other'];

/** What was typed, by field: pieces, or yuan for `other`. */
export type TypedCount = Readonly<Partial<Record<CountField, string>>>;
export const NOTHING_COUNTED: TypedCount = {};

const MOST_DIGITS = 5;
const MOST_LOOSE = 9;

/** Puts a text into a field; what cannot stand there is left out. */
export function putText(count: TypedCount, field: CountField, text: string): TypedCount {
  const clean =
    field === 'other'
      ? text.replace(/[^\d.]/g, '').slice(0, MOST_LOOSE)
      : text.replace(/\D/g, '').slice(0, MOST_DIGITS);
  return { ...count, [field]: clean };
}

/** One piece more or less; never below nothing, and nothing reads as an empty field. */
export function stepPieces(count: TypedCount, field: CountField, step: 1 | -1): TypedCount {
  const next = Math.max(0, Number(count[field] ?? '') + step);
  return putText(count, field, next === 0 ? '' : String(next));
}

/** What the typed count is to the core: whole pieces, loose fen. */
export function countInput(count: TypedCount): CashCountInput {
  const pieces = DENOMINATIONS.filter((face) => (count[face] ?? '') !== '');
  return {
    pieces: Object.fromEntries(pieces.map((face) => [face, Number(count[face])])),
    otherFen: parseYuan(count.other ?? '') ?? 0,
  };
}

/** The other way: a count as it was taken, in the fields again. */
export function typedCount(input: CashCountInput): TypedCount {
  const pieces = DENOMINATIONS.flatMap((face) => {
    const number = input.pieces[face] ?? 0;
    return number > 0 ? [[face, String(number)] as const] : [];
  });
  return {
    ...Object.fromEntries(pieces),
    ...(input.otherFen > 0 ? { other: String(input.otherFen / 100) } : {}),
  };
}

/** What one field comes to, in fen; 0 for what the core would not take. */
export function fieldFen(count: TypedCount, field: CountField): number {
  return sheetTotal({ [field]: count[field] ?? '' });
}

/** What all fields come to, in fen; the core counts again and decides. */
export function sheetTotal(count: TypedCount): number {
  const counted = countedCash(countInput(count));
  return counted.ok ? counted.value.total : 0;
}
