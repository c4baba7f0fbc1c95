import type { Answer } from '../../../shared/contract/answer.ts';
import {
  type BackupFile,
  backupFolderInput,
  backupTargetInput,
  checkPhraseInput,
  type Restored,
  rehearseInput,
  restoreHereInput,
  restoreInput,
} from '../../../shared/contract/backup.ts';
import { ROLE_GRANTS } from '../../../shared/contract/rights.ts';
import { ok, refuse } from '../../../shared/kernel/result.ts';
import { backupsIn, probeTarget } from '../backup/backup-folder.ts';
import { backupTarget, recoveryKey } from '../backup/backup-table.ts';
import { dropBackupTarget, phraseOpens, setBackupTarget } from '../backup/backup-target.ts';
import { writePlace } from '../backup/data-place.ts';
import { listed } from '../backup/listed-backup.ts';
import type { RestoreRequest } from '../backup/stage-restore.ts';
import type { Core } from '../core.ts';
import { hasStaff } from '../staff/staff-table.ts';
import { storeOf } from '../staff/store-table.ts';
import { needing, open, router } from './trpc.ts';

/** How long the answer to a restore has to reach the screen before the program starts again. */
const RESTART_AFTER_MS = 400;

const managing = needing('manage_backup');

/** Backups: where they go, what there is, trying one out, and getting a store back from one. */
export const backupRouter = router({
  status: needing('sell').query(({ ctx }) => ctx.core.backups.status()),
  catchUp: open.query(({ ctx }) => ctx.core.catchUp.state()),
  list: managing.query(({ ctx }) => ctx.core.backups.list()),
  setTarget: managing.input(backupTargetInput).mutation(async ({ ctx, input }) => {
    const { core, till, actor } = ctx;
    // Whoever changes the phrase decides who can ever read the backups: the owner alone, once there is one.
    const mayChange = ROLE_GRANTS[actor.role].rights.has('restore_backup');
    if (input.phrase !== null && recoveryKey(till.db) && !mayChange) return refuse('right_missing');
    const deed = { by: actor, approvedBy: null };
    const set = await setBackupTarget(till, core.folder, deed, input);
    if (set.ok && core.data.standing().state === 'good') writePlace(core.folder, till.db);
    till.announce({ type: 'backup.changed' });
    return set;
  }),
  dropTarget: managing.mutation(({ ctx }) => {
    dropBackupTarget(ctx.till, { by: ctx.actor, approvedBy: null });
    ctx.till.announce({ type: 'backup.changed' });
    return ok(null);
  }),
  checkPhrase: managing
    .input(checkPhraseInput)
    .mutation(({ ctx, input }) => phraseOpens(ctx.till, input.phrase)),
  run: managing.mutation(({ ctx }) => ctx.core.backups.run('by_hand', ctx.actor.staffId)),
  cancel: managing.mutation(async ({ ctx }) => {
    await ctx.core.backups.cancel();
    return ok(null);
  }),
  rehearse: managing
    .input(rehearseInput)
    .mutation(({ ctx, input }) => ctx.core.backups.rehearse(input.file, ctx.actor.staffId)),
  restore: needing('restore_backup')
    .input(restoreInput)
    .mutation(({ ctx, input }): Promise<Answer<Restored>> | Answer<Restored> => {
      const folder = input.folder ?? backupTarget(ctx.till.db)?.folder;
      if (!folder) return refuse('backup_not_set_up');
      const store = storeOf(ctx.till.db);
      const storeId = store && !store.isDemo ? store.storeId : null; // anybody's store may replace the demo
      return restoreInto(ctx.core, { folder, file: input.file, phrase: input.phrase, storeId });
    }),

  /** How far a restore is; also on a new PC. */
  restoring: open.query(({ ctx }) => ctx.core.backups.restoring()),
  /** How the data itself is; also before anybody signs in, because nobody may be able to. */
  data: open.query(({ ctx }) => ctx.core.data.standing()),
  /** Backups in a folder, on a PC whose store is not set up yet. */
  findHere: open
    .input(backupFolderInput)
    .mutation(async ({ ctx, input }): Promise<Answer<readonly BackupFile[]>> => {
      if (hasStaff(ctx.till.db)) return refuse('store_already_set_up');
      if ((await probeTarget(input.folder, null)) === 'missing') {
        return refuse('backup_target_missing', { folder: input.folder });
      }
      const found = listed(null, await backupsIn(input.folder));
      return found.length > 0 ? ok(found) : refuse('backup_not_found', { folder: input.folder });
    }),
  restoreHere: open
    .input(restoreHereInput)
    .mutation(({ ctx, input }): Promise<Answer<Restored>> | Answer<Restored> => {
      if (hasStaff(ctx.till.db)) return refuse('store_already_set_up');
      return restoreInto(ctx.core, { ...input, storeId: null });
    }),
});

/** Makes the restore ready, and has the program start again with it once the answer is out. */
async function restoreInto(core: Core, request: RestoreRequest): Promise<Answer<Restored>> {
  const staged = await core.backups.restore(request);
  if (staged.ok && core.restart) setTimeout(core.restart, RESTART_AFTER_MS);
  return staged;
}
