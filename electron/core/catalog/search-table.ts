import type { Item } from '../../../shared/domain/catalog/item.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { searchWords } from './search-words.ts';

/**
 * Writes the search words of one item, in the transaction of the item itself. `knownWords` is that transaction's own
 * set of words already written; it spares a bulk insert most of its work and must not outlive a rollback.
 */
export function indexItem(
  db: Database,
  itemNo: number,
  item: Pick<Item, 'brand' | 'model' | 'name' | 'category' | 'spec'>,
  codes: readonly string[],
  knownWords: Set<string>,
): void {
  const { tokens, words } = searchWords(item, codes);
  prepared<[number, string]>(db, 'INSERT INTO item_search (rowid, terms) VALUES (?, ?)').run(
    itemNo,
    tokens,
  );
  const add = prepared<[string]>(db, 'INSERT OR IGNORE INTO search_word (word) VALUES (?)');
  for (const word of words) {
    if (knownWords.has(word)) continue;
    add.run(word);
    knownWords.add(word);
  }
}

/** Whether any known word begins so. */
export function isWordFront(db: Database, front: string): boolean {
  return (
    prepared<[string, string], { one: 1 }>(
      db,
      'SELECT 1 AS one FROM search_word WHERE word >= ? AND word < ? LIMIT 1',
    ).get(front, `${front}\u{10ffff}`) !== undefined
  );
}

/** Whether any model begins so, as typed. */
export function isModelFront(db: Database, front: string): boolean {
  return (
    prepared<[string, string], { one: 1 }>(
      db,
      'SELECT 1 AS one FROM item WHERE typed_model >= ? AND typed_model < ? LIMIT 1',
    ).get(front, `${front}\u{10ffff}`) !== undefined
  );
}

/** The characters that can follow `front` in known words. */
export function lettersAfterWord(db: Database, front: string): readonly string[] {
  return lettersAfter(db, 'SELECT min(word) AS next FROM search_word WHERE word > ?', front);
}

/** The characters that can follow `front` in models, as typed. */
export function lettersAfterModel(db: Database, front: string): readonly string[] {
  return lettersAfter(db, 'SELECT min(typed_model) AS next FROM item WHERE typed_model > ?', front);
}

/** Goes from one character to the next by the index: as many look-ups as there are characters. */
function lettersAfter(db: Database, sql: string, front: string): readonly string[] {
  const after = prepared<[string], { next: string | null }>(db, sql);
  const letters: string[] = [];
  let from = front;
  for (;;) {
    const next = after.get(from)?.next;
    const letter = next?.[front.length];
    if (!next?.startsWith(front) || letter === undefined) return letters;
    letters.push(letter);
    from = `${front}${letter}\u{10ffff}`;
  }
}

/** Numbers of active items whose model begins so, at most `limit`. */
export function itemsByModelFront(db: Database, front: string, limit: number): readonly number[] {
  return prepared<[string, string, number], { item_no: number }>(
    db,
    `SELECT item_no FROM item WHERE typed_model >= (SELECT ?) AND typed_model < (SELECT ?) AND is_active = 1
     ORDER BY typed_model LIMIT ?`,
  )
    .all(front, `${front}\u{10ffff}`, limit)
    .map((row) => row.item_no);
}

/** Numbers of items that an FTS5 expression matches. The expression is made of quoted terms only. */
export function itemsByTerms(db: Database, expression: string, limit: number): readonly number[] {
  return prepared<[string, number], number>(
    db,
    'SELECT rowid FROM item_search WHERE item_search MATCH (SELECT ?) LIMIT (SELECT ?)',
  )
    .pluck()
    .all(expression, limit);
}
