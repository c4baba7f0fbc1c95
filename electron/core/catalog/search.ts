import type { ItemCard } from '../../../shared/contract/catalog.ts';
import { typedModel } from '../../../shared/domain/catalog/item.ts';
import type { Database } from '../db/open.ts';
import { cardByCode, cardsByNumbers } from './card-table.ts';
import { mendings } from './mistyped.ts';
import {
  all,
  any,
  exactExpression,
  frontExpression,
  looseExpression,
  oneLessExpression,
  parseQuery,
  type Term,
} from './search-query.ts';
import {
  isModelFront,
  isWordFront,
  itemsByModelFront,
  itemsByTerms,
  lettersAfterModel,
  lettersAfterWord,
} from './search-table.ts';
import { FRAGMENT_LENGTH, readingOf, shelfWords } from './search-words.ts';

/** So many matches are looked at before the best `limit` of them are shown. */
const CANDIDATES = 120;
/** Most often these are enough to fill the list with the best there is. */
const FIRST_CANDIDATES = 26;
/** Whoever finds so many goods by what was typed did not mistype it. */
const ENOUGH_FOUND = 5;

/** Where a match stands: the smaller the better. */
const RANK = { code: 0, model: 1, shelf: 2, word: 3, mended: 4 } as const;
/** The order of a priced good found by its brand or category: no match of a word stands before it. */
const BEST_WORD = RANK.shelf * 4;
type Found = { readonly card: ItemCard; readonly rank: number };

/** The active item that a scanned or typed code (EAN, own code, sku) stands for, or `null`. */
export function findByCode(db: Database, code: string): ItemCard | null {
  return cardByCode(db, code);
}

/**
 * Goods for what is typed so far: Chinese, pinyin, initials, brand and model fragments, one slip forgiven.
 * Exact code first, then models that begin so, then brand or category, then the rest; priced ones first. Never throws.
 */
export function searchItems(db: Database, text: string, limit: number): readonly ItemCard[] {
  const terms = parseQuery(text);
  if (terms.length === 0) return [];
  const longTerms = longTermsOf(terms);
  const found = new Map<string, Found>();
  // A code has no Chinese in it.
  const byCode = terms.some(({ kind }) => kind === 'han') ? null : findByCode(db, text.trim());
  if (byCode) found.set(byCode.sku, { card: byCode, rank: RANK.code });
  const typed = typedModel(text);
  if (typed !== '' && terms.every((term) => term.kind === 'latin')) {
    take(itemsByModelFront(db, typed, limit), RANK.model);
  }
  if (found.size < limit || terms.length > 1) {
    const expression = all(terms.map(exactExpression));
    const first = itemsByTerms(db, expression, FIRST_CANDIDATES);
    const isFull = take(first, RANK.word) || first.length < FIRST_CANDIDATES;
    if (!isFull) take(itemsByTerms(db, expression, CANDIDATES).slice(first.length), RANK.word);
  }
  if (found.size < Math.min(limit, ENOUGH_FOUND)) {
    for (const numbers of mended(db, terms, limit)) {
      take(numbers, RANK.mended);
      if (found.size >= limit) break;
    }
  }
  return ranked([...found.values()], limit);

  /** Takes matches in; `true` when there are `limit` of the best and the rest need not be looked at. */
  function take(numbers: readonly number[], rank: number): boolean {
    let best = 0;
    for (let from = 0; from < numbers.length; from += limit) {
      for (const card of cardsByNumbers(db, numbers.slice(from, from + limit))) {
        if (found.has(card.sku)) continue;
        if (rank !== RANK.mended && !holdsAll(card, longTerms)) continue;
        const one = { card, rank: rank === RANK.word ? wordRank(card, terms) : rank };
        found.set(card.sku, one);
        // What is still to come can stand at most beside these, and after them.
        if (orderOf(one) <= BEST_WORD) best += 1;
        if (best >= limit) return true;
      }
    }
    return false;
  }
}

/** What is only loaded when it is first needed: the dictionary of readings, and every way a query can go. */
const WARMING = ['美的空调', '天娥', 'mdkt', 'kfr35gwx1', 'zzz'];

/**
 * Searches once for each kind of thing typed, one after the other in idle moments, so that the first customer does not
 * wait for what is loaded on first use. Answers how to stop it.
 */
export function warmSearch(db: Database, afterMs: number): () => void {
  const left = [...WARMING];
  let timer = setTimeout(next, afterMs).unref();
  return () => clearTimeout(timer);

  function next(): void {
    const text = left.shift();
    if (text === undefined || !db.open) return;
    searchItems(db, text, 20);
    timer = setTimeout(next, 50).unref();
  }
}

function orderOf({ card, rank }: Found): number {
  return rank * 4 + (card.listFen === null ? 2 : 0) + (card.kind === 'goods' ? 0 : 1);
}

function ranked(found: readonly Found[], limit: number): readonly ItemCard[] {
  return [...found]
    .sort((a, b) => orderOf(a) - orderOf(b))
    .slice(0, limit)
    .map(({ card }) => card);
}

/** Terms with digits that are longer than the index's fragments: the index knows only their beginning. */
function longTermsOf(terms: readonly Term[]): readonly string[] {
  return terms
    .filter(({ kind, text }) => kind === 'latin' && text.length > FRAGMENT_LENGTH)
    .map(({ text }) => text)
    .filter((text) => /\d/.test(text));
}

/** Whether the good's own texts hold what the index could not tell. */
function holdsAll(card: ItemCard, longTerms: readonly string[]): boolean {
  if (longTerms.length === 0) return true;
  const texts = [card.model, `${card.name} ${card.spec}`].map(typedModel);
  return longTerms.every((term) => texts.some((text) => text.includes(term)));
}

function wordRank(card: ItemCard, terms: readonly Term[]): number {
  const shelf = shelfWords(card.brand, card.category);
  const isShelf = terms.every(({ text }) => shelf.some((word) => word.startsWith(text)));
  return isShelf ? RANK.shelf : RANK.word;
}

/** Ever looser readings of a query that found too little: characters in any order, same sound, one slip. */
function* mended(
  db: Database,
  terms: readonly Term[],
  limit: number,
): Generator<readonly number[]> {
  const loose = terms.map((term) =>
    term.kind === 'han' ? looseExpression(term.text) : exactExpression(term),
  );
  if (terms.some(({ kind }) => kind === 'han')) yield itemsByTerms(db, all(loose), CANDIDATES);
  for (const [at, term] of terms.entries()) {
    const others = terms.filter((_, other) => other !== at).map(exactExpression);
    if (term.kind === 'latin') {
      const { words, models } = latinMendings(db, term.text);
      const ways = [...new Set([...words, ...models])];
      if (ways.length > 0) {
        yield itemsByTerms(db, all([any(ways.map(frontExpression)), ...others]), limit * 2);
      }
      if (terms.length > 1) continue;
      for (const front of models) yield itemsByModelFront(db, front, limit);
      continue;
    }
    const sound = readingOf(term.text).join('');
    const ways = [sound === '' ? null : frontExpression(sound), oneLessExpression(term.text)];
    for (const way of ways) if (way) yield itemsByTerms(db, all([way, ...others]), limit * 2);
  }
}

type Mendings = { readonly words: readonly string[]; readonly models: readonly string[] };

/** Fronts of words, and of models where the term could be one, that are one slip away. */
function latinMendings(db: Database, text: string): Mendings {
  return {
    words: mendings(text, {
      isFront: (front) => isWordFront(db, front),
      next: (front) => lettersAfterWord(db, front),
    }),
    models: mendings(text, {
      isFront: (front) => isModelFront(db, front),
      next: (front) => lettersAfterModel(db, front),
    }),
  };
}
