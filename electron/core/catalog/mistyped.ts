const MOST_FOUND = 12;

/** The words that a mistyped one may stand for: whether any begins so, and what can follow a front. */
export type KnownWords = {
  readonly isFront: (front: string) => boolean;
  readonly next: (front: string) => readonly string[];
};

/**
 * Fronts of known words that are one slip away from `typed`: one character wrong, missing, too many, or two swapped.
 * Complete for one slip and bounded: an edit can only stand where the known part of `typed` ends or before it, and
 * only characters that follow there in some word are tried.
 */
export function mendings(typed: string, known: KnownWords, most = MOST_FOUND): readonly string[] {
  if (typed.length < 3) return [];
  let good = 0;
  while (good < typed.length && known.isFront(typed.slice(0, good + 1))) good += 1;
  const found = new Set<string>();
  // The later the slip, the more of the word was right: so the likeliest mendings come first.
  for (let at = Math.min(good, typed.length - 1); at >= 0 && found.size < most; at -= 1) {
    for (const candidate of editsAt(typed, at, known)) {
      if (candidate === typed || candidate.length < 2 || found.has(candidate)) continue;
      if (known.isFront(candidate)) found.add(candidate);
      if (found.size >= most) break;
    }
  }
  return [...found];
}

function* editsAt(typed: string, at: number, known: KnownWords): Generator<string> {
  const before = typed.slice(0, at);
  const here = typed[at] ?? '';
  const after = typed.slice(at + 1);
  if (after !== '') yield `${before}${after[0]}${here}${after.slice(1)}`;
  yield before + after;
  for (const letter of known.next(before)) {
    yield `${before}${letter}${after}`;
    yield `${before}${letter}${here}${after}`;
  }
}
