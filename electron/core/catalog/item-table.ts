import type { Item, ItemKind, SerialRule } from '../../../shared/domain/catalog/item.ts';
import { identityOf, typedModel } from '../../../shared/domain/catalog/item.ts';
import type { Sku } from '../../../shared/kernel/ids.ts';
import { asId } from '../../../shared/kernel/ids.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import { indexItem } from './search-table.ts';

export type ItemRow = {
  item_no: number;
  sku: string;
  kind: ItemKind;
  brand: string;
  model: string;
  name: string;
  category: string;
  energy_grade: string | null;
  colour: string | null;
  spec: string;
  unit_label: string;
  serial: SerialRule;
  needs_install: 0 | 1;
};

export type ItemCode = { readonly code: string; readonly kind: 'ean' | 'own' };

/** A new item with the codes that find it; `importId` names the price list that brought it in. */
export type NewItem = {
  readonly item: Item;
  readonly codes: readonly ItemCode[];
  readonly importId: string | null;
  readonly at: number; // epoch ms
  /** Written but not yet sold or found: a later `setItemActive` or `wakeItems` brings it in. */
  readonly isAsleep?: boolean;
  /** Shared by the items of one transaction, see `indexItem`. */
  readonly knownWords?: Set<string>;
};

const COLUMNS =
  'i.item_no, i.sku, i.kind, i.brand, i.model, i.name, i.category, i.energy_grade, i.colour, i.spec, i.unit_label, i.serial, i.needs_install';

/** Inserts an item, its codes and its search words. Call it inside a transaction; codes must be free. */
export function insertItem(
  db: Database,
  { item, codes, importId, at, isAsleep = false, knownWords = new Set() }: NewItem,
): Sku {
  const done = prepared<unknown[]>(
    db,
    `INSERT INTO item (sku, kind, brand, model, name, category, energy_grade, colour, spec, unit_label, serial,
       needs_install, identity, typed_model, import_id, created_at, is_active)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    item.sku,
    item.kind,
    item.brand,
    item.model,
    item.name,
    item.category,
    item.energyGrade,
    item.colour,
    item.spec,
    item.unitLabel,
    item.serial,
    item.needsInstall ? 1 : 0,
    identityOf(item),
    typedModel(item.model),
    importId,
    at,
    isAsleep ? 0 : 1,
  );
  for (const code of codes) addItemCode(db, item.sku, code);
  indexItem(
    db,
    Number(done.lastInsertRowid),
    item,
    codes.map(({ code }) => code),
    knownWords,
  );
  return asId<Sku>(item.sku);
}

export function addItemCode(db: Database, sku: string, { code, kind }: ItemCode): void {
  prepared<[string, string, string]>(
    db,
    'INSERT INTO item_code (code, sku, kind) VALUES (?, ?, ?)',
  ).run(code, sku, kind);
}

/** The sku that a code (EAN, own code) is taken by, or `null` when it is free. */
export function skuOfCode(db: Database, code: string): Sku | null {
  const row = prepared<[string], { sku: string }>(
    db,
    'SELECT sku FROM item_code WHERE code = ?',
  ).get(code);
  return row ? asId<Sku>(row.sku) : null;
}

/** One item by its sku, whether active or not, or `null`. */
export function itemBySku(db: Database, sku: string): Item | null {
  const row = prepared<[string], ItemRow>(db, `SELECT ${COLUMNS} FROM item i WHERE i.sku = ?`).get(
    sku,
  );
  return row ? itemFromRow(row) : null;
}

/** The active item that an EAN, an own code or a sku stands for, or `null`. */
export function itemByCode(db: Database, code: string): Item | null {
  const row =
    prepared<[string], ItemRow>(
      db,
      `SELECT ${COLUMNS} FROM item_code c JOIN item i ON i.sku = c.sku WHERE c.code = (SELECT ?) AND i.is_active = 1`,
    ).get(code) ??
    prepared<[string], ItemRow>(
      db,
      `SELECT ${COLUMNS} FROM item i WHERE i.sku = ? AND i.is_active = 1`,
    ).get(code);
  return row ? itemFromRow(row) : null;
}

/** Skus of all items of one identity, active ones first. */
export function skusOfIdentity(
  db: Database,
  identity: string,
): readonly { readonly sku: string; readonly is_active: 0 | 1 }[] {
  return prepared<[string], { sku: string; is_active: 0 | 1 }>(
    db,
    'SELECT sku, is_active FROM item WHERE identity = ? ORDER BY is_active DESC, item_no',
  ).all(identity);
}

/** Puts an item to sleep or wakes it; who wakes it is remembered, so that undoing that import puts it to sleep again. */
export function setItemActive(
  db: Database,
  sku: string,
  isActive: boolean,
  importId: string | null = null,
): void {
  prepared<[number, string | null, string]>(
    db,
    'UPDATE item SET is_active = ?, import_id = coalesce(?, import_id) WHERE sku = ?',
  ).run(isActive ? 1 : 0, importId, sku);
}

/** Brings in the sleeping items that an import wrote after item number `afterNo`. */
export function wakeItems(db: Database, importId: string, afterNo: number): void {
  prepared<[number, string]>(
    db,
    'UPDATE item SET is_active = 1 WHERE item_no > ? AND import_id = ?',
  ).run(afterNo, importId);
}

/** The highest item number so far, 0 in an empty catalogue. */
export function lastItemNumber(db: Database): number {
  return (
    prepared<[], { last: number | null }>(db, 'SELECT max(item_no) AS last FROM item').get()
      ?.last ?? 0
  );
}

/** Skus that one import brought in; `isInUse` when one lies in a cart, or was ever sold or put in stock. */
export function skusOfImport(
  db: Database,
  importId: string,
): readonly { readonly sku: string; readonly isInUse: boolean }[] {
  return prepared<[string], { sku: string; is_in_use: 0 | 1 }>(
    db,
    `SELECT sku, sku IN (SELECT sku FROM cart_line) OR sku IN (SELECT sku FROM stock_level) AS is_in_use
     FROM item WHERE import_id = ?`,
  )
    .all(importId)
    .map(({ sku, is_in_use }) => ({ sku, isInUse: is_in_use === 1 }));
}

/** Changes whenever an item or a price is added, so that a plan made against it is known to be stale. */
export function catalogueState(db: Database): string {
  const row = prepared<[], { items: number | null; prices: number | null; imports: number }>(
    db,
    `SELECT (SELECT max(item_no) FROM item) AS items, (SELECT max(change_id) FROM price_change) AS prices,
       (SELECT count(*) FROM price_import) AS imports`,
  ).get();
  return `${row?.items ?? 0}/${row?.prices ?? 0}/${row?.imports ?? 0}`;
}

export function countItems(db: Database): number {
  return prepared<[], { n: number }>(db, 'SELECT count(*) AS n FROM item').get()?.n ?? 0;
}

export function itemFromRow(row: ItemRow): Item {
  return {
    sku: row.sku,
    kind: row.kind,
    brand: row.brand,
    model: row.model,
    name: row.name,
    category: row.category,
    energyGrade: row.energy_grade,
    colour: row.colour,
    spec: row.spec,
    unitLabel: row.unit_label,
    serial: row.serial,
    needsInstall: row.needs_install === 1,
  };
}
