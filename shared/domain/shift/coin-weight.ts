import { ok, type Result, refuse } from '../../kernel/result.ts';

/** Coins that are weighed rather than counted, by face in fen. */
export const WEIGHED_FACES = [100, 50, 10] as const;
export type WeighedFace = (typeof WEIGHED_FACES)[number];

/**
 * Milligrams of one coin of the fifth series, as the People's Bank of China announced them when they were issued:
 * 1 yuan of 1999 (25 mm, nickel-plated steel) 6.10 g, 5 jiao of 2002 (20.5 mm) 3.80 g, 1 jiao of 2005 (19 mm,
 * stainless steel) 3.20 g. Assumed to be the bulk of what a shop holds. The smaller 1 yuan of 2019 (22.25 mm) and the
 * aluminium 1 jiao of 2000 weigh otherwise: whoever has a pile of those gives a sample.
 */
const PIECE_MG: Readonly<Record<WeighedFace, number>> = { 100: 6_100, 50: 3_800, 10: 3_200 };

/** Beyond this many pieces the wear of coins and the error of a kitchen scale may add up to one piece. */
export const MOST_WEIGHED = 200;

/** A sample of fewer pieces says too little about one of them. */
const LEAST_SAMPLE = 10;

/** A pile may be this share of a piece heavier or lighter than whole pieces; more is another coin, or the bowl. */
const PLAUSIBLE_SHARE = 0.25;

export type Weighing = {
  readonly face: WeighedFace;
  readonly grams: number; // as the scale shows it, bowl included
  readonly tareGrams?: number; // the empty bowl
  /** Pieces of the same pile that were counted and weighed, where they are of another series. */
  readonly sample?: { readonly pieces: number; readonly grams: number };
};

/**
 * How many coins of one kind lie on the scale. Refuses `count_invalid` where the weight is none, where it is more than
 * can be told (`MOST_WEIGHED`), and where it fits no whole number of coins, with the pieces it lies between (`low`,
 * `high`): two series in one pile, something else in the bowl, or a bowl that was not taken off. A mixed pile can by
 * chance weigh as much as whole coins of one kind, so piles are sorted before they are weighed.
 */
export function piecesByWeight(weighing: Weighing): Result<number, 'count_invalid'> {
  const { face, grams, tareGrams = 0, sample } = weighing;
  const piece = String(face);
  const net = milligrams(grams) - milligrams(tareGrams);
  if (!Number.isSafeInteger(net) || net < 0 || tareGrams < 0) {
    return refuse('count_invalid', { piece });
  }
  const each = sample ? milligrams(sample.grams) / sample.pieces : PIECE_MG[face];
  const isSampled = !sample || (Number.isInteger(sample.pieces) && sample.pieces >= LEAST_SAMPLE);
  if (!isSampled || !Number.isFinite(each) || each <= 0) return refuse('count_invalid', { piece });
  const pieces = Math.round(net / each);
  if (pieces > MOST_WEIGHED) return refuse('count_invalid', { piece, most: MOST_WEIGHED });
  if (Math.abs(net - pieces * each) > each * PLAUSIBLE_SHARE) {
    const low = Math.floor(net / each);
    return refuse('count_invalid', { piece, low, high: low + 1 });
  }
  return ok(pieces);
}

function milligrams(grams: number): number {
  return Math.round(grams * 1_000);
}
