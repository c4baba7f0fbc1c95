import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type ImportedPromotions,
  PROMOTION_FILE_FORMAT,
  promotionFile,
} from '../../../shared/contract/promotions.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { PROMOTION_LIMITS } from '../limits.ts';
import { storeOf } from '../staff/store-table.ts';
import type { Deed, Till } from '../till.ts';
import { problemsOf } from './check-rule.ts';
import { newestVersion } from './promotion-table.ts';
import { draftOf, keepVersion } from './save-promotion.ts';

/** Promotions as a file that another store reads: what was decided, without numbers, versions and who agreed. */
export function exportPromotions(
  till: Till,
  promotionIds: readonly string[],
): Answer<{ readonly name: string; readonly text: string; readonly count: number }> {
  const found = promotionIds.map((id) => newestVersion(till.db, id));
  const promotions = found.flatMap((one) => (one ? [draftOf(one.definition)] : []));
  if (promotions.length === 0) return refuse('promotion_not_found');
  const writtenAt = till.clock.now();
  const file = {
    ...{ format: PROMOTION_FILE_FORMAT, version: 1 },
    ...{ store: storeOf(till.db)?.name ?? '', writtenAt, promotions },
  };
  const day = new Date(writtenAt).toISOString().slice(0, 10);
  const text = `${JSON.stringify(file, null, 2)}\n`;
  return ok({ name: `promotions-${day}.json`, text, count: promotions.length });
}

/**
 * What a file of promotions would bring in, each judged against this store's goods; nothing is written. Refuses
 * `promotion_file_unreadable` for whatever is no such file.
 */
export function previewPromotions(till: Till, text: string): Answer<ImportedPromotions> {
  const file = readFile(text);
  if (file === null) return refuse('promotion_file_unreadable');
  const rows = file.promotions.map((definition, row) => {
    const promotion = { ...definition, promotionId: `row-${row}`, version: 1, floorAgreedBy: null };
    const wrong = problemsOf(till, promotion, false).find(
      ({ code }) => code !== 'promotion_below_floor',
    );
    return { row, definition, problem: wrong ?? null };
  });
  return ok({ store: file.store, writtenAt: file.writtenAt, rows });
}

/**
 * Brings the chosen promotions of a file in as drafts, so that nothing starts by being imported; those with a problem
 * are left out. Answers how many came in.
 */
export function importPromotions(
  till: Till,
  deed: Deed,
  input: { readonly text: string; readonly rows: readonly number[] },
): Answer<{ readonly count: number }> {
  const preview = previewPromotions(till, input.text);
  if (!preview.ok) return preview;
  const chosen = preview.value.rows.filter(
    ({ row, problem }) => problem === null && input.rows.includes(row),
  );
  for (const { definition } of chosen) {
    const promotionId = till.random.uuid();
    keepVersion(
      till,
      deed,
      { ...definition, promotionId, version: 1, floorAgreedBy: null },
      'draft',
    );
  }
  return ok({ count: chosen.length });
}

function readFile(text: string) {
  if (Buffer.byteLength(text, 'utf8') > PROMOTION_LIMITS.fileBytes) return null;
  try {
    const parsed = promotionFile.safeParse(JSON.parse(text.replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
