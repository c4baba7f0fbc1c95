import { settingsInput } from '../../../shared/contract/system.ts';
import { ok } from '../../../shared/kernel/result.ts';
import { maskedSettings, writeSettings } from '../settings/settings.ts';
import { needing, router } from './trpc.ts';

/** The store's settings; the cloud token goes in, and never comes out again. */
export const settingsRouter = router({
  get: needing('edit_settings').query(({ ctx }) => maskedSettings(ctx.till)),
  save: needing('edit_settings')
    .input(settingsInput)
    .mutation(({ ctx, input }) => {
      const saved = writeSettings(ctx.till, { by: ctx.actor, approvedBy: null }, input);
      ctx.core.applySettings();
      return ok(saved);
    }),
});
