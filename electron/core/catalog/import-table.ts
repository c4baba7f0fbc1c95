import type { PriceColumn } from '../../../shared/domain/catalog/price-columns.ts';
import type { Database } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';

export type ImportCounts = {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
};

/** One import, or the undoing of one (`undoes` names it). */
export type StoredImport = {
  readonly importId: string;
  readonly fileName: string;
  readonly supplier: string;
  readonly counts: ImportCounts;
  readonly at: number; // epoch ms
  readonly by: string;
  readonly undoes: string | null;
};

type ImportRow = {
  import_id: string;
  file_name: string;
  supplier: string;
  summary: string;
  at: number;
  by: string;
  undoes: string | null;
};

export function insertImport(db: Database, done: StoredImport): void {
  prepared<unknown[]>(
    db,
    `INSERT INTO price_import (import_id, file_name, supplier, summary, at, by, undoes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    done.importId,
    done.fileName,
    done.supplier,
    JSON.stringify(done.counts),
    done.at,
    done.by,
    done.undoes,
  );
}

export function importById(db: Database, importId: string): StoredImport | null {
  const row = prepared<[string], ImportRow>(
    db,
    'SELECT * FROM price_import WHERE import_id = ?',
  ).get(importId);
  return row ? fromRow(row) : null;
}

/** The newest imports first. */
export function latestImports(db: Database, limit: number): readonly StoredImport[] {
  return prepared<[number], ImportRow>(
    db,
    'SELECT * FROM price_import ORDER BY at DESC, rowid DESC LIMIT ?',
  )
    .all(limit)
    .map(fromRow);
}

export function isUndone(db: Database, importId: string): boolean {
  const row = prepared<[string], { one: 1 }>(
    db,
    'SELECT 1 AS one FROM price_import WHERE undoes = ?',
  ).get(importId);
  return row !== undefined;
}

/** Every supplier a list was imported from, by name. */
export function supplierNames(db: Database): readonly string[] {
  return prepared<[], { supplier: string }>(
    db,
    `SELECT DISTINCT supplier FROM price_import WHERE supplier <> '' ORDER BY supplier`,
  )
    .all()
    .map(({ supplier }) => supplier);
}

/** How the owner corrected the columns of this supplier's lists, `{}` when never. */
export function supplierMapping(
  db: Database,
  supplier: string,
): Readonly<Record<string, PriceColumn>> {
  const row = prepared<[string], { mapping: string }>(
    db,
    'SELECT mapping FROM supplier_mapping WHERE supplier = ?',
  ).get(supplier);
  // Written by `saveSupplierMapping` alone, from parsed input.
  return row ? (JSON.parse(row.mapping) as Record<string, PriceColumn>) : {};
}

export function saveSupplierMapping(
  db: Database,
  supplier: string,
  mapping: Readonly<Record<string, PriceColumn>>,
): void {
  prepared<[string, string]>(
    db,
    `INSERT INTO supplier_mapping (supplier, mapping) VALUES (?, ?)
     ON CONFLICT (supplier) DO UPDATE SET mapping = excluded.mapping`,
  ).run(supplier, JSON.stringify(mapping));
}

function fromRow(row: ImportRow): StoredImport {
  return {
    importId: row.import_id,
    fileName: row.file_name,
    supplier: row.supplier,
    counts: JSON.parse(row.summary) as ImportCounts,
    at: row.at,
    by: row.by,
    undoes: row.undoes,
  };
}
