import { readingOf } from '../../electron/core/catalog/search-words.ts';
import { typedModel } from '../../shared/domain/catalog/item.ts';
import { type MadeItem, seeded } from '../support/many-items.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A question and the goods that answer it: `isRight` says whether a good does. */
export type Question = { readonly text: string; readonly isRight: (made: MadeItem) => boolean };

/** How goods are asked for at a till. */
export const KINDS = ['zh', 'pinyin', 'initials', 'model', 'typo'] as const;
export type Kind = (typeof KINDS)[number];

/** `count` questions of one kind about goods picked at random, the same for the same seed. */
export function questions(
  items: readonly MadeItem[],
  kind: Kind,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly Question[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => {
    const made = items[Math.floor(random() * items.length)];
    if (!made) throw new Error('no goods to ask for');
    return questionAbout(made, kind, random);
  });
}

function questionAbout(made: MadeItem, kind: Kind, random: () => number): Question {
  const { item } = made;
  const reading = readingOf(item.brand + item.category);
  const model = typedModel(item.model);
  if (kind === 'model') {
    const front = model.slice(0, 7);
    return { text: front, isRight: (other) => typedModel(other.item.model).startsWith(front) };
  }
  if (kind === 'typo') {
    const text = slipped(model, random);
    return { text, isRight: (other) => other.item.sku === item.sku };
  }
  const texts = {
    zh: (item.brand + item.category).replace(/[^\u4e00-\u9fff]/g, ''),
    pinyin: reading.join(''),
    initials: reading.map((syllable) => syllable[0]).join(''),
  };
  const text = texts[kind];
  return { text, isRight: (other) => isCalled(other, kind, text) };
}

/** Another brand may have the same initials: every good whose shelf is typed so is right. */
function isCalled({ item }: MadeItem, kind: 'zh' | 'pinyin' | 'initials', text: string): boolean {
  if (kind === 'zh') return `${item.brand}${item.category}`.includes(text);
  const readings = [
    readingOf(item.brand + item.category),
    readingOf(item.category),
    ...[...(item.name.match(/\p{Script=Han}+/gu) ?? [])].map(readingOf),
  ];
  return readings.some((reading) =>
    reading.some((_, at) => {
      const tail = reading.slice(at);
      const typed = kind === 'pinyin' ? tail : tail.map((syllable) => syllable[0]);
      return typed.join('').startsWith(text);
    }),
  );
}

/** One slip of a finger: a wrong letter, one missing, one too many or two swapped; never the first one. */
function slipped(text: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (text.length - 2));
  const letter = LETTERS[Math.floor(random() * LETTERS.length)] ?? 'x';
  const before = text.slice(0, at);
  const here = text[at] ?? '';
  const after = text.slice(at + 1);
  const slips = [
    before + letter + after,
    before + after,
    before + letter + here + after,
    `${before}${after[0] ?? ''}${here}${after.slice(1)}`,
  ];
  return slips[Math.floor(random() * slips.length)] ?? text;
}

/** What is on the screen at each key of a question, from the second key on. */
export function keystrokes(text: string): readonly string[] {
  return Array.from({ length: Math.max(1, text.length - 1) }, (_, at) => text.slice(0, at + 2));
}

/** The texts that a search library has to be given to answer these questions at all. */
export function textsOf({ item, ean }: MadeItem): {
  readonly zh: string;
  readonly latin: string;
} {
  const both = readingOf(item.brand + item.category);
  const category = readingOf(item.category);
  const initials = (reading: readonly string[]) => reading.map((each) => each[0]).join('');
  const model = typedModel(item.model);
  const fragments = [...model.matchAll(/[a-z]+|\d+/g)].map(({ index }) => model.slice(index));
  return {
    zh: `${item.brand}${item.category} ${item.name}`,
    latin: [
      both.join(''),
      category.join(''),
      initials(both),
      initials(category),
      ...fragments,
      ean,
    ].join(' '),
  };
}

/** Chinese as single characters and neighbouring pairs, anything else as words. */
export function tokensOf(text: string): string[] {
  const tokens = new Set<string>();
  for (const run of text.toLowerCase().match(/[a-z0-9]+|\p{Script=Han}+/gu) ?? []) {
    if (/^[a-z0-9]/.test(run)) tokens.add(run);
    else for (const [at, char] of [...run].entries()) tokens.add(char).add(run.slice(at, at + 2));
  }
  return [...tokens];
}

/** What is typed, as the same words: pairs only, or the one character. */
export function typedTokens(text: string): string[] {
  return tokensOf(text).filter(
    (token, _, all) => /^[a-z0-9]/.test(token) || token.length === 2 || all.length === 1,
  );
}
