import {
  archiveInput,
  archiveKeptInput,
  paperCodeInput,
} from '../../../shared/contract/journal.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { acknowledgeArchive, purgeJournal } from '../journal/archive.ts';
import { comparePaper } from '../journal/paper-code.ts';
import { needing, router } from './trpc.ts';

/** The journal as a whole: check it, archive it, say that the archive was put away, purge what lawfully may go. */
export const journalRouter = router({
  standing: needing('see_reports').query(({ ctx }) => ctx.core.journal.standing()),
  verify: needing('see_reports').mutation(({ ctx }) => ctx.core.journal.verify()),
  /** Compares what a paper says of an entry with the entry, without checking the rest. */
  comparePaper: needing('see_reports')
    .input(paperCodeInput)
    .query(({ ctx, input }) => comparePaper(ctx.till, input)),
  cancel: needing('see_reports').mutation(async ({ ctx }) => {
    await ctx.core.journal.stop();
    return ok(null);
  }),
  archive: needing('archive_journal')
    .input(archiveInput)
    .mutation(({ ctx, input }) => ctx.core.journal.archive(ctx.actor, input)),
  acknowledge: needing('archive_journal')
    .input(archiveKeptInput)
    .mutation(({ ctx, input }) => acknowledgeArchive(ctx.till, ctx.actor, input.file)),
  purge: needing('archive_journal').mutation(({ ctx }) => purgeJournal(ctx.till, ctx.actor)),
});
