import type { Answer } from '../../../shared/contract/answer.ts';
import {
  LABEL_LIMITS,
  type LabelFile,
  type LabelPreview,
  labelChoiceInput,
  labelSheetInput,
  labelsInput,
} from '../../../shared/contract/labels.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { labelSheets, labelsOnSheet } from '../labels/label-sheet.ts';
import { chosenGoods, isBefore, labelSources, labelsOf } from '../labels/labels.ts';
import { a4Pdf, a4Pictures } from '../printing/a4-output.ts';
import { needing, router } from './trpc.ts';

const TITLE = '价签';

/** Price tags and shelf labels: what to print, how it will look, and the sheet as a file. */
export const labelsRouter = router({
  sources: needing('print_labels').query(({ ctx }) => labelSources(ctx.till)),
  goods: needing('print_labels')
    .input(labelChoiceInput)
    .query(({ ctx, input }) => chosenGoods(ctx.till, input)),
  labels: needing('print_labels')
    .input(labelsInput)
    .query(({ ctx, input }) => labelsOf(ctx.till, input)),
  preview: needing('print_labels')
    .input(labelSheetInput)
    .query(async ({ ctx, input }): Promise<Answer<LabelPreview>> => {
      const labels = labelsOf(ctx.till, input);
      if (!labels.ok) return labels;
      const unpriced = labels.value.filter(({ nowFen }) => nowFen === null);
      const count = (labels.value.length - unpriced.length) * input.copies;
      const onPages = LABEL_LIMITS.pagesShown * labelsOnSheet(input.format);
      const shown = labelSheets(labels.value.slice(0, onPages + unpriced.length), input);
      const pictures = await a4Pictures(shown.slice(0, LABEL_LIMITS.pagesShown));
      return ok({
        labelCount: count,
        isEarly: isBefore(ctx.till, input.promotionId),
        pageCount: Math.ceil(count / labelsOnSheet(input.format)),
        pages: pictures.map((picture) => picture.toString('base64')),
        unpriced: unpriced.map(({ sku }) => sku),
      });
    }),
  print: needing('print_labels')
    .input(labelSheetInput)
    .mutation(({ ctx, input }): Answer<LabelFile> => {
      const labels = labelsOf(ctx.till, input);
      if (!labels.ok) return labels;
      const priced = labels.value.filter(({ nowFen }) => nowFen !== null);
      if (priced.length === 0) return refuse('labels_none');
      const sheets = labelSheets(priced, input);
      return ok({
        fileName: `${TITLE}-${priced.length * input.copies}.pdf`,
        type: 'application/pdf',
        base64: a4Pdf(sheets, TITLE).toString('base64'),
        labelCount: priced.length * input.copies,
        pageCount: sheets.length,
      });
    }),
});
