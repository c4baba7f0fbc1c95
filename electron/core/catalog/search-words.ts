import { createRequire } from 'node:module';
import { BRANDS, halfWidth, knownBrand } from '../../../shared/domain/catalog/brand.ts';
import { type Item, typedModel } from '../../../shared/domain/catalog/item.ts';

const HAN_RUN = /\p{Script=Han}+/gu;
const LATIN_RUN = /[a-z0-9]+/g;
/** Longer runs of Chinese are descriptions; only their beginning is worth typing in pinyin. */
const LONGEST_READING = 12;
const LONGEST_NAME = 120;
/** A model fragment keeps this many characters; a longer query is checked against the whole model. */
export const FRAGMENT_LENGTH = 8;
const CACHE_LIMIT = 50_000;

const readings = new Map<string, readonly string[]>();
const runTokens = new Map<string, Pick<Shelf, 'text' | 'words'>>();
let pinyinOf: ((text: string) => readonly string[]) | null = null;

/** What an item is found by: `tokens` for the index, `words` the Latin ones among them that a typo is mended to. */
export type SearchWords = { readonly tokens: string; readonly words: readonly string[] };

/** The words of one item: its brand, category and name in characters, pinyin and initials, and its model's fragments. */
export function searchWords(
  item: Pick<Item, 'brand' | 'model' | 'name' | 'category' | 'spec'>,
  codes: readonly string[],
): SearchWords {
  const shelf = shelfTokens(item.brand, item.category);
  const text = `${item.name.slice(0, LONGEST_NAME)} ${item.spec.slice(0, LONGEST_NAME)}`;
  const half = halfWidth(text).toLowerCase();
  const runs = (half.match(HAN_RUN) ?? []).filter((run) => !shelf.runs.has(run)).map(tokensOfRun);
  const fragments = [item.model, ...codes].flatMap(fragmentsOf);
  for (const latin of half.match(LATIN_RUN) ?? []) {
    const fragment = latin.slice(0, FRAGMENT_LENGTH);
    if (!fragments.includes(fragment)) fragments.push(fragment);
  }
  return {
    tokens: [shelf.text, ...runs.map((run) => run.text), ...fragments].join(' '),
    words: [shelf.words, ...runs.map((run) => run.words)].flat(),
  };
}

function isLatin(token: string): boolean {
  return token.charCodeAt(0) < 128;
}

type Shelf = {
  readonly runs: ReadonlySet<string>; // of Chinese, whose tokens these are
  readonly text: string;
  readonly words: readonly string[];
};

const shelves = new Map<string, Shelf>();

/** What brand and category together are typed as: 美的空调 meidikongtiao mdkt meidikt, and every tail of it. */
function shelfTokens(brand: string, category: string): Shelf {
  const key = `${brand}|${category}`;
  const known = shelves.get(key);
  if (known) return known;
  const tokens = new Set<string>();
  const brandReading = readingOf(brand);
  const categoryReading = readingOf(category);
  const both = [...brandReading, ...categoryReading];
  const runs = new Set<string>();
  for (const text of [brand, category, `${brand}${category}`]) {
    for (const run of text.match(HAN_RUN) ?? []) {
      runs.add(run);
      for (const token of charTokens(run)) tokens.add(token);
    }
  }
  for (const token of tailTokens(both)) tokens.add(token);
  for (const token of tailTokens(brandReading)) tokens.add(token);
  tokens.add(`${brandReading.join('')}${initials(categoryReading)}`);
  for (const alias of [brand, ...(knownBrand(brand)?.aliases ?? [])]) {
    const latin = typedModel(alias);
    if (latin !== '') {
      tokens.add(latin);
      tokens.add(`${latin}${initials(categoryReading)}`);
      tokens.add(`${latin}${categoryReading.join('')}`);
    }
    for (const run of alias.match(HAN_RUN) ?? [])
      for (const token of charTokens(run)) tokens.add(token);
  }
  tokens.delete('');
  const all = [...tokens];
  return remember(shelves, key, { runs, text: all.join(' '), words: all.filter(isLatin) });
}

const shelfWordsOf = new Map<string, readonly string[]>();

/** The ways to type exactly a brand, a category or both: what begins so stands before what only contains it. */
export function shelfWords(brand: string, category: string): readonly string[] {
  const key = `${brand}|${category}`;
  const known = shelfWordsOf.get(key);
  if (known) return known;
  const brandReading = readingOf(brand);
  const categoryReading = readingOf(category);
  return remember(shelfWordsOf, key, [
    brand.toLowerCase(),
    category,
    `${brand}${category}`.toLowerCase(),
    [...brandReading, ...categoryReading].join(''),
    categoryReading.join(''),
    initials([...brandReading, ...categoryReading]),
    initials(categoryReading),
    `${brandReading.join('')}${initials(categoryReading)}`,
    ...(knownBrand(brand)?.aliases ?? []).map((alias) => typedModel(alias) || alias),
  ]);
}

function tokensOfRun(run: string): Pick<Shelf, 'text' | 'words'> {
  const known = runTokens.get(run);
  if (known) return known;
  const reading = readingOf(run.slice(0, LONGEST_READING));
  const all = [...new Set([...charTokens(run), ...tailTokens(reading)])];
  return remember(runTokens, run, { text: all.join(' '), words: all.filter(isLatin) });
}

/** Single characters and neighbouring pairs: enough to find any run of two or more. */
export function charTokens(run: string): readonly string[] {
  const chars = [...run];
  return [...chars, ...chars.slice(1).map((char, at) => `${chars[at]}${char}`)];
}

/** Joined pinyin and initials from every syllable to the end, so that a prefix query finds any part. */
function tailTokens(reading: readonly string[]): readonly string[] {
  return reading.flatMap((_, at) => {
    const tail = reading.slice(at);
    return [tail.join(''), initials(tail)];
  });
}

function initials(reading: readonly string[]): string {
  return reading.map((syllable) => syllable[0] ?? '').join('');
}

/** Where a model can be begun to be typed: at its front and wherever letters and digits meet. */
function fragmentsOf(model: string): readonly string[] {
  const typed = typedModel(model);
  const fragments: string[] = [];
  for (const start of typed.matchAll(/[a-z]+|\d+/g)) {
    fragments.push(typed.slice(start.index, start.index + FRAGMENT_LENGTH));
  }
  return fragments;
}

const BRAND_NAMES = BRANDS.filter(({ name }) => /^\p{Script=Han}+$/u.test(name)).map(
  ({ name, pinyin }) => ({ name, pinyin }),
);

/** The syllables of a text: curated where a brand stands in it, else from the dictionary. Letters stay one syllable. */
export function readingOf(text: string): readonly string[] {
  const known = readings.get(text);
  if (known) return known;
  const brand = knownBrand(text);
  if (brand) return remember(readings, text, brand.pinyin);
  const inside = BRAND_NAMES.find(({ name }) => text.includes(name));
  if (inside) {
    const at = text.indexOf(inside.name);
    const before = at === 0 ? [] : readingOf(text.slice(0, at));
    const after = text.slice(at + inside.name.length);
    return remember(readings, text, [
      ...before,
      ...inside.pinyin,
      ...(after ? readingOf(after) : []),
    ]);
  }
  return remember(readings, text, dictionaryReading(text));
}

function dictionaryReading(text: string): readonly string[] {
  if (!pinyinOf) {
    // Loaded on first use: the dictionary is large, and a till that only scans never needs it.
    const { pinyin } = createRequire(import.meta.url)('pinyin-pro') as typeof import('pinyin-pro');
    pinyinOf = (chinese) =>
      pinyin(chinese, { toneType: 'none', type: 'array', v: true, nonZh: 'consecutive' });
  }
  return pinyinOf(text)
    .map((syllable) => syllable.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .filter((syllable) => syllable !== '');
}

function remember<Value>(cache: Map<string, Value>, key: string, value: Value): Value {
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, value);
  return value;
}
