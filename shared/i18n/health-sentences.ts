import type { HealthLine } from '../contract/health.ts';
import { byteWords } from './byte-words.ts';
import { fillSentence } from './fill-sentence.ts';
import { healthEn, healthZh } from './health-words.ts';
import type { Language } from './refusals.ts';

/**
 * A line of the health page in words: what is the case, and what to do where it is not green.
 * `moment` writes an epoch ms as its reader wants it.
 */
export function healthSentences(
  line: HealthLine,
  language: Language,
  moment: (at: number) => string,
): { readonly topic: string; readonly says: string; readonly todo: string | null } {
  const words = language === 'en' ? healthEn : healthZh;
  const params = Object.fromEntries(
    Object.entries(line.params).map(([name, value]) => [name, shown(name, value, moment)]),
  );
  const todos: Readonly<Record<string, string>> = words.todo;
  const todo = line.exit === null ? undefined : todos[line.state];
  return {
    topic: words.topics[line.topic],
    says: fillSentence(words.says[line.state], params),
    todo: todo === undefined ? null : fillSentence(todo, params),
  };
}

/** Sizes and moments as people read them; all else as it came. */
function shown(name: string, value: string | number, moment: (at: number) => string) {
  if (typeof value !== 'number') return value;
  if (name === 'bytes') return byteWords(value);
  return name === 'at' || name === 'now' ? moment(value) : value;
}
