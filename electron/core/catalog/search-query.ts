import { halfWidth } from '../../../shared/domain/catalog/brand.ts';
import { typedModel } from '../../../shared/domain/catalog/item.ts';
import { charTokens, FRAGMENT_LENGTH } from './search-words.ts';

/** One word of a query: Chinese as its pairs of characters, or Latin letters and digits as typed. */
export type Term =
  | { readonly kind: 'han'; readonly text: string }
  | { readonly kind: 'latin'; readonly text: string };

const MOST_TERMS = 6;
const LONGEST_TERM = 40;

/** Takes any text apart into terms; signs and blanks only separate, so that no text can be an FTS5 expression. */
export function parseQuery(text: string): readonly Term[] {
  const terms: Term[] = [];
  for (const part of halfWidth(text.slice(0, 200)).normalize('NFKC').toLowerCase().split(/\s+/)) {
    for (const piece of part.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) {
      const isHan = /^\p{Script=Han}/u.test(piece);
      const cleaned = (isHan ? piece : typedModel(piece)).slice(0, LONGEST_TERM);
      if (cleaned !== '') terms.push({ kind: isHan ? 'han' : 'latin', text: cleaned });
    }
  }
  return terms.slice(0, MOST_TERMS);
}

/** An FTS5 expression: every part in quotes, all of them needed. */
export function all(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' AND ')})`;
}

export function any(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`;
}

/** A term as its exact expression: pairs of Chinese that cover it, or a Latin front. */
export function exactExpression(term: Term): string {
  return term.kind === 'latin'
    ? frontExpression(term.text)
    : all(coveringPairs(term.text).map(quoted));
}

/** Words that begin so; a longer one is cut to the length of the index's fragments. */
export function frontExpression(text: string): string {
  const front = text.slice(0, Math.max(FRAGMENT_LENGTH, text.length > 20 ? 20 : text.length));
  const cut = quoted(text.slice(0, FRAGMENT_LENGTH));
  // A pinyin word may be longer than a fragment, a model fragment never is.
  return front.length <= FRAGMENT_LENGTH ? `${cut}*` : any([`${quoted(text)}*`, cut]);
}

/** Chinese by its characters alone, in any order. */
export function looseExpression(text: string): string {
  return all([...new Set(text)].map(quoted));
}

/** Chinese with one character wrong or too many: every way to leave one out, at least two left. */
export function oneLessExpression(text: string): string | null {
  const chars = [...text].slice(0, 10);
  if (chars.length < 3) return null;
  const ways = chars.map((_, at) => {
    const pieces = [chars.slice(0, at).join(''), chars.slice(at + 1).join('')];
    return all(
      pieces
        .filter((piece) => piece !== '')
        .flatMap(pairsOf)
        .map(quoted),
    );
  });
  return any(ways);
}

function pairsOf(text: string): readonly string[] {
  const chars = [...text];
  return chars.length === 1 ? chars : charTokens(text).slice(chars.length);
}

/** As few pairs as hold every character: two lists fewer to go through for a word of five. */
function coveringPairs(text: string): readonly string[] {
  const pairs = pairsOf(text);
  return pairs.filter((_, at) => at % 2 === 0 || at === pairs.length - 1);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '')}"`;
}
