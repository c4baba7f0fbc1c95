import type { ItemCard } from '../../../shared/contract/catalog.ts';
import { knownBrand } from '../../../shared/domain/catalog/brand.ts';
import { typedModel } from '../../../shared/domain/catalog/item.ts';
import type { Database } from '../db/open.ts';
import { cardByCode, cardByNumber } from './card-table.ts';
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
import { isModelFront, isWordFront, itemsByModelFront, itemsByTerms } from './search-table.ts';
import { readingOf } from './search-words.ts';

/** So many matches are looked at before the best `limit` of them are shown. */
const CANDIDATES = 120;

/** Where a match stands: the smaller the better. */
const RANK = { code: 0, model: 1, shelf: 2, word: 3, mended: 4 } as const;
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
  const found = new Map<string, Found>();
  const byCode = findByCode(db, text.trim());
  if (byCode) found.set(byCode.sku, { card: byCode, rank: RANK.code });
  const typed = typedModel(text);
  if (typed !== '' && terms.every((term) => term.kind === 'latin')) {
    take(itemsByModelFront(db, typed, limit), RANK.model);
  }
  if (found.size < limit || terms.length > 1) {
    take(itemsByTerms(db, all(terms.map(exactExpression)), CANDIDATES), RANK.word);
  }
  if (found.size < limit)
    for (const numbers of mended(db, terms, limit)) {
      take(numbers, RANK.mended);
      if (found.size >= limit) break;
    }
  return ranked([...found.values()], limit);

  function take(numbers: readonly number[], rank: number): void {
    for (const number of numbers) {
      const card = cardByNumber(db, number);
      if (!card || found.has(card.sku)) continue;
      if (rank !== RANK.mended && !holdsLongTerms(card, terms)) continue;
      found.set(card.sku, { card, rank: rank === RANK.word ? wordRank(card, terms) : rank });
    }
  }
}

function ranked(found: readonly Found[], limit: number): readonly ItemCard[] {
  const order = ({ card, rank }: Found) =>
    rank * 4 + (card.listFen === null ? 2 : 0) + (card.kind === 'goods' ? 0 : 1);
  return [...found]
    .sort((a, b) => order(a) - order(b))
    .slice(0, limit)
    .map(({ card }) => card);
}

/** A term longer than the index's fragments must stand in the model or be a word as a whole. */
function holdsLongTerms(card: ItemCard, terms: readonly Term[]): boolean {
  const model = typedModel(card.model);
  const rest = typedModel(`${card.name} ${card.spec}`);
  return terms.every(
    ({ kind, text }) =>
      kind === 'han' ||
      text.length <= 8 ||
      model.includes(text) ||
      rest.includes(text) ||
      !/\d/.test(text),
  );
}

function wordRank(card: ItemCard, terms: readonly Term[]): number {
  const shelf = shelfWords(card);
  const isShelf = terms.every(({ text }) => shelf.some((word) => word.startsWith(text)));
  return isShelf ? RANK.shelf : RANK.word;
}

function shelfWords(card: ItemCard): readonly string[] {
  const brand = readingOf(card.brand);
  const category = readingOf(card.category);
  const initials = (reading: readonly string[]) => reading.map((s) => s[0] ?? '').join('');
  const aliases = knownBrand(card.brand)?.aliases ?? [];
  return [
    card.brand.toLowerCase(),
    card.category,
    `${card.brand}${card.category}`.toLowerCase(),
    [...brand, ...category].join(''),
    category.join(''),
    initials([...brand, ...category]),
    initials(category),
    `${brand.join('')}${initials(category)}`,
    ...aliases.map((alias) => typedModel(alias) || alias),
  ];
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
      const mendedTerm = latinMendings(db, term.text);
      if (mendedTerm.length > 0) {
        yield itemsByTerms(db, all([any(mendedTerm.map(frontExpression)), ...others]), limit * 2);
      }
      continue;
    }
    const sound = readingOf(term.text).join('');
    const ways = [sound === '' ? null : frontExpression(sound), oneLessExpression(term.text)];
    for (const way of ways) if (way) yield itemsByTerms(db, all([way, ...others]), limit * 2);
  }
  const only = terms.length === 1 ? terms[0] : undefined;
  if (only?.kind === 'latin') {
    for (const front of mendings(only.text, (each) => isModelFront(db, each))) {
      yield itemsByModelFront(db, front, limit);
    }
  }
}

function latinMendings(db: Database, text: string): readonly string[] {
  const words = mendings(text, (front) => isWordFront(db, front));
  const models = /\d/.test(text) ? mendings(text, (front) => isModelFront(db, front)) : [];
  return [...new Set([...words, ...models])];
}
