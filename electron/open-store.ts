import { DEMO_STORE } from '../shared/contract/demo-store.ts';
import { refusalSentence } from '../shared/i18n/refusals.ts';
import { shanghaiTime } from '../shared/kernel/business-date.ts';
import type { Refusal } from '../shared/kernel/result.ts';
import { ok, type Result } from '../shared/kernel/result.ts';
import { newestBackupFor } from './core/backup/newest-backup.ts';
import { type Core, type CoreOptions, createCore } from './core/core.ts';
import type { OpenRefusal } from './core/db/open.ts';
import { type FolderLock, type Holder, type LockRefusal, lockFolder } from './data-folder-lock.ts';

export type OpenedStore = {
  readonly core: Core;
  readonly sign: FolderLock['sign'];
  /** Lets work in hand end, closes the core and lets the folder go. Safe to call twice. */
  readonly close: () => Promise<void>;
};

type HostWishes = {
  /** Closes this store and opens it anew. */
  readonly onRestart?: (() => void) | undefined;
  /** Whether a new demo store shows a promotion season. */
  readonly demoPromotions?: boolean;
};

export type StoreRefusal = OpenRefusal | LockRefusal;

/**
 * Takes the folder for this process and opens the store in it. A folder without a store becomes the demo store
 * for a host with a screen, and an empty store that waits for its set-up for the command line. `onRestart` is called
 * when the store asks to be closed and opened anew.
 */
export async function openStoreFolder(
  folder: string,
  host: Holder['host'],
  { onRestart, demoPromotions = false }: HostWishes = {},
): Promise<Result<OpenedStore, StoreRefusal>> {
  process.umask(0o077); // whatever a host writes from here on is for its own user alone
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const core = await opened(lock.value, {
    folder,
    demo: host !== 'pos',
    demoPromotions,
    onRestart,
  });
  if (!core.ok) {
    lock.value.release();
    return core;
  }
  let closing: Promise<void> | null = null;
  const close = () => {
    const first = closing ?? core.value.close().finally(() => lock.value.release());
    closing = first;
    return first;
  };
  return ok({ core: core.value, sign: lock.value.sign, close });
}

/** A refusal to start in both languages, for a terminal. */
export function startRefusalText(refusal: Refusal<StoreRefusal | 'port_taken'>): string {
  return `${refusalSentence(refusal, 'zh-CN')}\n${refusalSentence(refusal, 'en')}\n`;
}

/** For data that cannot be opened: where it is, the newest good backup, and the way back; empty for other refusals. */
export async function helpText(refusal: Refusal, folder: string): Promise<string> {
  if (refusal.code !== 'data_corrupt' && refusal.code !== 'data_not_a_store') return '';
  const found = await newestBackupFor(folder);
  const newest = found
    ? `最新的好备份 · newest good backup: ${found.path}\n` +
      `  ${shanghaiTime(found.at)}，${found.saleCount} 笔销售 · sales\n` +
      `恢复 · restore: npm run -s pos -- restore --from "${found.path}" --data "${folder}" --phrase-file -\n`
    : `没有找到备份，请插上备份盘再试 · no backup found; plug in the backup stick and try again:\n` +
      `  npm run -s pos -- restore --from FOLDER --data "${folder}" --phrase-file -\n`;
  return `数据在 · the data is in: ${folder}（没有改动 · unchanged）\n${newest}`;
}

async function opened(
  lock: FolderLock,
  { onRestart, ...options }: Pick<CoreOptions, 'folder' | 'demo' | 'demoPromotions'> & HostWishes,
): Promise<Result<Core, OpenRefusal>> {
  try {
    return createCore({
      ...options,
      demoCloudUrl: DEMO_STORE.cloudUrl,
      ...(onRestart ? { onRestart } : {}),
    });
  } catch (error) {
    lock.release();
    throw error;
  }
}
