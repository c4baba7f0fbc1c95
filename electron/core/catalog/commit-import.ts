import type { Answer } from '../../../shared/contract/answer.ts';
import type { ImportRecord } from '../../../shared/contract/catalog.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry } from '../journal/journal-table.ts';
import type { Actor, Till } from '../till.ts';
import { freeSku } from './create-item.ts';
import { type PlannedRow, planRows, samePrices } from './import-plan.ts';
import {
  type ImportCounts,
  insertImport,
  type StoredImport,
  saveSupplierMapping,
  supplierMapping,
} from './import-table.ts';
import { addItemCode, catalogueState, insertItem, itemBySku, setItemActive } from './item-table.ts';
import { countVerdicts } from './preview-import.ts';
import { forgetPreview, type KeptPreview, keptPreview } from './preview-shelf.ts';
import { insertPriceChange } from './price-table.ts';

/** What a committed import did, as the list of imports shows it. */
export type CommittedImport = ImportRecord & { readonly heldBack: number };

/**
 * Imports a previewed list in one transaction. Rows with a doubtful price are left out unless their row number is in
 * `acceptQuestions`. The owner's corrected columns are remembered for the supplier. Refuses `preview_expired`.
 */
export function commitImport(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  input: { readonly previewId: string; readonly acceptQuestions?: readonly number[] | undefined },
): Answer<CommittedImport> {
  const { db } = till;
  const at = till.clock.now();
  const kept = keptPreview(db, input.previewId, at);
  if (!kept) return refuse('preview_expired');
  const done = inTransaction(db, () => writeImport(till, by, kept, new Set(input.acceptQuestions)));
  forgetPreview(db, input.previewId);
  till.announce({ type: 'catalog.changed' });
  return ok(done);
}

function writeImport(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  kept: KeptPreview,
  accepted: ReadonlySet<number>,
): CommittedImport {
  const { db } = till;
  // Something was sold, priced or imported since the preview: compare again with what is there now.
  const isStale = kept.catalogueState !== catalogueState(db);
  const planned = isStale ? [...planRows(db, kept.rows)] : kept.planned;
  const wanted = planned.filter(
    ({ verdict, held, source }) => verdict !== 'refused' && (!held || accepted.has(source.row)),
  );
  const { fileName, supplier } = kept.preview;
  const at = till.clock.now();
  const stored: StoredImport = {
    importId: till.random.uuid(),
    fileName,
    supplier,
    counts: { ...countVerdicts(wanted), refused: countVerdicts(planned).refused },
    at,
    by: by.staffId,
    undoes: null,
  };
  insertImport(db, stored);
  writeRows(till, stored, wanted);
  if (supplier !== '' && Object.keys(kept.mapping).length > 0) {
    saveSupplierMapping(db, supplier, { ...supplierMapping(db, supplier), ...kept.mapping });
  }
  journalImport(till, 'PRICE_IMPORT', stored);
  return {
    ...recordOf(stored, 'done'),
    heldBack: planned.length - wanted.length - stored.counts.refused,
  };
}

function writeRows(till: Till, stored: StoredImport, wanted: readonly PlannedRow[]): void {
  const { db } = till;
  const created = new Map<string, string>();
  const knownWords = new Set<string>();
  for (const row of wanted) {
    const known = row.sku ?? created.get(row.identity) ?? null;
    const sku = known ?? skuFor(till, row);
    if (known === null) {
      const item = { ...row.source.item, sku };
      insertItem(db, {
        item,
        codes: row.codes,
        importId: stored.importId,
        at: stored.at,
        knownWords,
      });
      created.set(row.identity, sku);
    } else {
      for (const code of row.codes) addItemCode(db, sku, code);
      if (row.isAsleep) setItemActive(db, sku, true, stored.importId);
    }
    const isPriced =
      row.after.listFen !== null || row.after.floorFen !== null || row.after.costFen !== null;
    if (row.verdict === 'new' ? !isPriced : samePrices(row.before, row.after)) continue;
    insertPriceChange(db, {
      sku,
      ...row.after,
      importId: stored.importId,
      by: stored.by,
      at: stored.at,
    });
  }
}

/** The list's own code where it is free and looks like one, else a sku that the identity decides. */
function skuFor({ db }: Till, row: PlannedRow): string {
  const own = row.codes.find(({ kind }) => kind === 'own')?.code;
  const isFree = own !== undefined && own.length >= 4 && itemBySku(db, own) === null;
  return isFree ? own : freeSku(db, row.identity);
}

export function journalImport(
  till: Till,
  type: 'PRICE_IMPORT' | 'PRICE_IMPORT_UNDO',
  { importId, fileName, supplier, counts, undoes, at, by }: StoredImport,
): void {
  appendEntry(till.db, {
    registerId: till.registerId,
    type,
    startedAt: at,
    endedAt: till.clock.now(),
    operator: by,
    payload: { importId, fileName, supplier, counts, undoes },
  });
}

export function recordOf(
  { importId, fileName, supplier, at, by, counts }: StoredImport,
  state: ImportRecord['state'],
): ImportRecord & { readonly counts: ImportCounts } {
  return { importId, fileName, supplier, at, by, counts, state, canUndo: state === 'done' };
}
