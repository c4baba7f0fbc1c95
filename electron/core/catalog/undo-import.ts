import type { Answer } from '../../../shared/contract/answer.ts';
import type { ImportRecord } from '../../../shared/contract/catalog.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import type { Actor, Till } from '../till.ts';
import { journalImport, recordOf } from './commit-import.ts';
import {
  importById,
  insertImport,
  isUndone,
  latestImports,
  type StoredImport,
} from './import-table.ts';
import { setItemActive, skusOfImport } from './item-table.ts';
import { insertPriceChange, isImportSuperseded, pricesBeforeImport } from './price-table.ts';

const IMPORTS_SHOWN = 50;

/**
 * Takes an import back: every price it wrote becomes what it was before, as new rows of the price book, and goods it
 * brought in leave the catalogue. A new good that lies in a cart, or was sold or put in stock since, stays with its
 * price: taking it out would leave a customer at the till with nothing to pay. The undoing is itself recorded. Refuses `import_not_found`,
 * `import_already_undone`, and `import_superseded` when one of its prices was changed again since.
 */
export function undoImport(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  input: { readonly importId: string },
): Answer<ImportRecord> {
  const { db } = till;
  const done = importById(db, input.importId);
  if (!done || done.undoes !== null) return refuse('import_not_found');
  if (isUndone(db, done.importId)) return refuse('import_already_undone');
  if (isImportSuperseded(db, done.importId)) return refuse('import_superseded');
  const undo = inTransaction(db, () => writeUndo(till, by, done));
  till.announce({ type: 'catalog.changed' });
  return ok(recordOf(undo, 'undo'));
}

function writeUndo(till: Till, by: Pick<Actor, 'staffId'>, done: StoredImport): StoredImport {
  const { db } = till;
  const at = till.clock.now();
  const brought = skusOfImport(db, done.importId);
  const kept = new Set(brought.filter(({ isInUse }) => isInUse).map(({ sku }) => sku));
  const before = pricesBeforeImport(db, done.importId).filter(({ sku }) => !kept.has(sku));
  const undo: StoredImport = {
    ...done,
    importId: till.random.uuid(),
    counts: { new: 0, changed: before.length, unchanged: kept.size, refused: 0 },
    at,
    by: by.staffId,
    undoes: done.importId,
  };
  insertImport(db, undo);
  for (const { sku, before: prices } of before) {
    insertPriceChange(db, { sku, ...prices, importId: undo.importId, by: by.staffId, at });
  }
  for (const { sku, isInUse } of brought) if (!isInUse) setItemActive(db, sku, false);
  journalImport(till, 'PRICE_IMPORT_UNDO', undo);
  return undo;
}

/** The latest imports and undoings, newest first, and whether each can still be taken back. */
export function listImports({ db }: Pick<Till, 'db'>): readonly ImportRecord[] {
  return latestImports(db, IMPORTS_SHOWN).map((each) => {
    if (each.undoes !== null) return recordOf(each, 'undo');
    if (isUndone(db, each.importId)) return recordOf(each, 'undone');
    return { ...recordOf(each, 'done'), canUndo: !isImportSuperseded(db, each.importId) };
  });
}
