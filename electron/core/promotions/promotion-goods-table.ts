import type { CheckedGood } from '../../../shared/domain/promotions/check-promotion.ts';
import type { Scope } from '../../../shared/domain/promotions/promotion.ts';
import { type Fen, fen } from '../../../shared/kernel/money.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

/** A good as its writer and its checks see it. */
export type PromotedGood = CheckedGood & {
  readonly model: string;
  readonly name: string;
};

type GoodRow = {
  sku: string;
  kind: 'goods' | 'service' | 'material';
  brand: string;
  category: string;
  model: string;
  name: string;
  list_fen: number | null;
  floor_fen: number | null;
  tags: string;
};

const GOOD = `SELECT i.sku, i.kind, i.brand, i.category, i.model, i.name, p.list_fen, p.floor_fen,
    (SELECT json_group_array(t.tag) FROM item_tag t WHERE t.sku = i.sku) AS tags
  FROM item i LEFT JOIN price_change p
    ON p.change_id = (SELECT max(n.change_id) FROM price_change n WHERE n.sku = i.sku)`;

/** One active good by its sku, or `null`. */
export function goodBySku(db: Database, sku: string): PromotedGood | null {
  const row = prepared<[string], GoodRow>(db, `${GOOD} WHERE i.sku = ? AND i.is_active = 1`).get(
    sku,
  );
  return row ? fromRow(row) : null;
}

/** Active goods that can be in a scope; what excludes and what is a service is judged by the domain. */
export function* goodsNear(db: Database, scope: Scope): Iterable<PromotedGood> {
  const rows = prepared<[string, string, string, string], GoodRow>(
    db,
    `${GOOD}, (SELECT ? AS skus, ? AS brands, ? AS categories, ? AS tags) s
     WHERE i.is_active = 1 AND (
       i.sku IN (SELECT value FROM json_each(s.skus))
       OR i.kind = 'goods'
         AND (s.skus = '[]' OR s.brands <> '[]' OR s.categories <> '[]' OR s.tags <> '[]')
         AND (s.brands = '[]' OR i.brand IN (SELECT value FROM json_each(s.brands)))
         AND (s.categories = '[]' OR i.category IN (SELECT value FROM json_each(s.categories)))
         AND (s.tags = '[]' OR EXISTS (SELECT 1 FROM item_tag g
           WHERE g.sku = i.sku AND g.tag IN (SELECT value FROM json_each(s.tags)))))`,
  ).iterate(
    JSON.stringify(scope.skus),
    JSON.stringify(scope.brands),
    JSON.stringify(scope.categories),
    JSON.stringify(scope.tags),
  );
  for (const row of rows) yield fromRow(row);
}

/** Brands, categories and tags that active goods have, with how many, the most frequent first. */
export function goodsFacets(
  db: Database,
  facet: 'brand' | 'category' | 'tag',
): readonly { readonly name: string; readonly count: number }[] {
  const sql =
    facet === 'tag'
      ? `SELECT t.tag AS name, count(*) AS count FROM item_tag t JOIN item i ON i.sku = t.sku
         WHERE i.is_active = 1 GROUP BY t.tag ORDER BY count DESC, name LIMIT 300`
      : `SELECT ${facet} AS name, count(*) AS count FROM item
         WHERE is_active = 1 AND kind = 'goods' AND ${facet} <> '' GROUP BY ${facet}
         ORDER BY count DESC, name LIMIT 300`;
  return prepared<[], { name: string; count: number }>(db, sql).all();
}

/** The tags of each of some goods. */
export function tagsOf(db: Database, sku: string): readonly string[] {
  return prepared<[string], { tag: string }>(
    db,
    'SELECT tag FROM item_tag WHERE sku = ? ORDER BY tag',
  )
    .all(sku)
    .map(({ tag }) => tag);
}

/** Goods with a tag, by sku. */
export function skusTagged(db: Database, tag: string, limit: number): readonly string[] {
  return prepared<[string, number], { sku: string }>(
    db,
    'SELECT sku FROM item_tag WHERE tag = ? ORDER BY sku LIMIT ?',
  )
    .all(tag, limit)
    .map(({ sku }) => sku);
}

export function addTag(db: Database, sku: string, tag: string): void {
  prepared(db, 'INSERT INTO item_tag (sku, tag) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
    sku,
    tag,
  );
}

export function removeTag(db: Database, sku: string, tag: string): void {
  prepared(db, 'DELETE FROM item_tag WHERE sku = ? AND tag = ?').run(sku, tag);
}

function fromRow(row: GoodRow): PromotedGood {
  const { sku, kind, brand, category, model, name } = row;
  return {
    ...{ sku, kind, brand, category, model, name },
    tags: JSON.parse(row.tags) as string[],
    listFen: orNone(row.list_fen),
    floorFen: orNone(row.floor_fen),
  };
}

function orNone(amount: number | null): Fen | null {
  return amount === null ? null : fen(amount);
}
