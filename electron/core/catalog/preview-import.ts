import type { Answer } from '../../../shared/contract/answer.ts';
import type { ImportIssue, ImportLine, ImportPreview } from '../../../shared/contract/catalog.ts';
import type { PriceColumn } from '../../../shared/domain/catalog/price-columns.ts';
import { ok } from '../../../shared/kernel/result.ts';
import type { Till } from '../till.ts';
import { IMPORT_LIMITS } from './import-limits.ts';
import { type PlannedRow, planInTurns } from './import-plan.ts';
import { type ImportCounts, supplierMapping } from './import-table.ts';
import { catalogueState } from './item-table.ts';
import { keepPreview } from './preview-shelf.ts';
import { readPriceFile } from './read-price-file.ts';
import { type PriceList, readPriceList } from './read-price-list.ts';

export type PriceListFile = {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly supplier?: string | undefined;
  /** The owner's correction of columns, on top of what is remembered of the supplier. */
  readonly mapping?: Readonly<Record<string, PriceColumn>> | undefined;
};

/**
 * Reads a price list and says what importing it would do; changes nothing. The preview is kept for a while so that
 * `commitImport` can do exactly that. Refuses `price_list_unreadable`, `price_list_too_large`,
 * `price_list_without_header`, `price_list_without_goods`.
 */
export async function previewImport(
  till: Till,
  { fileName, bytes, supplier = '', mapping = {} }: PriceListFile,
): Promise<Answer<ImportPreview>> {
  const { db } = till;
  const announce = (done: number, total: number) =>
    till.announce({ type: 'import.progress', done, total });
  const sheets = await readPriceFile(bytes);
  if (!sheets.ok) return sheets;
  const corrected = { ...(supplier === '' ? {} : supplierMapping(db, supplier)), ...mapping };
  // Reading is the first half of the work, comparing the second.
  const read = await readPriceList(sheets.value, corrected, (done, total) =>
    announce(done, total * 2),
  );
  if (!read.ok) return read;
  const { rows } = read.value;
  const state = catalogueState(db);
  const planned = await planInTurns(db, rows, (done) =>
    announce(rows.length + done, rows.length * 2),
  );
  announce(rows.length * 2, rows.length * 2);
  const preview: ImportPreview = {
    previewId: till.random.uuid(),
    fileName,
    supplier,
    ...describe(read.value, planned),
  };
  const madeAt = till.clock.now();
  keepPreview(db, { preview, rows, planned, mapping, catalogueState: state, madeAt });
  return ok(preview);
}

export function countVerdicts(planned: readonly PlannedRow[]): ImportCounts {
  const counts = { new: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { verdict } of planned) counts[verdict] += 1;
  return counts;
}

function describe(list: PriceList, planned: readonly PlannedRow[]) {
  const refused: ImportIssue[] = [];
  const questions: ImportIssue[] = list.otherSheets.map((name) => ({
    row: list.headerRow,
    why: `工作表“${name}”也像价目表，这次没有导入它`,
  }));
  for (const { source, verdict, why, held } of planned) {
    const into = verdict === 'refused' ? refused : questions;
    if (why.length === 0) continue;
    const isHeld = held && verdict !== 'refused';
    into.push({ row: source.row, why: why.join('；'), ...(isHeld ? { isHeld } : {}) });
  }
  return {
    sheet: list.sheet,
    headerRow: list.headerRow,
    rows: planned.length,
    priced: planned.filter(({ source, verdict }) => verdict !== 'refused' && isPriced(source))
      .length,
    counts: countVerdicts(planned),
    columns: list.columns,
    refused: refused.slice(0, IMPORT_LIMITS.issuesShown),
    questions: questions.slice(0, IMPORT_LIMITS.issuesShown),
    lines: firstLines(planned),
  };
}

function isPriced({ listFen }: PlannedRow['source']): boolean {
  return listFen !== null && listFen > 0;
}

const ORDER = { refused: 0, changed: 2, new: 3, unchanged: 4 } as const;

function firstLines(planned: readonly PlannedRow[]): readonly ImportLine[] {
  const order = (each: PlannedRow) => (each.held ? 1 : ORDER[each.verdict]);
  const groups = [0, 1, 2, 3, 4].map((rank) => planned.filter((each) => order(each) === rank));
  return groups
    .flat()
    .slice(0, IMPORT_LIMITS.linesShown)
    .map(({ source, verdict, before, after, why }) => ({
      row: source.row,
      verdict,
      brand: source.item.brand,
      model: source.item.model,
      name: source.item.name,
      category: source.item.category,
      oldListFen: before.listFen,
      listFen: verdict === 'refused' ? source.listFen : after.listFen,
      floorFen: after.floorFen,
      why: why.length > 0 ? why.join('；') : null,
    }));
}
