import { z } from 'zod';
import type { Answer } from '../../../shared/contract/answer.ts';
import {
  createItemInput,
  type ItemCard,
  previewInput,
  searchInput,
} from '../../../shared/contract/catalog.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { commitImport } from '../catalog/commit-import.ts';
import { createItem } from '../catalog/create-item.ts';
import { supplierNames } from '../catalog/import-table.ts';
import { previewImport } from '../catalog/preview-import.ts';
import { quickItems } from '../catalog/quick-items.ts';
import { findByCode, searchItems } from '../catalog/search.ts';
import { listImports, undoImport } from '../catalog/undo-import.ts';
import { deedOf } from '../staff/approval.ts';
import { needing, router } from './trpc.ts';

const importing = needing('import_prices');

const codeInput = z.object({ code: z.string().trim().min(1).max(60) });
const commitInput = z.object({
  previewId: z.string().min(1).max(64),
  acceptQuestions: z.array(z.number().int().min(1)).max(200_000).optional(),
});
const undoInput = z.object({ importId: z.string().min(1).max(64) });

/** Finding goods, adding one, and price lists. */
export const catalogRouter = router({
  search: needing('sell')
    .input(searchInput)
    .query(({ ctx, input }) => searchItems(ctx.till.db, input.text, input.limit)),
  /** One good by EAN, own code or sku; refuses `code_not_found`. */
  byCode: needing('sell')
    .input(codeInput)
    .query(({ ctx, input }) => {
      const card = findByCode(ctx.till.db, input.code);
      return card ? ok(card) : refuse('code_not_found', { code: input.code });
    }),
  quickItems: needing('sell').query(({ ctx }) => quickItems(ctx.till)),
  /** Whoever sells may ask for it; without the right to edit goods it takes an approval in place. */
  createItem: needing('sell')
    .input(createItemInput)
    .mutation(async ({ ctx, input: { approval, ...input } }): Promise<Answer<ItemCard>> => {
      const deed = await deedOf(ctx.till, ctx.actor, approval, { right: 'edit_items' });
      return deed.ok ? createItem(ctx.till, deed.value, input) : deed;
    }),

  previewImport: importing.input(previewInput).mutation(({ ctx, input }) =>
    previewImport(ctx.till, {
      fileName: input.fileName,
      bytes: Buffer.from(input.contentBase64, 'base64'),
      supplier: input.supplier,
      mapping: input.mapping,
    }),
  ),
  commitImport: importing
    .input(commitInput)
    .mutation(({ ctx, input }) => commitImport(ctx.till, ctx.actor, input)),
  undoImport: importing
    .input(undoInput)
    .mutation(({ ctx, input }) => undoImport(ctx.till, ctx.actor, input)),
  imports: importing.query(({ ctx }) => listImports(ctx.till)),
  suppliers: importing.query(({ ctx }) => supplierNames(ctx.till.db)),
});
