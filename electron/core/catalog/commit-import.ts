import type { Answer } from '../../../shared/contract/answer.ts';
import type { ImportRecord } from '../../../shared/contract/catalog.ts';
import { invariant } from '../../../shared/kernel/assert.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { inTransaction } from '../db/open.ts';
import { appendEntry, seqOfEntry } from '../journal/journal-table.ts';
import type { Actor, Till } from '../till.ts';
import { type PlannedRow, planInTurns, samePrices } from './import-plan.ts';
import {
  type ImportCounts,
  insertImport,
  type StoredImport,
  saveSupplierMapping,
  supplierMapping,
} from './import-table.ts';
import { addItemCode, catalogueState, setItemActive, wakeItems } from './item-table.ts';
import { countVerdicts } from './preview-import.ts';
import { forgetPreview, type KeptPreview, keepPreview, keptPreview } from './preview-shelf.ts';
import { insertPriceChange } from './price-table.ts';
import { type StagedItems, stageNewItems } from './stage-items.ts';

/** What a committed import did, as the list of imports shows it. */
export type CommittedImport = ImportRecord & { readonly heldBack: number };

/** Somebody else may price or add goods while a long list is written; so often it is compared again. */
const MOST_TRIES = 5;

/**
 * Imports a previewed list. New goods are first written asleep, a few at a time, so that selling goes on; then one
 * transaction brings them in with every price, the record and the journal entry: the shop sees all of the list or
 * nothing of it. Rows with a doubtful price are left out unless their row number is in `acceptQuestions`. The owner's
 * corrected columns are remembered for the supplier. Refuses `preview_expired`.
 */
export async function commitImport(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  input: { readonly previewId: string; readonly acceptQuestions?: readonly number[] | undefined },
): Promise<Answer<CommittedImport>> {
  const { db } = till;
  const kept = keptPreview(db, input.previewId, till.clock.now());
  if (!kept) return refuse('preview_expired');
  // Taken off the shelf at once: a second click on the same preview finds nothing to import.
  forgetPreview(db, input.previewId);
  try {
    const done = await writeInTurns(till, by, kept, new Set(input.acceptQuestions));
    if (!done) return refuse('preview_expired');
    till.announce({ type: 'catalog.changed' });
    return ok(done);
  } catch (error) {
    keepPreview(db, kept);
    throw error;
  }
}

async function writeInTurns(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  kept: KeptPreview,
  accepted: ReadonlySet<number>,
): Promise<CommittedImport | null> {
  const { db } = till;
  const importId = till.random.uuid();
  const knownWords = new Set<string>();
  let { planned, catalogueState: state } = kept;
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    if (state !== catalogueState(db)) {
      // Something was priced, added or imported since: compare again with what is there now.
      state = catalogueState(db);
      planned = await planInTurns(db, kept.rows, () => undefined);
    }
    const wanted = planned.filter(
      ({ verdict, held, source }) => verdict !== 'refused' && (!held || accepted.has(source.row)),
    );
    const staged = await stageNewItems(till, wanted, { importId, state, knownWords });
    if (!staged) continue;
    const done = inTransaction(db, () =>
      staged.state === catalogueState(db)
        ? writeImport(till, by, kept, { importId, planned, wanted, staged })
        : null,
    );
    if (done) return done;
  }
  return null;
}

type Plan = {
  readonly importId: string;
  readonly planned: readonly PlannedRow[];
  readonly wanted: readonly PlannedRow[];
  readonly staged: StagedItems;
};

function writeImport(
  till: Till,
  by: Pick<Actor, 'staffId'>,
  kept: KeptPreview,
  { importId, planned, wanted, staged }: Plan,
): CommittedImport {
  const { db } = till;
  const { fileName, supplier } = kept.preview;
  const stored: StoredImport = {
    importId,
    fileName,
    supplier,
    counts: { ...countVerdicts(wanted), refused: countVerdicts(planned).refused },
    at: till.clock.now(),
    by: by.staffId,
    undoes: null,
  };
  insertImport(db, stored);
  wakeItems(db, importId, staged.afterNo);
  writeRows(till, stored, wanted, staged);
  if (supplier !== '' && Object.keys(kept.mapping).length > 0) {
    saveSupplierMapping(db, supplier, { ...supplierMapping(db, supplier), ...kept.mapping });
  }
  journalImport(till, 'PRICE_IMPORT', stored);
  return {
    ...recordOf(stored, 'done'),
    heldBack: planned.length - wanted.length - stored.counts.refused,
  };
}

function writeRows(
  till: Till,
  stored: StoredImport,
  wanted: readonly PlannedRow[],
  { skus, codedRows }: StagedItems,
): void {
  const { db } = till;
  for (const row of wanted) {
    const sku = row.sku ?? skus.get(row.identity);
    invariant(sku !== undefined, 'a new good was written before its price');
    if (!codedRows.has(row)) for (const code of row.codes) addItemCode(db, sku, code);
    if (row.isAsleep) setItemActive(db, sku, true, stored.importId);
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
    payload: {
      ...{ importId, fileName, supplier, counts, undoes },
      ...(undoes === null
        ? {}
        : {
            originalSeq: seqOfEntry(till.db, till.registerId, 'PRICE_IMPORT', { importId: undoes }),
          }),
    },
  });
}

export function recordOf(
  { importId, fileName, supplier, at, by, counts }: StoredImport,
  state: ImportRecord['state'],
): ImportRecord & { readonly counts: ImportCounts } {
  return { importId, fileName, supplier, at, by, counts, state, canUndo: state === 'done' };
}
