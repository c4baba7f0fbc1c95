import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

/** `sell.due` -> words, for every leaf. */
function leaves(tree: object, path = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value] as const]
        : [...leaves(value as object, `${path}${key}.`)],
    ),
  );
}

const chinese = leaves(zhCN);
const english = leaves(en);
const placesOf = (words: string) =>
  [...words.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();

/** Same fact, told by another param: `1级能效`, `Energy grade 1`; `第 1 次`. */
const TOLD_OTHERWISE = new Set(['sell.grade']);

describe('the words of the screen', () => {
  it('both languages have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('nothing is left empty, and no English is left Chinese but names of languages', () => {
    for (const [key, words] of english) {
      expect(words.trim(), key).not.toBe('');
      if (key !== 'settings.zh') expect(words, key).not.toMatch(/[\u4e00-\u9fff]/);
    }
    for (const [key, words] of chinese) expect(words.trim(), key).not.toBe('');
  });

  it('both languages fill the same places', () => {
    for (const [key, words] of chinese) {
      if (TOLD_OTHERWISE.has(key)) continue;
      expect(placesOf(english.get(key) ?? ''), key).toEqual(placesOf(words));
    }
  });
});
