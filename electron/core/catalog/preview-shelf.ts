import type { ImportPreview } from '../../../shared/contract/catalog.ts';
import type { PriceColumn } from '../../../shared/domain/catalog/price-columns.ts';
import type { PriceRow } from '../../../shared/domain/catalog/price-row.ts';
import type { Database } from '../db/open.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import type { PlannedRow } from './import-plan.ts';

/** A preview as the core keeps it until it is committed or forgotten. */
export type KeptPreview = {
  readonly preview: ImportPreview;
  readonly rows: readonly PriceRow[];
  readonly planned: readonly PlannedRow[];
  readonly mapping: Readonly<Record<string, PriceColumn>>;
  readonly catalogueState: string; // what the plan was made against
  readonly madeAt: number; // epoch ms
};

const shelves = new WeakMap<Database, Map<string, KeptPreview>>();

/** Keeps a preview; the oldest goes when there are too many. */
export function keepPreview(db: Database, kept: KeptPreview): void {
  const shelf = shelves.get(db) ?? new Map<string, KeptPreview>();
  shelves.set(db, shelf);
  shelf.set(kept.preview.previewId, kept);
  for (const id of shelf.keys()) {
    if (shelf.size <= IMPORT_LIMITS.previews) break;
    shelf.delete(id);
  }
}

export function keptPreview(db: Database, previewId: string, now: number): KeptPreview | null {
  const kept = shelves.get(db)?.get(previewId);
  if (!kept) return null;
  if (now - kept.madeAt <= IMPORT_LIMITS.previewMs) return kept;
  forgetPreview(db, previewId);
  return null;
}

export function forgetPreview(db: Database, previewId: string): void {
  shelves.get(db)?.delete(previewId);
}
