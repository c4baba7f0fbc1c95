import { existsSync, rmSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { Worker } from 'node:worker_threads';
import type {
  ArchiveValue,
  JournalStanding,
  JournalVerdict,
} from '../../../shared/contract/journal.ts';
import { ok, type Result, refuse } from '../../../shared/kernel/result.ts';
import { putSetting, settingText } from '../settings/setting-table.ts';
import type { Actor, Till } from '../till.ts';
import { type ArchiveRefusal, recordArchive } from './archive.ts';
import { listArchives } from './archive-table.ts';
import type { JournalMessage, JournalTask } from './journal-worker.ts';

/** Beside this file as a source, beside the core's program in the bundle. */
const WORKER_FILE = import.meta.url.endsWith('.ts') ? './journal-worker.ts' : './journal-worker.js';

/** Where the last verdict is kept: what a person wants to know after a start too. */
const VERDICT_ROW = 'journal.verdict';

export type DeskRefusal = ArchiveRefusal | 'check_running' | 'check_stopped';

export type JournalDesk = {
  readonly standing: () => JournalStanding;
  /** Checks the journal in a thread of its own. Refuses `check_running`, `check_stopped`. */
  readonly verify: () => Promise<Result<JournalVerdict, DeskRefusal>>;
  /** Archives the journal into `file`, a whole path. Refuses as `prepareArchive` does, and as `verify`. */
  readonly archive: (
    by: Actor,
    order: { readonly file: string; readonly through: string | null },
  ) => Promise<Result<ArchiveValue, DeskRefusal>>;
  /** Gives up what runs; nothing is left of it. */
  readonly stop: () => Promise<void>;
};

type Running = {
  readonly task: JournalTask['task'];
  readonly worker: Worker;
  readonly ended: Promise<unknown>;
};

/** Long work on the journal of the store in `folder`, one piece at a time; selling goes on meanwhile. */
export function createJournalDesk(till: Till, folder: string): JournalDesk {
  let running: Running | null = null;
  const run = (task: JournalTask): Promise<JournalMessage | null> => {
    const worker = new Worker(new URL(WORKER_FILE, import.meta.url), { workerData: task });
    const outcome = outcomeOf(till, worker).finally(() => {
      running = null;
      if (till.db.open) till.announce({ type: 'health.changed' });
    });
    running = { task: task.task, worker, ended: outcome.catch(() => null) };
    till.announce({ type: 'health.changed' });
    return outcome;
  };
  return {
    standing: () => ({
      ...storedVerdict(till),
      running: running?.task ?? null,
      archives: listArchives(till.db),
    }),
    verify: async () => {
      if (running) return refuse('check_running');
      const checkedAt = till.clock.now();
      const message = await run({ folder, task: 'verify' });
      if (message?.kind !== 'verdict') return refuse('check_stopped');
      const text = JSON.stringify({ checkedAt, verdict: message.verdict });
      putSetting(till.db, VERDICT_ROW, text);
      return ok(message.verdict);
    },
    archive: async (by, { file, through }) => {
      if (running) return refuse('check_running');
      if (!isAbsolute(file) || existsSync(file)) {
        return refuse('archive_target_unwritable', { file });
      }
      const order = { file, through, archiveId: till.random.uuid(), by: by.staffId };
      const message = await run({ folder, task: 'archive', order });
      if (message?.kind === 'refused') return { ok: false, refusal: message.refusal };
      if (message?.kind !== 'written') {
        for (const left of [file, `${file}.part`]) rmSync(left, { force: true });
        return refuse('check_stopped');
      }
      return ok(recordArchive(till, by, order, message.written));
    },
    stop: async () => {
      const task = running;
      await task?.worker.terminate();
      await task?.ended;
    },
  };
}

/** The thread's one outcome; null when it was stopped first. Rejects with what was thrown in it. */
function outcomeOf(till: Till, worker: Worker): Promise<JournalMessage | null> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: JournalMessage) => {
      if (message.kind !== 'progress') return resolve(message);
      till.announce({ type: 'journal.progress', done: message.done, total: message.total });
    });
    worker.on('error', reject);
    worker.on('exit', () => resolve(null));
  });
}

function storedVerdict(till: Till): Pick<JournalStanding, 'checkedAt' | 'verdict'> {
  const text = settingText(till.db, VERDICT_ROW);
  // Written by the desk only.
  return text === null
    ? { checkedAt: null, verdict: null }
    : (JSON.parse(text) as Pick<JournalStanding, 'checkedAt' | 'verdict'>);
}
