import { DEMO_STORE } from '../shared/contract/demo-store.ts';
import { refusalSentence } from '../shared/i18n/refusals.ts';
import type { Refusal } from '../shared/kernel/result.ts';
import { ok, type Result } from '../shared/kernel/result.ts';
import { type Core, createCore } from './core/core.ts';
import type { OpenRefusal } from './core/db/open.ts';
import { type FolderLock, type Holder, type LockRefusal, lockFolder } from './data-folder-lock.ts';

export type OpenedStore = {
  readonly core: Core;
  readonly sign: FolderLock['sign'];
  /** Lets work in hand end, closes the core and lets the folder go. Safe to call twice. */
  readonly close: () => Promise<void>;
};

export type StoreRefusal = OpenRefusal | LockRefusal;

/**
 * Takes the folder for this process and opens the store in it. A folder without a store becomes the demo store
 * for a host with a screen, and an empty store that waits for its set-up for the command line.
 */
export async function openStoreFolder(
  folder: string,
  host: Holder['host'],
): Promise<Result<OpenedStore, StoreRefusal>> {
  process.umask(0o077); // whatever a host writes from here on is for its own user alone
  const lock = lockFolder(folder);
  if (!lock.ok) return lock;
  const core = await opened(lock.value, folder, host !== 'pos');
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

async function opened(
  lock: FolderLock,
  folder: string,
  demo: boolean,
): Promise<Result<Core, OpenRefusal>> {
  try {
    return createCore({ folder, demo, demoCloudUrl: DEMO_STORE.cloudUrl });
  } catch (error) {
    lock.release();
    throw error;
  }
}
