import type { Answer } from '../../shared/contract/answer.ts';
import type { ErrorCode } from '../../shared/contract/error-codes.ts';
import { LABEL_CHOICES, type LabelFormat } from '../../shared/contract/labels.ts';
import { refusalSentence } from '../../shared/i18n/refusals.ts';
import { ok, type Refusal, refuse } from '../../shared/kernel/result.ts';
import { labelSheets } from '../core/labels/label-sheet.ts';
import { chosenGoods, labelsOf } from '../core/labels/labels.ts';
import { a4Pdf, a4Pictures } from '../core/printing/a4-output.ts';
import type { Till } from '../core/till.ts';

/** A sheet of labels as an A4 PDF, or its first page as PNG; a sentence where there are no such goods. */
export async function printLabels(
  till: Till,
  asked: { readonly labels: string; readonly label: LabelFormat; readonly format: string },
): Promise<Uint8Array | string> {
  const chosen = goodsAsked(till, asked.labels);
  if (!chosen.ok) return sentence(chosen.refusal);
  const { skus, promotionId } = chosen.value;
  const labels = labelsOf(till, { skus: [...skus], promotionId });
  if (!labels.ok) return sentence(labels.refusal);
  const sheets = labelSheets(labels.value, { format: asked.label, copies: 1 });
  if (sheets.length === 0) return sentence(refuse('labels_none').refusal);
  if (asked.format !== 'png') return a4Pdf(sheets, '价签');
  const [picture] = await a4Pictures(sheets.slice(0, 1));
  return picture ?? sentence(refuse('labels_none').refusal);
}

type Goods = { readonly skus: readonly string[]; readonly promotionId: string | null };

function goodsAsked(till: Till, text: string): Answer<Goods> {
  const [, word = '', value = ''] = /^(\w+):(.+)$/.exec(text) ?? [];
  const by = LABEL_CHOICES.find((choice) => choice === word);
  if (!by) return ok({ skus: text.split(',').map((sku) => sku.trim()), promotionId: null });
  const found = chosenGoods(till, { by, value });
  return found.ok
    ? ok({ skus: found.value, promotionId: by === 'promotion' ? value : null })
    : found;
}

function sentence(refusal: Refusal<ErrorCode>): string {
  return `${refusalSentence(refusal, 'zh-CN')} · ${refusalSentence(refusal, 'en')}`;
}
